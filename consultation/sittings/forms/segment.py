"""What the secretariat types about a part of a meeting."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.forms.clock import MinuteInput
from consultation.processes.forms.languages import InLanguages
from consultation.processes.forms.process import agenda_choices
from consultation.processes.translation import in_six
from consultation.sittings.forms.meeting import SKIPPED
from consultation.sittings.kinds import USUAL_ATTRIBUTION, USUAL_SLOT_MINUTES, Attribution, SegmentKind
from consultation.sittings.models import Meeting, Segment
from consultation.sittings.walls import nearest_instant
from consultation.sittings.words import clock


def modes_of(meeting: Meeting) -> list[tuple[str, Any]]:
    """The modes that a part of this meeting can have."""
    unofficial = SegmentKind.UNOFFICIAL_DIALOGUE
    return [choice for choice in SegmentKind.choices if (choice[0] == unofficial) != meeting.is_official]


def instant_near(meeting: Meeting, typed: Any, zone: str) -> datetime | None:
    """The instant that a time of the clock stands for at this meeting, on whichever side of midnight it lies."""
    return nearest_instant(typed, zone, to=meeting.starts_at + (meeting.ends_at - meeting.starts_at) / 2)


class SegmentForm(InLanguages):
    """A part of a meeting: from when to when, in which mode, on which item, and who may be named afterwards."""

    texts = ("title",)
    asked_before = ("kind", "starts", "ends", "minutes", "agenda_item")
    starts = forms.TimeField(label=_("Start"), widget=MinuteInput)
    ends = forms.TimeField(label=_("End"), widget=MinuteInput)
    attribution = forms.ChoiceField(
        label=_("Who may be named afterwards"), required=False, widget=forms.RadioSelect,
        choices=[("", _("What is usual in this mode")), *Attribution.choices],
    )  # fmt: skip

    class Meta:
        model = Segment
        fields = ("kind", "minutes", "agenda_item", *in_six("title"), "attribution")
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "minutes": _("Only of a slot before the official start: how many minutes its speakers share."),
            "title": _("Leave empty to show the mode in words."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        segment: Segment = kwargs["instance"]
        self.meeting, session = segment.meeting, segment.meeting.session
        self.zone = session.process.time_zone
        kwargs["initial"] = self._on_the_wall(segment) | kwargs.get("initial", {})
        super().__init__(*args, languages=session.process.languages, **kwargs)
        self.fields["kind"].choices = modes_of(self.meeting)  # type: ignore[attr-defined]
        self.fields["starts"].help_text = _("On the clocks of %(zone)s.") % {"zone": self.zone}
        item = self.fields["agenda_item"]
        item.queryset = session.agenda_items.all()  # type: ignore[attr-defined]
        item.choices = [("", _("No agenda item")), *agenda_choices(session)]  # type: ignore[attr-defined]

    def _on_the_wall(self, segment: Segment) -> dict[str, Any]:
        if not segment.starts_at:
            return {}
        return {"starts": clock(segment.starts_at, self.zone), "ends": clock(segment.ends_at, self.zone)}

    def clean(self) -> dict[str, Any]:
        """Turn the times into instants, and fill in what goes without saying in the mode."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not cleaned.get("attribution") and kind:
            cleaned["attribution"] = USUAL_ATTRIBUTION[SegmentKind(kind)]
        is_slot = kind == SegmentKind.PRE_MEETING_SLOT
        cleaned["minutes"] = (cleaned.get("minutes") or USUAL_SLOT_MINUTES) if is_slot else None
        self._name_the_instants(cleaned)
        return cleaned

    def _name_the_instants(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts is None or ends is None:
            return
        begin, end = instant_near(self.meeting, starts, self.zone), instant_near(self.meeting, ends, self.zone)
        for name, instant in (("starts", begin), ("ends", end)):
            if instant is None:
                self.add_error(name, SKIPPED)
        if begin is None or end is None:
            return
        if end <= begin:
            self.add_error("ends", _("A part ends after it starts."))
        self.instance.starts_at, self.instance.ends_at = begin, end


class SuspendForm(forms.Form):
    """From when to when a part of a meeting is held in another mode."""

    kind = forms.ChoiceField(label=_("Mode"), widget=forms.RadioSelect)
    starts = forms.TimeField(label=_("Suspended at"), widget=MinuteInput)
    ends = forms.TimeField(
        label=_("Resumed at"), widget=MinuteInput, required=False, help_text=_("Leave empty for the rest of the part.")
    )

    def __init__(self, *args: Any, segment: Segment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.zone = segment.meeting, segment.meeting.session.process.time_zone
        modes = [one for one in modes_of(segment.meeting) if one[0] != SegmentKind.PRE_MEETING_SLOT]
        self.fields["kind"].choices = modes  # type: ignore[attr-defined]
        self.fields["starts"].help_text = _("On the clocks of %(zone)s.") % {"zone": self.zone}

    def clean(self) -> dict[str, Any]:
        """Turn the times into instants, as `starts_at` and `ends_at`."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("starts", "ends"):
            typed = cleaned.get(name)
            cleaned[f"{name}_at"] = None if typed is None else instant_near(self.meeting, typed, self.zone)
            if typed is not None and cleaned[f"{name}_at"] is None:
                self.add_error(name, SKIPPED)
        return cleaned
