"""What people type about themselves."""

import re
from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stakeholders.accounts.models import User
from stakeholders.accounts.names import cleaned_name

FAR_TOO_LONG = 10
"""Times the length that a name may have."""

_WEB_ADDRESS = re.compile(r"://|\bwww\.|@", re.IGNORECASE)


def validate_is_no_address(name: str) -> None:
    """A name that mail programs would turn into a link is refused: it is how strangers' mails get advertisements."""
    if _WEB_ADDRESS.search(name):
        raise ValidationError(_("Write a name without a web address or an e-mail address."), code="address")


class NameField(forms.CharField):
    """A name on one line, as people see it: NFC, no invisible characters, no address."""

    def to_python(self, value: Any) -> str:
        """The name without controls, bidi marks and doubled spaces; what is far too long is not read at all.

        Putting marks in order (NFC) takes time that grows as the square of their number.
        """
        typed = super().to_python(value) or ""
        if self.max_length is not None and len(typed) > FAR_TOO_LONG * self.max_length:
            return typed[: self.max_length + 1]  # refused as too long by the next check
        return cleaned_name(typed)

    def validate(self, value: str) -> None:
        """Required or not, and no address in it."""
        super().validate(value)
        validate_is_no_address(value)


class SignUpForm(SignupForm):
    """Signing up: address, name, password."""

    field_order = ("email", "full_name", "password1", "password2")
    full_name = NameField(
        label=_("Full name"), max_length=200, help_text=_("As it should stand beside what you decide or send."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name, and the language in which she signed up."""
        user.full_name = self.cleaned_data["full_name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.save(update_fields=["full_name", "language"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Two sign-ups of one address at once: the second is answered as any sign-up of a known address is."""
        try:
            with transaction.atomic():
                return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]


class ProfileForm(forms.ModelForm):
    """A person's name, language, time zone, and gender where she wants to say it."""

    full_name = NameField(label=_("Full name"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines are shown in this zone, in the call's own zone and in UTC.")
    )

    class Meta:
        model = User
        fields: ClassVar = ["full_name", "language", "time_zone", "gender"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices()  # type: ignore[attr-defined]


@cache
def zone_choices() -> list[tuple[str, str]]:
    """UTC, then the zones named by continent and city (IANA), as people write them; read from disk once."""
    zones = sorted(zone for zone in available_timezones() if zone.split("/")[0] in CONTINENTS and "/" in zone)
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]


CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
