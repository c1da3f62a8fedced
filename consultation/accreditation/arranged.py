"""How the modalities in force arrange accreditation: what a new round begins with, and in what a round differs."""

from dataclasses import dataclass
from datetime import datetime

from consultation.accreditation.models import Round
from consultation.modalities import profile
from consultation.modalities.models import Modalities
from consultation.processes.models import Process

_EFFECTS = {
    profile.ObjectionEffect.FINAL: Round.ObjectionEffect.FINAL,
    profile.ObjectionEffect.REFER_TO_BODY: Round.ObjectionEffect.REFER_TO_BODY,
}
_TRACKS = {
    profile.EcosocTrack.NOTIFY: Round.EcosocTrack.NOTIFY,
    profile.EcosocTrack.BY_STATUS: Round.EcosocTrack.STATUS,
}


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the version with that number arranges, in the terms of a round, and in its own `words` by field."""

    version: int
    objection_effect: str
    ecosoc_track: str
    words: dict[str, str]

    def settings(self) -> dict[str, str]:
        """By the names of a round's fields."""
        return {"objection_effect": self.objection_effect, "ecosoc_track": self.ecosoc_track}

    def differing(self, round_: Round) -> list[str]:
        """What the round settles otherwise, each by its label."""
        return [
            str(Round._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name, value in self.settings().items()
            if getattr(round_, name) != value
        ]


def arranged_in(process: Process, *, at: datetime) -> Arranged | None:
    """What the modalities in force at that instant arrange; None where there are none."""
    version = Modalities.objects.in_force_at(at).filter(process=process).first()
    if version is None:
        return None
    effect, track = profile.ObjectionEffect(version.objection_effect), profile.EcosocTrack(version.ecosoc_track)
    words = {"objection_effect": str(effect.label), "ecosoc_track": str(track.label)}
    return Arranged(version.number, _EFFECTS[effect].value, _TRACKS[track].value, words)


def new_round(process: Process, arranged: Arranged | None) -> Round:
    """A round that nobody has settled anything of yet: as the modalities arrange it, or as rounds usually are."""
    return Round(process=process, **(arranged.settings() if arranged else {}))
