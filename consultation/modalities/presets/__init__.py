"""Presets: rules of participation that bodies have, one module each, ready to be chosen and copied."""

from consultation.modalities.notation import Preset
from consultation.modalities.presets import (
    advisory_committee,
    ahc_cybercrime,
    gdc,
    gge,
    icann,
    ietf,
    igf,
    ilo,
    itu_study_group,
    laws,
    multilateral,
    multistakeholder,
    netmundial,
    oecd,
    oewg_2022,
    oewg_first_informal,
    speaking_rights,
    wsis,
)

_IN_ORDER = (
    oewg_2022, ahc_cybercrime, oewg_first_informal, speaking_rights, advisory_committee, wsis, laws, gge,
    itu_study_group, ilo, icann, ietf, netmundial, igf, oecd, gdc, multilateral, multistakeholder,
)  # fmt: skip

PRESETS: dict[str, Preset] = {module.PRESET.code: module.PRESET for module in _IN_ORDER}
"""By code, in the order in which they are offered."""
