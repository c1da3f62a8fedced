"""What the secretariat types about processes: texts language by language, zones, offices, sessions, agenda, rules."""

import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from consultation.processes.agenda import as_tree, below, flat
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session, is_time_zone
from consultation.processes.translation import column_of, in_six
from look.languages import direction_of, languages_offered, name_of, tag_of
from register.errors import MoveRefused
from stakeholders.accounts.models import User, email_key


@dataclass(frozen=True)
class LanguageGroup:
    """The fields of one language; the first language is always open, another one where it holds something."""

    own_name: str
    tag: str
    direction: str
    fields: list[BoundField]
    is_open: bool


class InLanguages(forms.ModelForm):
    """A form whose texts are asked once in each language of the process; the first language must be filled.

    `texts` names the texts without language, `asked_before` what is asked before them. English is the first language
    of a process that has it, because it is what readers of a missing language are shown; else the first of its list is.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    asked_before: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_in = [language.code for language in languages_offered() if language.code in languages]
        self.first = first_of(self.languages_chosen() or self.asked_in)
        for code in settings.MODELTRANSLATION_LANGUAGES:
            for text in self.texts:
                self._prepare(text, code)

    def languages_chosen(self) -> list[str]:
        """The languages that this very form chooses, for a form that does."""
        return []

    def _prepare(self, text: str, code: str) -> None:
        column = column_of(text, code)
        if code not in self.asked_in:
            del self.fields[column]
            return
        field, original = self.fields[column], self._meta.model._meta.get_field(text)
        field.label = _("%(text)s (%(language)s)") % {
            "text": str(original.verbose_name).capitalize(),
            "language": name_of(code),
        }
        field.required = code == self.first and not original.blank
        field.widget.attrs |= {"lang": tag_of(code), "dir": direction_of(code)}

    def language_groups(self) -> Iterator[LanguageGroup]:
        """The texts, one group for each language, the first language first."""
        names = {language.code: language.own_name for language in languages_offered()}
        for code in sorted(self.asked_in, key=lambda code: code != self.first):
            fields = [self[column_of(text, code)] for text in self.texts]
            filled = any(field.value() or field.errors for field in fields)
            yield LanguageGroup(names[code], tag_of(code), direction_of(code), fields, code == self.first or filled)

    def fields_before(self) -> list[BoundField]:
        """What is asked once, before the texts."""
        return [self[name] for name in self.asked_before if name in self.fields]

    def fields_after(self) -> list[BoundField]:
        """What is asked once, after the texts."""
        elsewhere = {*in_six(*self.texts), *self.asked_before}
        return [field for field in self.visible_fields() if field.name not in elsewhere]

    def refuse_if_taken(self, name: str, message: Any, **lookup: Any) -> None:
        """Put the message on the field where another row of the model has the values looked up."""
        others = self._meta.model._default_manager.filter(**lookup).exclude(pk=self.instance.pk)
        if name not in self.errors and others.exists():
            self.add_error(name, message)


def first_of(languages: Sequence[str]) -> str:
    """The language in which every text must exist: English, or else the first in the list."""
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else languages[0]


def attempt(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do it; where it is refused, say why at the head of the form, with all that was typed still in it."""
    try:
        act()
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


# --- Zones, days and times --------------------------------------------------------------------------------------------


@cache
def zone_names() -> tuple[str, ...]:
    """The zones people live in, by the names of the IANA database, UTC first."""
    areas = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
             "Pacific/")  # fmt: skip
    return ("UTC", *sorted(name for name in zoneinfo.available_timezones() if name.startswith(areas)))


class ZoneInput(forms.TextInput):
    """A line to type in, with the list of zones behind it: browsers search the list, and it works without any."""

    template_name = "processes/widgets/zone.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the names offered."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_zones"
        context["widget"]["attrs"] |= {"list": list_id, "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
        return context | {"list_id": list_id, "zones": zone_names()}


class ZoneField(forms.CharField):
    """A zone of the IANA database, however its name is cased: "africa/nairobi" is Africa/Nairobi."""

    widget = ZoneInput
    default_validators = [is_time_zone]  # noqa: RUF012

    def to_python(self, value: Any) -> str:
        """The name as the database spells it, where it knows it."""
        typed = str(super().to_python(value)).replace(" ", "_")
        return _spellings().get(typed.casefold(), typed)


@cache
def _spellings() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


class DayInput(forms.DateInput):
    """A day, with the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this century."""

    widget = DayInput
    default_validators = [  # noqa: RUF012
        MinValueValidator(date(2000, 1, 1), _("The year has four digits and begins with 20.")),
        MaxValueValidator(date(2099, 12, 31), _("The year has four digits and begins with 20.")),
    ]


class MinuteInput(forms.TimeInput):
    """A time of day to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


# --- Forms ------------------------------------------------------------------------------------------------------------


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
