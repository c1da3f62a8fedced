"""What the Chair's team types while it reads."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem, Process
from consultation.submissions.forms.record import FilterSelect, RecordForm
from consultation.submissions.text import UnreadableText, normalised
from reports.points.actions.marking import Place, Said
from reports.points.models import Point, Topic

_ANY = ("", pgettext_lazy("choice in a filter", "All"))


class ShelfForm(RecordForm):
    """What to show of the contributions that lie before the team."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"] = forms.ChoiceField(
            label=_("Reading"), required=False, widget=FilterSelect,
            choices=[
                _ANY, ("unread", _("Not read by me")), ("nobody", _("Read by nobody")), ("mine", _("My part")),
                ("free", _("Nobody’s part")),
            ],
        )  # fmt: skip
        self.fields["points"] = forms.ChoiceField(
            label=_("Points"), required=False, widget=FilterSelect,
            choices=[
                _ANY, ("with", _("With points")), ("without", _("Without points")), ("lost", _("With a lost passage")),
            ],
        )  # fmt: skip


class ItemField(forms.ModelChoiceField):
    """A choice of agenda items, each with the reference of its session."""

    def label_from_instance(self, obj: Any) -> str:
        """Such as "5. Confidence-building (WG.7/S.3)"."""
        return f"{obj.label}. {obj.title} ({obj.session.symbol})"


class PointForm(forms.Form):
    """What a passage says, and under what it belongs."""

    restatement = forms.CharField(
        label=_("In short"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence, as you would report it. The passage itself is kept beside it."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Point.Kind.choices, initial=Point.Kind.VIEW, widget=forms.RadioSelect
    )
    asks = forms.BooleanField(
        label=_("Asks for something"), required=False, help_text=_("Points that ask for something can be answered.")
    )
    agenda_item = ItemField(AgendaItem.objects.none(), label=_("Agenda item"), required=False)
    topic = forms.CharField(
        label=_("Topic"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
        help_text=_("From the list, or a new one."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(session__process=process).select_related("session")
        self.fields["agenda_item"].queryset = items.order_by("-session__starts_on", "session", "position", "pk")  # type: ignore[attr-defined]

    def clean_restatement(self) -> str:
        """The text as the portal keeps it; what is no text is refused with the reason."""
        return readable_text(self.cleaned_data["restatement"])

    def clean_topic(self) -> str:
        """The name of the topic on one line."""
        return readable_text(self.cleaned_data["topic"])

    def said(self) -> Said:
        """What was said, for the actions; of a form that is valid."""
        names = ("restatement", "kind", "asks", "agenda_item", "topic")
        return Said(**{name: self.cleaned_data[name] for name in names})


class PassageForm(forms.Form):
    """Which passage is meant: what was selected, or a whole block, or one of its sentences."""

    passage = forms.ChoiceField(
        label=_("Passage"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose the passage."), "invalid_choice": _("Choose the passage.")},
    )  # fmt: skip
    source = forms.CharField(max_length=40, widget=forms.HiddenInput)
    starts = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    ends = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    field_order = ("passage",)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passage"].choices = offered  # type: ignore[attr-defined]

    def place(self) -> Place:
        """The passage that was chosen, of a form that is valid."""
        source, starts, ends = self.cleaned_data["passage"].split()
        return Place(source, self.cleaned_data["revision"], int(starts), int(ends))


class MarkForm(PassageForm, PointForm):
    """A passage and what it says; `key` lets a form that is sent twice make one point."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RemarkForm(PassageForm):
    """Another passage for a point that stands already."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(forms.Form):
    """Why a point is dropped."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For your colleagues; it stays in the history."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(forms.Form):
    """To whom of the team a contribution is given to read."""

    reader = forms.ChoiceField(label=_("Give it to"))

    def __init__(self, *args: Any, team: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [(person.pk, str(person)) for person in team]  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """The name of a topic."""

    label = forms.CharField(label=_("Name of the topic"), max_length=120)

    def clean_label(self) -> str:
        """The name as the portal keeps it."""
        return readable_text(self.cleaned_data["label"])


class MergeForm(forms.Form):
    """Another topic that takes over the points."""

    into: "forms.ModelChoiceField[Topic]" = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Merge it into"),
        help_text=_("Its points go to the topic that you choose, and it leaves the list."),
    )  # fmt: skip

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Topic.objects.filter(process=topic.process_id).exclude(pk=topic.pk)  # type: ignore[attr-defined]


def readable_text(text: str) -> str:
    """The text on one line as the portal keeps it; raises ValidationError for what is no text."""
    try:
        return " ".join(normalised(text).split())
    except UnreadableText as reason:
        raise forms.ValidationError(str(reason)) from reason
