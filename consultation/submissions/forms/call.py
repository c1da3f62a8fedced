"""What the secretariat types about a call for input, its questions and its deadline."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.deadlines import end_of_minute, start_of_minute
from consultation.processes.forms.clock import DayField, MinuteInput, ZoneField, named
from consultation.processes.forms.languages import InLanguages
from consultation.processes.forms.later import LaterDeadlineForm
from consultation.processes.forms.process import agenda_choices
from consultation.processes.translation import in_six
from consultation.submissions.models import Call, CallExtension, CallQuestion


class CallForm(InLanguages):
    """A call. While it is in preparation everything can be changed; once announced only its texts are asked."""

    texts = ("title", "invitation")
    zone = ZoneField(
        label=_("Time zone of the window"), help_text=_("In which you name the days and times below. Type a city.")
    )
    opens_on = DayField(label=_("Opens on"))
    opens_time = forms.TimeField(label=_("Opens at"), widget=MinuteInput)
    closes_on = DayField(label=_("Closes on"))
    closes_time = forms.TimeField(
        label=_("Closes at"), widget=MinuteInput,
        help_text=_("The last minute in which contributions arrive in time: 23:59 means until the day is over."),
    )  # fmt: skip

    class Meta:
        model = Call
        fields = (*in_six("title", "invitation"), "agenda_items", "zone", "word_limit", "file_limit",
                  "publication_policy", "late_policy", "asks_kind", "asks_consulted", "symbol")  # fmt: skip
        widgets: ClassVar = {
            "agenda_items": forms.CheckboxSelectMultiple,
            "publication_policy": forms.RadioSelect,
            "late_policy": forms.RadioSelect,
        }
        help_texts: ClassVar = {"symbol": _("Leave empty to have the next one proposed. It is part of the address.")}

    field_order = (*in_six("title", "invitation"), "agenda_items", "zone", "opens_on", "opens_time", "closes_on",
                   "closes_time")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        call = kwargs["instance"]
        kwargs["initial"] = local_window(call) | kwargs.get("initial", {})
        super().__init__(*args, languages=call.process.languages, **kwargs)
        if call.announced_at:
            self.fields = {name: field for name, field in self.fields.items() if name in in_six(*self.texts)}
            return
        self.fields["symbol"].required = False
        self.fields["publication_policy"].choices = Call.PublicationPolicy.choices  # type: ignore[attr-defined]
        self.fields["late_policy"].choices = Call.LatePolicy.choices  # type: ignore[attr-defined]
        items = self.fields["agenda_items"]
        items.queryset = call.session.agenda_items.all()  # type: ignore[attr-defined]
        items.choices = agenda_choices(call.session)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn days, times and zone into the two instants."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes, zone = named(cleaned, "opens"), named(cleaned, "closes"), cleaned.get("zone")
        if opens and closes and zone:
            self.instance.opens_at = start_of_minute(opens, zone)
            self.instance.closes_at = end_of_minute(closes, zone)
            if self.instance.closes_at <= self.instance.opens_at:
                self.add_error("closes_on", _("The call has to open before it closes."))
        if cleaned.get("word_limit") == 0:
            self.add_error("word_limit", _("Leave this empty for no limit."))
        return cleaned


def local_window(call: Call) -> dict[str, Any]:
    """The window as the clocks of the call's zone show it, for the form to start from."""
    if not call.opens_at:
        return {}
    zone = ZoneInfo(call.zone)
    opens, closes = call.opens_at.astimezone(zone), call.closes_at.astimezone(zone)
    return {
        "opens_on": opens.date(), "opens_time": opens.time(), "closes_on": closes.date(), "closes_time": closes.time(),
    }  # fmt: skip


class ExtensionForm(LaterDeadlineForm):
    """A later deadline, in the zone of the call, and why, in the languages of the process."""

    extends = "call"

    class Meta:
        model = CallExtension
        fields = in_six("reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_time"].help_text = _("In the time zone of the call.")


class QuestionForm(InLanguages):
    """A guiding question; once the call is announced only its wording is asked."""

    texts = ("text",)

    class Meta:
        model = CallQuestion
        fields = (*in_six("text"), "kind", "agenda_item")
        widgets: ClassVar = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        call = kwargs["instance"].call
        super().__init__(*args, languages=call.process.languages, **kwargs)
        for name in in_six("text"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3
        if call.announced_at:
            del self.fields["agenda_item"], self.fields["kind"]
            return
        self.fields["kind"].required = False  # whoever chooses nothing asks a question
        self.fields["kind"].choices = CallQuestion.Kind.choices  # type: ignore[attr-defined]
        item = self.fields["agenda_item"]
        item.queryset = call.session.agenda_items.all()  # type: ignore[attr-defined]
        item.choices = [("", _("No agenda item")), *agenda_choices(call.session)]  # type: ignore[attr-defined]
