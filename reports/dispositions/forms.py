"""What the Chair's team types to answer points."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem
from consultation.submissions.forms.intake import TextField
from consultation.submissions.forms.record import FilterSelect
from reports.dispositions.actions.answers import Observation
from reports.dispositions.models import REASON_OWED, Boilerplate, Disposition
from reports.dispositions.narrowing import UNANSWERED
from reports.dispositions.states import DispositionState
from reports.points.models import Topic
from reports.summaries.models import Paragraph, Summary
from reports.summaries.outline import numbers_by_anchor
from stakeholders.organisations.models import StakeholderGroup

LONGEST_ANSWER = 5_000
MOST_AT_ONCE = 500
"""Points that get the same answer in one go: more than anybody would look through on the page that asks once more."""


_ANY = ("", pgettext_lazy("choice in a filter", "All"))


class BoilerplateChoice(forms.ModelChoiceField):
    """A choice of texts by their titles."""

    def label_from_instance(self, obj: Any) -> str:
        """The title, which the team gave it."""
        return str(obj.title)


class ObservationForm(forms.Form):
    """What is decided on one point or on many; where a reason is missing, the chosen text gives it."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Disposition.Outcome.choices, widget=forms.RadioSelect,
        help_text=_("Noted, not accepted and out of scope need a reason."),
    )  # fmt: skip
    boilerplate: Any = BoilerplateChoice(
        Boilerplate.objects.none(), label=_("Text that gives the reason"), required=False, empty_label=_("None"),
        help_text=_("Leave the reason empty to take the text over as it is."),
    )  # fmt: skip
    reason = TextField(
        label=_("Reason, as whoever asked will read it"), required=False, max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    change_text = TextField(
        label=_("Text of the change"), required=False, max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("How the text reads now, where it was changed."),
    )  # fmt: skip
    led_to = forms.TypedChoiceField(
        label=_("Paragraph it led to"), required=False, coerce=uuid.UUID, empty_value=None,
        help_text=_("The number that the paragraph has when the summary is issued is shown with the answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = Boilerplate.objects.in_use().filter(process=summary.session.process_id)
        self.fields["boilerplate"].queryset = texts  # type: ignore[attr-defined]
        self.fields["led_to"].choices = [("", _("None")), *_paragraphs(summary)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The text of the boilerplate where no reason was typed; a reason where one is owed."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("boilerplate")
        if chosen and not cleaned.get("reason"):
            cleaned["reason"] = chosen.text
        if cleaned.get("outcome") in REASON_OWED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give a reason: whoever asked in public is owed one."))
        return cleaned

    def said(self) -> Observation:
        """What the answer says; the form must be valid."""
        typed = self.cleaned_data
        return Observation(
            outcome=typed["outcome"], reason=typed["reason"], change_text=typed["change_text"],
            led_to=typed["led_to"], boilerplate=typed["boilerplate"],
        )  # fmt: skip


class AnswerForm(ObservationForm):
    """The answer to one point, and the version of it that the person opened; 0 before there is one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_from(answer: Disposition | None, *, cited_at: uuid.UUID | None) -> dict[str, Any]:
        """What the form shows at first: the answer; before there is one, the paragraph that rests on the point."""
        if answer is None:
            return {"version": 0, "led_to": cited_at or ""}
        shown = ("outcome", "reason", "change_text", "boilerplate", "version")
        return {name: getattr(answer, name) for name in shown} | {"led_to": answer.led_to or ""}


class NamesSeenForm(forms.Form):
    """That the reviewer has looked at the names in an answer that is to name nobody."""

    names_seen = forms.BooleanField(label=_("I have looked at these names, and they may stand in the answer"))

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names


class FilterForm(forms.Form):
    """Which of the points to answer are shown."""

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process = summary.session.process
        items = AgendaItem.objects.filter(calls__summaries=summary).distinct().order_by("position", "pk")
        states = [(UNANSWERED, pgettext_lazy("state of an answer", "Unanswered")), *DispositionState.choices]
        self._offer("state", pgettext_lazy("of an answer", "State"), states)
        self._offer("outcome", _("Outcome"), Disposition.Outcome.choices)
        self._offer("item", _("Agenda item"), [(str(item.pk), f"{item.label}. {item.title}") for item in items])
        topics = Topic.objects.filter(process=process)
        self._offer("topic", _("Topic"), [(str(topic.pk), topic.label) for topic in topics])
        groups = StakeholderGroup.objects.all()
        self._offer("group", _("Stakeholder group"), [(group.code, group.name) for group in groups])

    def _offer(self, name: str, label: Any, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[_ANY, *choices], widget=FilterSelect
        )

    @property
    def chosen(self) -> Mapping[str, str]:
        """The filters that hold something; those that were refused hold nothing."""
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class BoilerplateForm(forms.Form):
    """A text that gives the reason for many answers."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("For the team only, such as “Beyond the mandate”.")
    )
    text = TextField(
        label=_("Text"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("As whoever asked will read it. Answers that take it keep their copy when you change it here."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _paragraphs(summary: Summary) -> list[tuple[str, str]]:
    numbers = numbers_by_anchor(summary)
    texts = dict(Paragraph.objects.filter(section__summary=summary).values_list("anchor", "text"))
    shown = sorted(numbers.items(), key=lambda pair: pair[1])
    return [(str(anchor), f"{number}. {Truncator(texts.get(anchor, '')).chars(80)}") for anchor, number in shown]
