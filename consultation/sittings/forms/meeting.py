"""What the secretariat types about a meeting as a whole, a day of meetings, and a group of the process."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.forms.clock import DayField, MinuteInput
from consultation.processes.forms.languages import InLanguages
from consultation.processes.models import Session
from consultation.processes.naming import dates_of
from consultation.processes.translation import in_six
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import IS_HTTPS, Meeting, SubGroup
from consultation.sittings.walls import ONE_DAY, day_of, instant_of
from consultation.sittings.words import clock
from look.dates import day_in_words

LONGEST = timedelta(hours=12)
"""A meeting that would last longer was typed wrongly; one past midnight is shorter."""

MODES = [choice for choice in SegmentKind.choices if choice[0] != SegmentKind.PRE_MEETING_SLOT]
"""In which a whole meeting can be held: a slot before the official start is a part of one."""

SKIPPED = _("On that day the clocks skip this time. Choose another one.")


class MeetingForm(InLanguages):
    """A meeting. Its mode is asked once, for the whole of it; whether it is official follows from the mode."""

    texts = ("title", "room")
    asked_before = ("kind", "number", "day", "starts", "ends")
    kind = forms.ChoiceField(
        label=_("Mode"), choices=MODES, widget=forms.RadioSelect,
        help_text=_("Of the whole meeting, to begin with. It can be suspended into another mode afterwards."),
    )  # fmt: skip
    day = DayField(label=_("Day"))
    starts = forms.TimeField(label=_("Official start"), widget=MinuteInput)
    ends = forms.TimeField(
        label=_("End"), widget=MinuteInput, help_text=_("A time before the start is one of the night that follows.")
    )
    webcast = forms.URLField(
        label=_("Webcast"), required=False, assume_scheme="https", max_length=200, validators=[IS_HTTPS],
        help_text=_("An address that begins with https."),
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ("number", *in_six("title", "room"), "sub_group", "organiser", "open_to_unaccredited", "webcast")
        help_texts: ClassVar = {
            "number": _("Of the meetings of this session. An unofficial event has none."),
            "organiser": _("Only of an unofficial event, and then always."),
            "open_to_unaccredited": _("Organisations take part whether they are accredited or not."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        meeting: Meeting = kwargs["instance"]
        self.session: Session = meeting.session
        self.zone = self.session.process.time_zone
        kwargs["initial"] = _on_the_wall(meeting, self.zone) | kwargs.get("initial", {})
        super().__init__(*args, languages=self.session.process.languages, **kwargs)
        self.fields["starts"].help_text = _("On the clocks of %(zone)s.") % {"zone": self.zone}
        groups = SubGroup.objects.filter(process=self.session.process)
        self.fields["sub_group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["sub_group"].empty_label = _("All: no group in particular")  # type: ignore[attr-defined]
        if not groups.exists():
            del self.fields["sub_group"]
        if meeting.pk:
            del self.fields["kind"]
            del self.fields["number" if not meeting.is_official else "organiser"]

    def clean(self) -> dict[str, Any]:
        """Turn day and times into the two instants, and see to it that there is a number or an organiser."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" in cleaned:
            self.instance.is_official = cleaned["kind"] != SegmentKind.UNOFFICIAL_DIALOGUE
        self._name_the_instants(cleaned)
        self._number_or_organiser(cleaned)
        return cleaned

    def _name_the_instants(self, cleaned: dict[str, Any]) -> None:
        day, starts, ends = cleaned.get("day"), cleaned.get("starts"), cleaned.get("ends")
        if day is None or starts is None or ends is None:
            return
        if self.instance.is_official and not self.session.starts_on <= day <= self.session.ends_on:
            days = dates_of(self.session)
            self.add_error("day", _("The session is held on %(days)s.") % {"days": days})
        begin, end = instant_of(day, starts, self.zone), _end_of(day, starts, ends, self.zone)
        for name, instant in (("starts", begin), ("ends", end)):
            if instant is None:
                self.add_error(name, SKIPPED)
        if begin is None or end is None:
            return
        if not timedelta(0) < end - begin <= LONGEST:
            self.add_error("ends", _("A meeting ends after it starts, and within twelve hours."))
        self.instance.starts_at, self.instance.ends_at = begin, end

    def _number_or_organiser(self, cleaned: dict[str, Any]) -> None:
        if self.instance.is_official:
            cleaned["organiser"] = ""
            taken = _("There is a meeting of this number already.")
            if not cleaned.get("number") and "number" not in self.errors:
                self.add_error("number", _("Meetings are numbered from 1."))
            same = Meeting.objects.standing().filter(session=self.session, number=cleaned.get("number"))
            if cleaned.get("number") and same.exclude(pk=self.instance.pk).exists():
                self.add_error("number", taken)
            return
        cleaned["number"] = None
        if not cleaned.get("organiser"):
            self.add_error("organiser", _("Say who organises the event: it is no part of the process."))


def _on_the_wall(meeting: Meeting, zone: str) -> dict[str, Any]:
    """Day and times as the clocks of the zone show them, for the form to start from."""
    if not meeting.starts_at:
        return {}
    starts, ends = clock(meeting.starts_at, zone), clock(meeting.ends_at, zone)
    return {"day": day_of(meeting.starts_at, zone), "starts": starts, "ends": ends}


def _end_of(day: date, starts: time, ends: time, zone: str) -> datetime | None:
    return instant_of(day if ends > starts else day + ONE_DAY, ends, zone)


class CopyDayForm(forms.Form):
    """A day whose meetings another day is to have too."""

    from_day = forms.TypedChoiceField(label=_("Meetings of"), coerce=date.fromisoformat)
    to_day = DayField(label=_("To"))

    def __init__(self, *args: Any, session: Session, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["from_day"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), day_in_words(day)) for day in days
        ]

    def clean(self) -> dict[str, Any]:
        """Another day of the session."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        from_day, to_day = cleaned.get("from_day"), cleaned.get("to_day")
        if to_day and not self.session.starts_on <= to_day <= self.session.ends_on:
            self.add_error("to_day", _("The session is held on %(days)s.") % {"days": dates_of(self.session)})
        elif to_day and to_day == from_day:
            self.add_error("to_day", _("Choose another day."))
        return cleaned


class SubGroupForm(InLanguages):
    """A study group or thematic group of the process."""

    texts = ("name",)
    asked_before = ("code",)

    class Meta:
        model = SubGroup
        fields = ("code", *in_six("name"))
        help_texts: ClassVar = {"code": _("A short name in small letters, such as sg-17.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=kwargs["instance"].process.languages, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a code that the process has already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken = _("The process has a group with this code already.")
        self.refuse_if_taken("code", taken, process=self.instance.process, code=cleaned.get("code"))
        return cleaned


class AdoptionForm(forms.Form):
    """The day on which the body adopted its programme."""

    on = DayField(label=_("Adopted on"))


class ReasonForm(forms.Form):
    """Why a programme is provisional again."""

    reason = forms.CharField(label=_("Reason"), max_length=400)
