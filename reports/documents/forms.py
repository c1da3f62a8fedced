"""What is typed to have a document compiled."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reports.summaries.models import Summary


class CompileForm(forms.Form):
    """In which language of the process the document is wanted."""

    language = forms.ChoiceField(
        label=_("Language of the document"),
        help_text=_("Headings, lists and names of countries. What people wrote stays in their own language."),
    )

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        codes = dict.fromkeys([summary.language, *summary.session.process.languages])
        self.fields["language"].choices = [(code, names[code]) for code in codes]  # type: ignore[attr-defined]
