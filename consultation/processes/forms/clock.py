"""Zones, days and times, as people type them."""

import zoneinfo
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import is_time_zone


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


def named(cleaned: dict[str, Any], edge: str) -> datetime | None:
    """The naive day and time that a person named; None where either is missing."""
    day, time = cleaned.get(f"{edge}_on"), cleaned.get(f"{edge}_time")
    return datetime.combine(day, time) if day and time is not None else None
