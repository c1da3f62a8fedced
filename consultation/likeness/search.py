"""Which sketches of a process resemble one: a walk through the bands whose length does not grow with the table."""

from collections.abc import Sequence

from django.db import connection

from consultation.likeness.minhash import band_keys, estimated_likeness
from consultation.likeness.models import Band, Sketch

ALIKE = 0.4
"""Estimated likeness from which texts are shown to a person as near-identical; with 0.4, two texts of the same length
share 57 % of each.

Letters that a coalition offers are sent as they are or with another name (0.7 and more), but also put together from
offered paragraphs: such letters resemble one another by 0.3 to 0.6. Texts on the same subject stay below 0.1.
"""

CONTAINED, CONTAINED_FROM = 0.8, 0.2
"""Share of the shorter text that must stand in the longer one where the likeness is between 0.2 and `ALIKE`: one that
took over the whole letter and added as much again is alike too."""

FEWEST_PIECES = 10
"""Pieces that a text must have to be compared: "We support this statement." says too little to be anybody's."""

MOST_OF_A_BAND, MOST_COMPARED = 50, 50
"""Texts met under one key, the oldest first, and those of them that are compared, the most often met first.

After a burst of copies any fifty of them tell the family; without bounds each of 75,000 copies would meet all others.
"""

_FOUND = """
    SELECT sketch.submission_id, sketch.signature, sketch.shingle_count
    FROM (
        SELECT met.sketch_id
        FROM unnest(%s::bigint[]) AS wanted(key)
        CROSS JOIN LATERAL (
            SELECT sketch_id FROM likeness_band WHERE key = wanted.key ORDER BY sketch_id LIMIT %s
        ) AS met
        GROUP BY met.sketch_id
        ORDER BY count(*) DESC, met.sketch_id
        LIMIT %s
    ) AS candidates
    JOIN likeness_sketch AS sketch ON sketch.submission_id = candidates.sketch_id
"""


def found_alike(sketch: Sketch, *, process_id: int) -> dict[int, float]:
    """Ids of the other submissions of the process that resemble this one, with the estimated likeness.

    One query of 42 short walks in one index, whatever the number of texts.
    """
    signature = bytes(sketch.signature)
    found = {}
    for submission, other, pieces in _candidates(band_keys(signature, among=process_id)):
        share = estimated_likeness(signature, other)
        if submission != sketch.submission_id and is_alike(share, sketch.shingle_count, pieces):
            found[submission] = share
    return found


def is_alike(share: float, pieces: int, other_pieces: int) -> bool:
    """Whether two texts of so many pieces and that likeness are shown as near-identical.

    What they share follows from both (Jaccard): share / (1 + share) of the sum of their pieces.
    """
    shared = share / (1 + share) * (pieces + other_pieces)
    contained = shared / max(min(pieces, other_pieces), 1)
    return share >= ALIKE or (share >= CONTAINED_FROM and contained >= CONTAINED)


def file_under_bands(sketch: Sketch, *, process_id: int) -> None:
    """Make the sketch findable."""
    keys = set(band_keys(bytes(sketch.signature), among=process_id))
    Band.objects.bulk_create([Band(key=key, sketch=sketch) for key in keys], ignore_conflicts=True)


def take_from_bands(sketch: Sketch, *, process_id: int) -> None:
    """Make the sketch unfindable; it must still have the signature that it was filed with."""
    keys = band_keys(bytes(sketch.signature), among=process_id)
    Band.objects.filter(key__in=keys, sketch=sketch).delete()


def _candidates(keys: Sequence[int]) -> list[tuple[int, bytes, int]]:
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [list(keys), MOST_OF_A_BAND, MOST_COMPARED])
        return [(submission, bytes(signature), pieces) for submission, signature, pieces in cursor.fetchall()]
