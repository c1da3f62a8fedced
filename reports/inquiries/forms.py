"""What is typed into an inquiry, and what the Chair types in reply."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import ModerationRule, Process
from consultation.submissions.forms.intake import TextField
from reports.inquiries.standing import Voice
from reports.summaries.models import Summary

SHORTEST, LONGEST = 20, 5_000
"""Characters of an inquiry: long enough to say what is missing, short enough to be answered."""

LONGEST_REPLY = 10_000


class InquiryForm(forms.Form):
    """What is not reflected in the summary, or not rightly, and in whose name that is said."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    voice = forms.ChoiceField(label=_("In whose name"), widget=forms.RadioSelect)
    text = TextField(
        label=_("What is not reflected, or not rightly"), min_length=SHORTEST, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Name the paragraph, or what is missing. From 20 to 5,000 characters."),
    )  # fmt: skip
    is_named = forms.BooleanField(label=_("Show my organisation’s name with the inquiry"), required=False)

    def __init__(self, *args: Any, summary: Summary, voices: Sequence[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [  # type: ignore[attr-defined]
            (voice.key, voice.name if voice.organisation else _("Myself, who sent a contribution")) for voice in voices
        ]
        if len(voices) == 1:
            self.fields["voice"].widget = forms.HiddenInput()
            self.fields["voice"].initial = voices[0].key
        if summary.attribution != Summary.Attribution.NON_ATTRIBUTED:
            del self.fields["is_named"]


class ReplyForm(forms.Form):
    """The reply to an inquiry."""

    reply = TextField(
        label=_("Reply, as everybody will read it"), max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Say where the point is found, or why it is not in the summary."),
    )  # fmt: skip


class WithholdForm(forms.Form):
    """Under which rule a text is kept from the public, and why."""

    rule: "forms.ModelChoiceField[ModerationRule]" = forms.ModelChoiceField(
        ModerationRule.objects.none(), label=_("Rule"), empty_label=None
    )
    reason = TextField(
        label=_("Reason, as everybody will read it"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = ModerationRule.objects.filter(process=process)  # type: ignore[attr-defined]
