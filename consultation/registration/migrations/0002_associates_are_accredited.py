"""Associates of one group are accreditations limited to it: carry them over, then let go of their table."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

NO_END_KNOWN = datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
"""Where no round of the process names the end of the mandate; the secretariat ends the standing when it knows better."""


def carry_over(apps: Any, _schema_editor: Any) -> None:
    """Each tie becomes a standing of the same time, unless the organisation has a standing of its own meanwhile."""
    accreditations = apps.get_model("accreditation", "Accreditation").objects
    for tie in apps.get_model("registration", "Associate").objects.order_by("pk"):
        ends = _end_of_mandate(apps, tie)
        others = accreditations.filter(process_id=tie.process_id, organisation_id=tie.organisation_id)
        if not others.filter(ended_at=None, since__lte=ends, valid_until__gte=tie.given_at).exists():
            accreditations.create(
                process_id=tie.process_id, organisation_id=tie.organisation_id, sub_group_id=tie.sub_group_id,
                decision="Associate", since=tie.given_at, valid_until=ends, given_at=tie.given_at,
                given_by_id=tie.given_by_id, ended_at=tie.ended_at, ended_by_id=tie.ended_by_id,
            )  # fmt: skip


def _end_of_mandate(apps: Any, tie: Any) -> datetime:
    rounds = apps.get_model("accreditation", "Round").objects.filter(process_id=tie.process_id)
    last = rounds.filter(valid_until__gt=tie.given_at).order_by("-valid_until").first()
    ends: datetime = last.valid_until if last else NO_END_KNOWN
    return ends


class Migration(migrations.Migration):

    dependencies = [
        ('accreditation', '0005_one_standing_at_a_time'),
        ('registration', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name='Associate'),
    ]
