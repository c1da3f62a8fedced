"""Which texts of the secretariat exist in each of the six languages."""

from modeltranslation.translator import TranslationOptions, register

from consultation.accreditation.models import Round, RoundExtension


@register(Round)
class RoundTranslation(TranslationOptions):  # type: ignore[misc]
    """The round in words."""

    fields = ("title", "invitation")


@register(RoundExtension)
class RoundExtensionTranslation(TranslationOptions):  # type: ignore[misc]
    """Why the deadline was moved, in words."""

    fields = ("reason",)
