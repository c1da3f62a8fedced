"""Which fields exist in each of the six languages."""

from modeltranslation.translator import TranslationOptions, register

from stakeholders.organisations.models import Country, StakeholderGroup


@register(Country)
class CountryTranslation(TranslationOptions):  # type: ignore[misc]
    """UN names."""

    fields = ("name",)


@register(StakeholderGroup)
class StakeholderGroupTranslation(TranslationOptions):  # type: ignore[misc]
    """Names of groups."""

    fields = ("name",)
