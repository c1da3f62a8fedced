"""Which texts of the secretariat exist in each of the six languages."""

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
