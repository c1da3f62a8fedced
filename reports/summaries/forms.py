"""What the chair's team types into a summary."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem, Session
from consultation.processes.naming import title_of
from consultation.submissions.models import Call
from consultation.submissions.text import UnreadableText, normalised
from reports.summaries.models import Summary
from stakeholders.organisations.models import StakeholderGroup


class SessionField(forms.ModelChoiceField):
    """A choice of sessions, named in words."""

    def label_from_instance(self, obj: Any) -> str:
        """Such as "WG.7: Third substantive session"."""
        return f"{obj.process.short_name}: {title_of(obj)}"


class BeginForm(forms.ModelForm):
    """A new summary: of which session and calls, under which reference, naming whom."""

    session = SessionField(Session.objects.none(), label=_("Session"))

    class Meta:
        model = Summary
        fields = ("session", "calls", "title", "symbol", "language", "attribution")
        widgets: ClassVar = {"calls": forms.CheckboxSelectMultiple, "attribution": forms.RadioSelect}
        help_texts: ClassVar = {
            "symbol": _("A reference of the portal, such as WG.7/2026/CS.1. It is not a UN symbol."),
            "calls": _("The contributions to these calls can be cited."),
        }

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions.select_related("process")  # type: ignore[attr-defined]
        self.fields["calls"].queryset = Call.objects.filter(  # type: ignore[attr-defined]
            process__in=sessions.values("process"), announced_at__isnull=False
        )

    def clean(self) -> dict[str, Any]:
        """The calls belong to the process of the session."""
        cleaned = super().clean() or {}
        session, calls = cleaned.get("session"), cleaned.get("calls") or ()
        if session and any(call.process_id != session.process_id for call in calls):
            self.add_error("calls", _("Choose calls of the same process as the session."))
        return cleaned


class SectionForm(forms.Form):
    """A further section."""

    heading = forms.CharField(label=_("Heading of a new section"), max_length=300)
    agenda_item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = session.agenda_items.all()  # type: ignore[attr-defined]


class ParagraphForm(forms.Form):
    """The text of a paragraph, and the version that the person opened."""

    text = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Reported speech, past tense. Nobody is named unless the summary is attributed."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        """The text as the portal keeps it; what is no text is refused with the reason."""
        try:
            text = normalised(self.cleaned_data["text"]).strip()
        except UnreadableText as reason:
            raise forms.ValidationError(str(reason)) from reason
        if not text:
            raise forms.ValidationError(_("Write the paragraph before you save it."))
        return text


class PickerForm(forms.Form):
    """Looking for contributions to cite."""

    q = forms.CharField(label=pgettext_lazy("to search for", "Words"), required=False, max_length=200)
    group: "forms.ModelChoiceField[StakeholderGroup]" = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), label=_("Stakeholder group"), required=False, empty_label=_("All groups"),
        to_field_name="code",
    )  # fmt: skip


class IssueForm(forms.Form):
    """That somebody has looked at the names in a text that is to name nobody; asks nothing where there are none."""

    names_seen = forms.BooleanField(
        label=_("I have looked at these names, and they may stand in the text"),
        error_messages={
            "required": _("Tick the box if the names may stand, or go back and take them out of the text.")
        },
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        if not names:
            del self.fields["names_seen"]


class ReasonForm(forms.Form):
    """Why a finished summary is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
