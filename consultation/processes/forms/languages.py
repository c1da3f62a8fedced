"""Texts that are asked once in each language of a process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from consultation.processes.translation import column_of, in_six
from look.languages import direction_of, languages_offered, name_of, tag_of
from register.errors import MoveRefused


@dataclass(frozen=True)
class LanguageGroup:
    """The fields of one language; the first language is always open, another one where it holds something."""

    own_name: str
    tag: str
    direction: str
    fields: list[BoundField]
    is_open: bool


class InLanguages(forms.ModelForm):
    """A form whose texts are asked once in each language of the process; the first language must be filled.

    `texts` names the texts without language, `asked_before` what is asked before them. English is the first language
    of a process that has it, because it is what readers of a missing language are shown; else the first of its list is.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    asked_before: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_in = [language.code for language in languages_offered() if language.code in languages]
        self.first = first_of(self.languages_chosen() or self.asked_in)
        for code in settings.MODELTRANSLATION_LANGUAGES:
            for text in self.texts:
                self._prepare(text, code)
        self.order_fields([*self.asked_before, *in_six(*self.texts)])  # so that problems are listed in this order too

    def languages_chosen(self) -> list[str]:
        """The languages that this very form chooses, for a form that does."""
        return []

    def _prepare(self, text: str, code: str) -> None:
        column = column_of(text, code)
        if code not in self.asked_in:
            del self.fields[column]
            return
        field, original = self.fields[column], self._meta.model._meta.get_field(text)
        field.label = _("%(text)s (%(language)s)") % {
            "text": str(original.verbose_name).capitalize(),
            "language": name_of(code),
        }
        field.required = code == self.first and not original.blank
        field.widget.attrs |= {"lang": tag_of(code), "dir": direction_of(code)}

    def language_groups(self) -> Iterator[LanguageGroup]:
        """The texts, one group for each language, the first language first."""
        names = {language.code: language.own_name for language in languages_offered()}
        for code in sorted(self.asked_in, key=lambda code: code != self.first):
            fields = [self[column_of(text, code)] for text in self.texts]
            filled = any(field.value() or field.errors for field in fields)
            yield LanguageGroup(names[code], tag_of(code), direction_of(code), fields, code == self.first or filled)

    def fields_before(self) -> list[BoundField]:
        """What is asked once, before the texts."""
        return [self[name] for name in self.asked_before if name in self.fields]

    def fields_after(self) -> list[BoundField]:
        """What is asked once, after the texts."""
        elsewhere = {*in_six(*self.texts), *self.asked_before}
        return [field for field in self.visible_fields() if field.name not in elsewhere]

    def refuse_if_taken(self, name: str, message: Any, **lookup: Any) -> None:
        """Put the message on the field where another row of the model has the values looked up."""
        others = self._meta.model._default_manager.filter(**lookup).exclude(pk=self.instance.pk)
        if name not in self.errors and others.exists():
            self.add_error(name, message)


def first_of(languages: Sequence[str]) -> str:
    """The language in which every text must exist: English, or else the first in the list."""
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else languages[0]


def attempt(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do it; where it is refused, say why at the head of the form, with all that was typed still in it."""
    try:
        act()
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
