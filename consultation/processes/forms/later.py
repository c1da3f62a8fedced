"""A later deadline of something that has been announced, and why."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.deadlines import end_of_minute
from consultation.processes.errors import DeadlineNotLater
from consultation.processes.forms.clock import DayField, MinuteInput, named
from consultation.processes.forms.languages import InLanguages


class LaterDeadlineForm(InLanguages):
    """A later deadline, in the zone in which the one before was named, and why, in the languages of the process.

    A subclass names the model of the trace that is left, with `closes_after` and `reason`, and `extends`: the name of
    its relation to what has the deadline (`closes_at`, `zone`, `process`).
    """

    extends: ClassVar[str]
    texts = ("reason",)
    asked_before = ("closes_on", "closes_time")
    closes_on = DayField(label=_("New last day"))
    closes_time = forms.TimeField(label=_("New last minute"), widget=MinuteInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.extended = getattr(kwargs["instance"], self.extends)
        kwargs["initial"] = {"closes_time": self.extended.closes_at.astimezone(ZoneInfo(self.extended.zone)).time()}
        super().__init__(*args, languages=self.extended.process.languages, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Turn day and time into the instant, which has to be later than the deadline now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if closes := named(cleaned, "closes"):
            self.instance.closes_after = end_of_minute(closes, self.extended.zone)
            if self.instance.closes_after <= self.extended.closes_at:
                self.add_error("closes_on", str(DeadlineNotLater()))
        return cleaned
