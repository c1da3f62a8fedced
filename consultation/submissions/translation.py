"""Which texts of the secretariat exist in each of the six languages."""

from modeltranslation.translator import TranslationOptions, register

from consultation.submissions.models import Call, CallExtension, CallQuestion


@register(Call)
class CallTranslation(TranslationOptions):  # type: ignore[misc]
    """The call in words."""

    fields = ("title", "invitation")


@register(CallQuestion)
class CallQuestionTranslation(TranslationOptions):  # type: ignore[misc]
    """The question in words."""

    fields = ("text",)


@register(CallExtension)
class CallExtensionTranslation(TranslationOptions):  # type: ignore[misc]
    """Why the deadline was moved, in words."""

    fields = ("reason",)
