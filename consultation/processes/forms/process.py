"""What the secretariat types about processes: offices, sessions, agenda, rules."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultation.processes.agenda import as_tree, below, flat
from consultation.processes.forms.clock import DayField, ZoneField
from consultation.processes.forms.languages import InLanguages
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.processes.translation import in_six
from stakeholders.accounts.models import User, email_key


class ProcessForm(InLanguages):
    """A process. Its address and symbol stem are fixed once it is announced."""

    texts = ("name", "short_name", "mandate", "organ")
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple,
        help_text=_("In which the secretariat writes. Where a text is missing, readers are shown another language."),
    )  # fmt: skip
    time_zone = ZoneField(label=_("Time zone"), help_text=_("Such as Africa/Nairobi. Type a city to find it."))

    class Meta:
        model = Process
        fields = (*in_six("name", "short_name", "mandate", "organ"), "mandate_symbol", "slug", "symbol_stem",
                  "time_zone", "languages")  # fmt: skip
        help_texts: ClassVar = {"slug": _("Small letters, digits and hyphens. It is part of every address and stays.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=[code for code, _name in settings.LANGUAGES], **kwargs)
        for name in ("slug", "symbol_stem") if self.instance.announced_at else ():
            self.fields[name].disabled = True

    def languages_chosen(self) -> list[str]:
        """Those ticked, else those of the process: the first of them has to have its texts."""
        ticked = self["languages"].value() or []
        return [code for code, _name in settings.LANGUAGES if code in ticked]

    def clean_slug(self) -> str:
        """Refuse the one name that an address of the portal has taken."""
        slug: str = self.cleaned_data["slug"]
        if slug == "new":
            raise forms.ValidationError(_("This name is taken by an address of the portal."))
        return slug


class OfficeForm(forms.Form):
    """An office for a person, named by her exact address: nobody is listed."""

    email = forms.EmailField(
        label=_("E-mail address of the person"), max_length=254,
        help_text=_("Exactly as the person signs in. She needs an account with a confirmed address."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Office"), choices=Office.Kind, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """Find the person."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if email := cleaned.get("email"):
            cleaned["person"] = self._person(email)
            if cleaned["person"] is None:
                self.add_error(
                    "email",
                    _("No account has this confirmed address. Ask the person to sign up first, or check the spelling."),
                )
        return cleaned

    @staticmethod
    def _person(email: str) -> User | None:
        confirmed = EmailAddress.objects.filter(verified=True, primary=True).values("user")
        return User.objects.filter(email_key=email_key(email), is_active=True, pk__in=confirmed).first()


class SessionForm(InLanguages):
    """A session. Without a reference it gets one; once the process is announced the reference stays."""

    texts = ("place",)
    asked_before = ("kind", "ordinal", "starts_on", "ends_on")
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    class Meta:
        model = Session
        fields = ("kind", "ordinal", "starts_on", "ends_on", *in_six("place"), "symbol")
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "ordinal": _("1 for the first of its kind. It is written in words, such as “Third substantive session”."),
            "symbol": _("Leave empty to have one proposed. It is part of the address."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=kwargs["instance"].process.languages, **kwargs)
        self.fields["kind"].choices = Session.Kind.choices  # type: ignore[attr-defined]
        self.fields["symbol"].required = False
        if self.instance.pk and self.instance.process.announced_at:
            self.fields["symbol"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order and a number that the kind of session has had."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        kind, ordinal = cleaned.get("kind"), cleaned.get("ordinal")
        if ordinal == 0:
            self.add_error("ordinal", _("Sessions are numbered from 1."))
        taken = _("There is a session of this kind and number already.")
        self.refuse_if_taken("ordinal", taken, process=self.instance.process, kind=kind, ordinal=ordinal)
        return cleaned


class AgendaItemForm(InLanguages):
    """An item of the agenda of a session, under another one or not."""

    texts = ("title",)
    asked_before = ("label",)

    class Meta:
        model = AgendaItem
        fields = ("label", *in_six("title"), "parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = kwargs["instance"].session
        super().__init__(*args, languages=session.process.languages, **kwargs)
        items = AgendaItem.objects.filter(session=session)
        mine = below(self.instance, items) if self.instance.pk else set()
        parent = self.fields["parent"]
        parent.queryset = items.exclude(pk__in=mine)  # type: ignore[attr-defined]
        parent.choices = [  # type: ignore[attr-defined]
            ("", _("No other item: first level")),
            *((pk, title) for pk, title in agenda_choices(session) if pk not in mine),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a number that the agenda has already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken = _("The agenda has an item with this number already.")
        self.refuse_if_taken("label", taken, session=self.instance.session, label=cleaned.get("label"))
        return cleaned


def agenda_choices(session: Session) -> list[tuple[int, str]]:
    """The items of an agenda to choose from, in order, sub-items set in by dashes."""
    items = session.agenda_items.order_by("position", "pk")
    return [(branch.item.pk, f"{'— ' * branch.depth}{branch.item}") for branch in flat(as_tree(items))]


class ModerationRuleForm(InLanguages):
    """A published rule on which a decision to withhold may rest."""

    texts = ("text",)

    class Meta:
        model = ModerationRule
        fields = ("code", *in_six("text"))
        help_texts: ClassVar = {"code": _("A short name in small letters, such as off-topic.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=kwargs["instance"].process.languages, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a code that the process has already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken = _("The process has a rule with this code already.")
        self.refuse_if_taken("code", taken, process=self.instance.process, code=cleaned.get("code"))
        return cleaned
