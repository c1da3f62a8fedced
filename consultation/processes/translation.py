"""Which texts of the secretariat exist in each of the six languages."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from consultation.processes.models import AgendaItem, ModerationRule, Process, Session


@register(Process)
class ProcessTranslation(TranslationOptions):  # type: ignore[misc]
    """The process in words."""

    fields = ("name", "short_name", "mandate", "organ")


@register(Session)
class SessionTranslation(TranslationOptions):  # type: ignore[misc]
    """The session in words."""

    fields = ("place",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):  # type: ignore[misc]
    """The item in words."""

    fields = ("title",)


@register(ModerationRule)
class ModerationRuleTranslation(TranslationOptions):  # type: ignore[misc]
    """The rule in words."""

    fields = ("text",)


def in_six(*names: str) -> tuple[str, ...]:
    """The columns of texts that exist once in each language: name_en, name_ar and so on."""
    return tuple(column_of(name, code) for name in names for code in settings.MODELTRANSLATION_LANGUAGES)


def column_of(name: str, language: str) -> str:
    """The column that holds a text in a language: "name_zh_hans"."""
    return f"{name}_{language.replace('-', '_')}"
