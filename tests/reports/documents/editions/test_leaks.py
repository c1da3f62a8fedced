"""What the attribution policy hides is in no byte of an edition: not in its text, its properties or its links."""

from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.conf import settings

from reports.documents.contents import (
    Answer,
    Attachment,
    Attribution,
    Bar,
    Chart,
    Contribution,
    Kind,
    Participant,
    ParticipantGroup,
    ReportContents,
    Representative,
)
from tests.reports.documents.editions.reading import written
from tests.reports.documents.samples import COMPILATION, DISPOSITION_TABLE, ENGLISH, REPORT, STATISTICS

SECRET = "Zyxwvut"
PLANTED = replace(
    ENGLISH,
    reference=f"WG.7/{SECRET}",
    anchor=f"c-{SECRET}",
    organisation=f"{SECRET} Foundation",
    country=f"{SECRET}land",
    title=f"What {SECRET} asks",
    on_behalf_of=(f"Friends of {SECRET}",),
    attachments=(Attachment(name=f"{SECRET}.pdf", size=1, sha256="ab" * 32),),
    answers=(Answer(question="Who should keep it?", text="The secretariat."),),
)
PEOPLE = (
    ParticipantGroup(
        group="Civil society",
        participants=(
            Participant(name=f"{SECRET} Foundation", country="Kenya", representatives=(Representative(name=SECRET),)),
        ),
    ),
)


def planted(contents: ReportContents, *contributions: Contribution) -> ReportContents:
    """The contents with a name in every place that the policy keeps from the reader."""
    chart = Chart(
        title="By organisation", description="One.", dimension="Organisation", series=("Contributions",),
        bars=(Bar(label=SECRET, values=(1,)),), tells_names=True,
    )  # fmt: skip
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(
                replace(
                    paragraph,
                    citations=tuple(
                        replace(citation, reference=f"WG.7/{SECRET}", anchor=f"c-{SECRET}")
                        for citation in paragraph.citations
                    ),
                )
                for paragraph in section.paragraphs
            ),
        )
        for section in contents.sections
    )
    rows = tuple(replace(row, author=SECRET, group=SECRET) for row in contents.dispositions)
    return replace(
        contents,
        sections=sections,
        contributions=contributions,
        participants=PEOPLE,
        charts=(chart,),
        dispositions=rows,
    )


CASES = {
    "compilation without names": planted(replace(COMPILATION, attribution=Attribution.NON_ATTRIBUTED), PLANTED),
    "comments without names": replace(
        planted(replace(DISPOSITION_TABLE, attribution=Attribution.NON_ATTRIBUTED)), participants=()
    ),
    "summary under the Chatham House Rule": planted(replace(REPORT, attribution=Attribution.CHATHAM_HOUSE), PLANTED),
    "comments under the Chatham House Rule": planted(replace(DISPOSITION_TABLE, attribution=Attribution.CHATHAM_HOUSE)),
    "statistics under the Chatham House Rule": planted(
        replace(STATISTICS, attribution=Attribution.CHATHAM_HOUSE), PLANTED
    ),
}


@pytest.mark.parametrize("contents", CASES.values(), ids=CASES)
def test_row_26_a_hidden_name_is_in_no_byte(contents: ReportContents, tmp_path: Path) -> None:
    docx, page = written(contents, tmp_path)
    everything = b"\n".join(docx.parts.values()) + "\n".join(docx.parts).encode() + page.encode()
    assert SECRET.encode() not in everything


def test_the_name_would_be_found_where_the_policy_tells_it(tmp_path: Path) -> None:
    docx, page = written(planted(replace(REPORT, attribution=Attribution.ATTRIBUTED), PLANTED), tmp_path)
    assert page.count(SECRET) > 5
    assert docx.parts["word/document.xml"].count(SECRET.encode()) > 5
    docx, page = written(planted(replace(REPORT, attribution=Attribution.NON_ATTRIBUTED), PLANTED), tmp_path)
    assert SECRET in page, "a summary without attribution still lists who took part"


@pytest.mark.parametrize("kind", [Kind.COMPILATION, Kind.CHAIRS_SUMMARY])
def test_nothing_tells_with_what_or_by_whom_the_file_was_made(kind: Kind, tmp_path: Path) -> None:
    docx, page = written(replace(REPORT, kind=kind), tmp_path)
    whole = (b"\n".join(docx.parts.values()) + page.encode()).lower()
    for word in (
        b"creator",
        b"lastmodifiedby",
        b"python",
        b"lxml",
        b"plenum",
        str(settings.BASE_DIR).encode(),
        gettempdir().encode(),
        b"rsid",
    ):
        assert word not in whole, word
