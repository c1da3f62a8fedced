"""A joint statement that is revised: whoever stood behind the old text is asked about the new one."""

from datetime import datetime, timedelta

import pytest

from consultation.submissions.actions.endorsing import confirm_party, decline_party
from consultation.submissions.actions.submitting import submit_draft, take_up_correction
from consultation.submissions.models import Submission
from stakeholders.mailroom.models import Letter
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_confirmation_is_of_a_text(noon: datetime) -> None:
    call = make.make_call()
    lead = make.make_organisation("Lead")
    writer = make.make_focal_point(lead)
    willing, unwilling, dropped = (make.make_organisation(name) for name in ("Willing", "Unwilling", "Dropped"))
    speaker = make.make_focal_point(willing)
    draft = make.make_draft(call, lead, writer)
    draft.others.set([willing, unwilling, dropped])
    submission = submit_draft(draft=draft, by=writer, at=noon).submission
    parties = {party.name: party for party in submission.parties.all()}
    confirm_party(party=parties["Willing"], by=speaker, at=noon)
    decline_party(party=parties["Unwilling"], by=make.make_focal_point(unwilling), at=noon)

    again = take_up_correction(submission=submission, by=writer, at=noon)
    assert {other.name for other in again.others.all()} == {"Willing", "Dropped"}
    again.others.remove(dropped)
    submit_draft(draft=again, by=writer, at=noon + timedelta(hours=1))

    now = Submission.objects.get(pk=submission.pk)
    assert [(party.name, party.confirmed_at) for party in now.parties.all()] == [("Willing", None)]
    assert Letter.objects.filter(to=speaker.email).count() == 2
    kinds = [event.kind for event in now.events.order_by("pk")]
    assert (kinds[0], kinds[-1], len(kinds)) == ("submitted", "resubmitted", 4)
