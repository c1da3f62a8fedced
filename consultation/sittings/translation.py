"""Which texts about meetings exist in each of the six languages."""

from modeltranslation.translator import TranslationOptions, register

from consultation.sittings.models import Meeting, Segment, SubGroup


@register(SubGroup)
class SubGroupTranslation(TranslationOptions):  # type: ignore[misc]
    """The group in words."""

    fields = ("name",)


@register(Meeting)
class MeetingTranslation(TranslationOptions):  # type: ignore[misc]
    """The meeting in words."""

    fields = ("title", "room")


@register(Segment)
class SegmentTranslation(TranslationOptions):  # type: ignore[misc]
    """The segment in words."""

    fields = ("title",)
