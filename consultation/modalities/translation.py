"""Which texts of the modalities exist in each of the six languages."""

from modeltranslation.translator import TranslationOptions, register

from consultation.modalities.models import Clause, Modalities


@register(Modalities)
class ModalitiesTranslation(TranslationOptions):  # type: ignore[misc]
    """The version in words."""

    fields = ("title", "basis")


@register(Clause)
class ClauseTranslation(TranslationOptions):  # type: ignore[misc]
    """The rule in words."""

    fields = ("text",)
