"""What the secretariat types about inputs that arrived otherwise: a file to import, or one that came by mail."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from consultation.processes.filecheck import CheckedFile, FileRefused, checked_file
from consultation.submissions.actions.intake import Author, Choices, Letter
from consultation.submissions.columns import FIELDS, REQUIRED
from consultation.submissions.models import CONTENT_LANGUAGES, Call
from consultation.submissions.refusals import failure_in_words
from consultation.submissions.text import UnreadableText, normalised
from stakeholders.organisations.models import Country, Organisation, StakeholderGroup

MOST_MEGABYTES = 200
ENCODINGS = [
    ("", gettext_lazy("Detect it (almost always right)")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("cp1251", "Windows-1251"),
    ("cp1256", "Windows-1256"),
    ("gb18030", "GB 18030"),
]

COLUMN_HINTS = {
    "source_id": gettext_lazy("any identifier; a line whose identifier was loaded before is not loaded again"),
    "body": gettext_lazy("the text"),
    "stakeholder_group": gettext_lazy("code or name"),
    "country": gettext_lazy("ISO 3166 code, UN name, or “global”"),
    "language": gettext_lazy("code such as en"),
    "submitted_at": gettext_lazy("as in 2026-11-23T17:30+03:00; without an offset in the call’s time zone"),
}
COLUMNS_NEEDED = [(name, COLUMN_HINTS.get(name, "")) for name in REQUIRED]
COLUMNS_READ = [(name, COLUMN_HINTS.get(name, "")) for name in FIELDS if name not in REQUIRED]


class ImportForm(forms.Form):
    """A file of inputs, and what to assume where the file does not tell."""

    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True,
        help_text=gettext_lazy("CSV with the names of the columns in its first line, or JSON Lines."),
    )  # fmt: skip
    default_group: Any = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), required=False,
        label=gettext_lazy("Lines that name no known stakeholder group"),
        empty_label=gettext_lazy("Refuse them"),
    )  # fmt: skip
    default_author = forms.CharField(
        max_length=255, required=False, label=gettext_lazy("Name shown for lines that name no organisation or person"),
        help_text=gettext_lazy("Such as “A member of the public”. Without it such lines are refused."),
    )  # fmt: skip
    encoding = forms.ChoiceField(choices=ENCODINGS, required=False, label=gettext_lazy("Encoding"))
    columns = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 4}), label=gettext_lazy("Columns with other names"),
        help_text=gettext_lazy("One a line: the name in the file, an equals sign, the known name: Reply = body"),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile:
        """Something, and not more than a worker can read in a few minutes."""
        file: UploadedFile = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(failure_in_words({"code": "empty"}))
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Split it; lines that are loaded twice count once."),
                params={"most": MOST_MEGABYTES},
            )
        return file

    def clean_columns(self) -> dict[str, str]:
        """Pairs of a column of the file and a field of ours."""
        lines = [line for line in self.cleaned_data["columns"].splitlines() if line.strip()]
        pairs = [[part.strip() for part in line.rpartition("=")[::2]] for line in lines]
        for column, field in pairs:
            if not column or field not in FIELDS:
                raise forms.ValidationError(
                    failure_in_words({"code": "column_unknown", "field": field, "expected": list(FIELDS)})
                )
        return dict(pairs)

    def choices(self) -> Choices:
        """How to read the file."""
        chosen = self.cleaned_data
        return Choices(
            encoding=chosen["encoding"], columns=chosen["columns"], default_group=chosen["default_group"],
            default_author=chosen["default_author"],
        )  # fmt: skip


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, each checked by its content."""

    widget = SeveralFilesInput
    most = 20

    def clean(self, value: Any, initial: Any = None) -> list[tuple[UploadedFile, CheckedFile]]:  # type: ignore[override]
        """The files with what is known of them; every one that is refused is named."""
        files: Sequence[UploadedFile] = value or []
        if len(files) > self.most:
            raise forms.ValidationError(
                ngettext(
                    "This call takes %(most)d file.", "This call takes at most %(most)d files.", self.most
                ) % {"most": self.most}
            )  # fmt: skip
        refused, checked = [], []
        for file in files:
            try:
                limit = settings.ATTACHMENT_LIMIT_MB * 1024 * 1024
                checked.append((file, checked_file(file.file, name=file.name or "", limit=limit)))  # type: ignore[arg-type]
            except FileRefused as reason:
                refused.append(f"{file.name}: {reason}")
        if refused:
            raise forms.ValidationError(refused)
        return checked


class TextField(forms.CharField):
    """Text kept as `text.normalised` keeps it; what is no text is refused."""

    def to_python(self, value: Any) -> str:
        """The text without what a word processor leaves in it."""
        try:
            return normalised(str(value or ""))
        except UnreadableText as reason:
            raise forms.ValidationError(str(reason)) from reason

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut what is pasted without a word; the server says what is too long."""
        return {}


class EnterInputForm(forms.Form):
    """An input that came by mail: who sent it, when it arrived, and what it says."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    received_at = forms.SplitDateTimeField(
        label=gettext_lazy("Received"),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
        ),
    )  # fmt: skip
    is_registered = forms.BooleanField(
        required=False, label=gettext_lazy("The organisation is registered in the portal"),
        help_text=gettext_lazy("Its group and seat are taken from there, and its members see the contribution."),
    )  # fmt: skip
    author_name = forms.CharField(
        max_length=255, label=gettext_lazy("Organisation or person"),
        help_text=gettext_lazy("As in the letter; of a registered organisation the official name or the acronym."),
    )  # fmt: skip
    group: Any = forms.ModelChoiceField(
        StakeholderGroup.objects.all(), required=False, label=gettext_lazy("Stakeholder group"),
        empty_label=gettext_lazy("As registered in the portal"),
    )  # fmt: skip
    country: Any = forms.ModelChoiceField(
        Country.objects.all(), required=False, label=gettext_lazy("Country of seat"),
        empty_label=pgettext_lazy("seat of an author", "Global, or as registered"),
    )  # fmt: skip
    title = forms.CharField(max_length=250, label=gettext_lazy("Title"))
    language = forms.ChoiceField(choices=CONTENT_LANGUAGES, label=gettext_lazy("Language of the text"), initial="en")
    body = TextField(
        required=False, widget=forms.Textarea(attrs={"rows": 16}), label=gettext_lazy("Text"),
        help_text=gettext_lazy("As received, without editing. Leave it empty where a file holds all of it."),
    )  # fmt: skip
    attachments = SeveralFilesField(
        required=False, label=gettext_lazy("Files"),
        help_text=gettext_lazy("PDF, DOCX, ODT, XLSX, TXT, PNG or JPEG."),
    )  # fmt: skip
    is_confidential = forms.BooleanField(
        required=False, label=gettext_lazy("The contributor asks that it is not published")
    )

    def __init__(self, *args: Any, call: Call, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.at = call, at
        self.organisation: Organisation | None = None
        self.fields["attachments"].most = call.file_limit  # type: ignore[attr-defined]
        if call.publication_policy != Call.PublicationPolicy.PUBLIC_UNLESS_ASKED:
            del self.fields["is_confidential"]

    def clean_received_at(self) -> datetime:
        """An instant that is not in the future."""
        received_at: datetime = self.cleaned_data["received_at"]
        if received_at > self.at:
            raise forms.ValidationError(_("This is in the future. Give the date and time at which it arrived."))
        return received_at

    def clean(self) -> dict[str, Any]:
        """Somebody who says something."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_registered"):
            self._find_registered(cleaned.get("author_name", ""))
        elif not cleaned.get("group"):
            self.add_error("group", _("Choose the stakeholder group; only a registered organisation has one already."))
        if not (
            cleaned.get("body") or cleaned.get("attachments") or self.has_error("body") or self.has_error("attachments")
        ):
            self.add_error("body", _("There is no text and no file. Give at least one of them."))
        return cleaned

    def _find_registered(self, name: str) -> None:
        recognised = Organisation.objects.recognised()
        found: list[Organisation] = list(
            recognised.filter(name__iexact=name)[:2] or recognised.filter(acronym__iexact=name)[:2]
        )
        if len(found) == 1:
            self.organisation = found[0]
        elif name:
            self.add_error(
                "author_name",
                _("More than one registered organisation is called so. Give the official name.")
                if found
                else _("No registered organisation is called so. Correct the name, or choose its group below."),
            )

    def author(self) -> Author:
        """Who sent it."""
        if self.organisation:
            return Author.of(self.organisation)
        given = self.cleaned_data
        return Author(given["author_name"], given["group"], given["country"])

    def letter(self) -> Letter:
        """What came."""
        given = self.cleaned_data
        return Letter(
            received_at=given["received_at"], title=given["title"], language=given["language"], body=given["body"],
            is_confidential=given.get("is_confidential", False), files=given["attachments"],
        )  # fmt: skip
