"""The forms of a contributor: where to start a draft, and the draft itself."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from consultation.processes.filecheck import ACCEPTED
from consultation.submissions.actions.drafts import Written, written_in
from consultation.submissions.models import CONTENT_LANGUAGES, Call, CallQuestion, CommentKind, Draft
from consultation.submissions.text import UnreadableText, normalised
from consultation.submissions.themes import PARTS, key_of
from look.languages import direction_of
from stakeholders.organisations.models import Organisation

LONGEST_TEXT = 400_000
"""Characters of one text: eight times the longest contribution that the field knows."""

_RIGHT_TO_LEFT = " ".join(code for code, _name in CONTENT_LANGUAGES if direction_of(code) == "rtl")

VISIBILITY = [
    ("public", _("Publish it with the organisation’s name")),
    ("confidential", _("Do not publish it: for the Chair and the secretariat only")),
]


class WrittenField(forms.CharField):
    """A text as Plenum keeps it; what is no text at all is refused with a reason that says what to do.

    `required` only says how the label reads: an empty text can always be saved.
    """

    def __init__(self, *, one_line: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(strip=False, **kwargs)
        self.one_line = one_line

    def to_python(self, value: Any) -> str:
        """The normalised text; raises ValidationError for NUL and for half a character."""
        try:
            text = normalised(super().to_python(value) or "")
        except UnreadableText as error:
            raise forms.ValidationError(str(error), code="unreadable") from error
        return " ".join(text.split()) if self.one_line else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut what is pasted without a word; the server says what is too long."""
        return {}

    def validate(self, value: Any) -> None:
        """Whatever was read may be saved; what a submission needs is checked when it is submitted."""


class AskedChoice(forms.ChoiceField):
    """A choice that a submission needs, and without which a draft can be saved all the same."""

    def validate(self, value: Any) -> None:
        """One of the choices, or none yet."""
        if value:
            super().validate(value)


class ManyFilesInput(forms.ClearableFileInput):
    """Lets a person choose several files at once."""

    allow_multiple_selected = True


class StartDraftForm(forms.Form):
    """For whom the draft is. What becomes of the text comes first: it may decide whether somebody writes at all."""

    draft_id = forms.UUIDField(widget=forms.HiddenInput)
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=VISIBILITY, widget=forms.RadioSelect)
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("In whose name do you write?"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, call: Call, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("draft_id", uuid.uuid4())
        self.initial.setdefault("visibility", "public")
        if call.publication_policy != Call.PublicationPolicy.PUBLIC_UNLESS_ASKED:
            del self.fields["visibility"]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.initial.setdefault("organisation", organisations[0])

    @property
    def asks_for_confidentiality(self) -> bool:
        """Whether the person chose that the text stays unpublished."""
        return self.cleaned_data.get("visibility") == "confidential"


class DraftForm(forms.Form):
    """A draft as its members edit it: text, one answer for each guiding question, agenda items, visibility.

    Only the fields named here are ever read from a request. A field with an error keeps its stored value in
    `written()`, so that a title that is too long does not lose the text below it. Files and further organisations are
    not part of the text: the view keeps them one by one, and adds what is wrong with them to the form.
    """

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    title = WrittenField(label=_("Title"), max_length=250, one_line=True)
    language = forms.ChoiceField(label=_("Language of the text"), choices=CONTENT_LANGUAGES)
    body = WrittenField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 18}))
    agenda_items = forms.TypedMultipleChoiceField(
        label=_("Agenda items it speaks to"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    comment_kind = AskedChoice(label=_("Kind of comment"), choices=CommentKind.choices, widget=forms.RadioSelect)
    consulted = forms.IntegerField(
        label=_("On behalf of a consultation: number of people"), required=False, min_value=1, max_value=10**9,
        help_text=_("If you held a consultation and send what came of it. Leave empty otherwise."),
    )  # fmt: skip
    consulted_how = WrittenField(
        label=_("How the consultation was held"), required=False, max_length=300, one_line=True,
        help_text=_("One line: where, when and in what way people were asked."),
    )  # fmt: skip
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=VISIBILITY, widget=forms.RadioSelect)
    uploads = forms.FileField(
        label=_("Add files"), required=False, widget=ManyFilesInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip
    other = forms.CharField(
        label=_("Add an organisation"), required=False, max_length=255,
        help_text=_("Its official name or its acronym, exactly. It is asked to confirm, and is shown once it has."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        self.draft = draft
        self.kept = written_in(draft)
        super().__init__(data, initial=self._stored())
        self._offer_agenda_items()
        self._ask_questions()
        if draft.call.publication_policy != Call.PublicationPolicy.PUBLIC_UNLESS_ASKED:
            del self.fields["visibility"]
        if not draft.call.asks_kind:
            del self.fields["comment_kind"]
        if not draft.call.asks_consulted:
            del self.fields["consulted"], self.fields["consulted_how"]
        self.fields["uploads"].help_text = _(
            "PDF, DOCX, ODT, XLSX, TXT, PNG or JPEG, each up to %(limit)s MB. "
            "A file is kept as it is: it may show who made it."
        ) % {"limit": settings.ATTACHMENT_LIMIT_MB}
        self._face(data)

    def _stored(self) -> dict[str, Any]:
        answers = {f"answer_{key}": text for key, text in self.kept.answers.items()}
        return {
            **answers, "version": self.draft.version, "title": self.kept.title, "language": self.kept.language,
            "body": self.kept.body, "agenda_items": sorted(self.kept.agenda_items),
            "visibility": "confidential" if self.kept.is_confidential else "public",
            **{name: getattr(self.kept, name) for name in ("comment_kind", "consulted", "consulted_how")},
        }  # fmt: skip

    def _offer_agenda_items(self) -> None:
        items = list(self.draft.call.agenda_items.all())
        self.fields["agenda_items"].choices = [(item.pk, str(item)) for item in items]  # type: ignore[attr-defined]
        if not items:
            del self.fields["agenda_items"]

    def _ask_questions(self) -> None:
        self.questions = list(self.draft.call.questions.all())
        self.answer_keys: list[str] = []
        for question in self.questions:
            if question.kind == CallQuestion.Kind.THEME:
                self._ask_theme(question)
            else:
                self._ask(str(question.pk), question.text)

    def _ask_theme(self, question: CallQuestion) -> None:
        labels = (_("Core principles on “%(theme)s”"), _("Commitments on “%(theme)s”"))
        for part, label in zip(PARTS, labels, strict=True):
            self._ask(key_of(question.pk, part), label % {"theme": question.text}, _("Short ones, one on each line."))

    def _ask(self, key: str, label: str, help_text: Any = "") -> None:
        widget = forms.Textarea(attrs={"rows": 6})
        self.answer_keys.append(key)
        self.fields[f"answer_{key}"] = WrittenField(label=label, required=False, widget=widget, help_text=help_text)

    def _face(self, data: Any) -> None:
        """Let the direction of the texts follow their language, and tell the script what to count."""
        posted = data.get("language") if data else None
        language = posted if posted in dict(CONTENT_LANGUAGES) else self.kept.language
        facing = {"dir": "auto" if language == "und" else direction_of(language)}
        for name in self.text_names:
            self.fields[name].widget.attrs.update(facing, **{"data-written": ""})
        for name in self.counted_names:
            self.fields[name].widget.attrs["data-counted"] = ""
        self.fields["language"].widget.attrs["data-rtl"] = _RIGHT_TO_LEFT

    @property
    def counted_names(self) -> list[str]:
        """The fields whose words the limit of the call is about."""
        return ["body", *(f"answer_{key}" for key in self.answer_keys)]

    @property
    def text_names(self) -> list[str]:
        """Every field in which people write words."""
        return ["title", *self.counted_names]

    @property
    def answer_fields(self) -> Iterable[forms.BoundField]:
        """The answers, in the order of the questions."""
        return (self[f"answer_{key}"] for key in self.answer_keys)

    def written(self) -> Written:
        """What the person wrote, as far as it is well-formed; call it after `is_valid`."""
        given, kept = self.cleaned_data, self.kept
        answers = {key: given.get(f"answer_{key}", kept.answers.get(key, "")) for key in self.answer_keys}
        visibility = given.get("visibility", "confidential" if kept.is_confidential else "public")
        return Written(
            title=given.get("title", kept.title),
            language=given.get("language", kept.language),
            body=given.get("body", kept.body),
            answers={key: text for key, text in answers.items() if text},
            agenda_items=frozenset(given.get("agenda_items", kept.agenda_items)),
            is_confidential=visibility == "confidential",
            comment_kind=given.get("comment_kind", kept.comment_kind),
            consulted=given.get("consulted", kept.consulted),
            consulted_how=given.get("consulted_how", kept.consulted_how),
        )

    @property
    def version_seen(self) -> int:
        """The version on which the person's text stands; 0, which no draft has, where the form names none."""
        return self.cleaned_data.get("version") or 0

    def now_stands_on(self, version: int) -> None:
        """Let the form that is shown again name that version: the person has now seen what the others wrote."""
        if isinstance(self.data, MultiValueDict):
            shown_again = MultiValueDict(self.data.lists())  # a request's own data cannot be changed
            shown_again["version"] = str(version)
            self.data = shown_again


class WithdrawForm(forms.Form):
    """Why a submission is withdrawn; nobody has to say."""

    note = WrittenField(label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                        help_text=_("For the Chair and the secretariat. It is not published."))  # fmt: skip
