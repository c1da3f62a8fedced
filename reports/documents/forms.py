"""What is typed to have a document compiled, to correct one, and to say how a process prints."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from consultation.processes.filecheck import FileRefused, checked_file
from consultation.processes.models import SYMBOL, Process
from consultation.submissions.models import Call
from reports.dispositions.reading import public_answers
from reports.documents.actions import Wanted
from reports.documents.models import Letterhead
from reports.documents.states import OF_A_SUMMARY, Arrangement, Correction, DocumentKind, Variant
from reports.summaries.models import Summary

ABOUT_A_CALL = (DocumentKind.COMPILATION, DocumentKind.STATISTICS, DocumentKind.COVER_NOTE)
LOGO_BYTES = 500_000


class PrintedForm(forms.Form):
    """What every document needs to be told: its language and the standard that the PDF keeps."""

    language = forms.ChoiceField(
        label=_("Language of the document"),
        help_text=_("Headings, lists and names of countries. What people wrote stays in their own language."),
    )
    variant = forms.ChoiceField(
        label=_("Standard of the PDF"), choices=Variant.choices, initial=Variant.UA1, widget=forms.RadioSelect
    )

    def offer_languages(self, first: str, process: Process) -> None:
        """Let the person choose among the languages of the process, that one first."""
        names = dict(settings.LANGUAGES)
        codes = dict.fromkeys([first, *process.languages])
        self.fields["language"].choices = [(code, names[code]) for code in codes]  # type: ignore[attr-defined]


class CompileForm(PrintedForm):
    """Which document of a summary is wanted, and how: the table of its answers is offered once they are out."""

    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=[(kind.value, kind.label) for kind in OF_A_SUMMARY],
        initial=DocumentKind.CHAIRS_SUMMARY, widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("kind", "language", "variant")

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_languages(summary.language, summary.session.process)
        if not public_answers(summary).exists():
            del self.fields["kind"]


class NewDocumentForm(PrintedForm):
    """Which document about a call is wanted, and how."""

    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=[(kind.value, kind.label) for kind in ABOUT_A_CALL],
        initial=DocumentKind.COMPILATION, widget=forms.RadioSelect,
    )  # fmt: skip
    call: Any = forms.ModelChoiceField(label=_("Call for input"), queryset=Call.objects.none(), empty_label=None)
    arrangement = forms.ChoiceField(
        label=_("Order of the contributions"), choices=Arrangement.choices, initial=Arrangement.BY_GROUP,
        widget=forms.RadioSelect, help_text=_("For a compilation of inputs."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=300)
    symbol = forms.CharField(
        label=_("Reference"), max_length=80, validators=[SYMBOL],
        help_text=_("Printed at the head, the same in every language. It is a portal reference, not a UN symbol."),
    )  # fmt: skip
    field_order = ("kind", "call", "arrangement", "title", "symbol", "language", "variant")

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_languages(process.languages[0], process)
        self.fields["call"].queryset = process.calls.order_by("-closes_at", "pk")  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the person asks for; the form must be valid."""
        asked = dict(self.cleaned_data)
        if asked["kind"] != DocumentKind.COMPILATION:
            asked["arrangement"] = ""
        return Wanted(process=asked["call"].process, **asked)


class CorrectForm(forms.Form):
    """What kind of correction it is, and why."""

    correction = forms.ChoiceField(label=_("Kind of correction"), choices=Correction.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Printed on the first page and shown beside the document."),
    )  # fmt: skip


class LetterheadForm(forms.ModelForm):
    """How a process prints; a logo that is not replaced or removed stays."""

    logo_file = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("PNG or JPEG up to 500 kB. Not the emblem of the United Nations, which needs an authorisation."),
    )  # fmt: skip
    without_logo = forms.BooleanField(label=_("Print without a logo"), required=False)

    class Meta:
        model = Letterhead
        fields: ClassVar = ("body_line", "organ_line", "disclaimer", "distribution", "paper")
        widgets: ClassVar = {"paper": forms.RadioSelect()}

    @staticmethod
    def initial_from(in_use: Letterhead | None) -> dict[str, Any]:
        """What the form shows at first: the letterhead in use."""
        return forms.model_to_dict(in_use, fields=LetterheadForm.Meta.fields) if in_use else {}

    def clean_logo_file(self) -> UploadedFile | None:
        """Refuse what is not a small picture."""
        file: UploadedFile | None = self.cleaned_data["logo_file"]
        if file is None:
            return None
        try:
            checked = checked_file(file, name=str(file.name), limit=LOGO_BYTES)  # type: ignore[arg-type]
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if checked.content_type not in ("image/png", "image/jpeg"):
            raise forms.ValidationError(_("The logo must be a PNG or JPEG picture."))
        return file

    def proposed(self, process: Process, in_use: Letterhead | None) -> Letterhead:
        """The letterhead as filled in, not saved; the form must be valid."""
        letterhead: Letterhead = self.instance
        letterhead.process = process
        if self.cleaned_data["logo_file"]:
            letterhead.logo = self.cleaned_data["logo_file"]
        elif in_use and not self.cleaned_data["without_logo"]:
            letterhead.logo = in_use.logo.name
        return letterhead
