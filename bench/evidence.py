"""What a Chair's team makes of contributions: points, a summary whose paragraphs rest on them, things set aside."""

from collections.abc import Iterator
from itertools import islice

from bench import fill
from consultation.processes.models import AgendaItem, Office, Process
from consultation.submissions.models import Call, Submission
from reports.coverage.models import SetAside
from reports.points.models import Point, Topic
from reports.summaries.models import Citation, Paragraph, Section, Summary
from stakeholders.accounts.models import User

POINTS_A_TEXT = 10
CITATIONS_A_PARAGRAPH = 20
OUR_BACKEND = "stakeholders.accounts.backends.PersonBackend"
KINDS = tuple(Point.Kind.values)
PHRASES = ("Many participants noted", "A few participants noted", "It was noted", "Several participants proposed")


def make_chair() -> User:
    """The Chair of the process, with a second factor."""
    from_fill = Process.objects.get(slug=fill.SLUG)
    chair = User.objects.create_user("chair@bench.example", "a long enough passphrase", full_name="The Chair")
    Office.objects.create(process=from_fill, user=chair, kind=Office.Kind.CHAIR, given_at=fill.START)
    return chair


def lay_evidence(*, chair: User, paragraphs: int, points_a_text: int = POINTS_A_TEXT) -> Summary:
    """Points in every contribution, and a summary of all calls of so many paragraphs; one point in three is cited."""
    summary = Summary.objects.create(
        session=Call.objects.order_by("pk")[0].session, title="Chair's summary", symbol="WG.99/2026/CS.1",
        created_at=fill.START, created_by=chair,
    )  # fmt: skip
    summary.calls.set(Call.objects.all())
    items = list(AgendaItem.objects.order_by("pk"))
    topics = [Topic.objects.create(process_id=items[0].session.process_id, label=f"Topic {n}") for n in range(12)]
    made = list(_points(chair, items, topics, points_a_text))
    sections = [
        Section.objects.create(summary=summary, agenda_item=item, heading=item.title, position=place)
        for place, item in enumerate(items, start=1)
    ]
    rows = Paragraph.objects.bulk_create(_paragraphs(chair, sections, paragraphs), batch_size=500)
    Citation.objects.bulk_create(_citations(chair, rows, made), batch_size=1000)
    _set_some_aside(summary, chair)
    return summary


def _points(chair: User, items: list[AgendaItem], topics: list[Topic], number: int) -> Iterator[Point]:
    rows = Submission.objects.order_by("pk").only("pk", "process_id", "body").iterator(500)
    while batch := list(islice(rows, 200)):
        yield from Point.objects.bulk_create(
            [point for row in batch for point in _points_of(row, chair, items, topics, number)], batch_size=1000
        )


def _points_of(
    row: Submission, chair: User, items: list[AgendaItem], topics: list[Topic], number: int
) -> Iterator[Point]:
    for serial in range(number):
        starts, ends = serial * 120, serial * 120 + 100
        yield Point(
            process_id=row.process_id, submission=row, agenda_item=items[(row.pk + serial) % len(items)],
            topic=topics[(row.pk * 7 + serial) % len(topics)], kind=KINDS[(row.pk + serial) % len(KINDS)],
            asks=serial % 4 == 0, restatement=f"That {row.body[starts : starts + 60]}", revision=1, starts=starts,
            ends=ends, quote=row.body[starts:ends], marked_at=fill.START, marked_by=chair, changed_at=fill.START,
            changed_by=chair,
        )  # fmt: skip


def _paragraphs(chair: User, sections: list[Section], number: int) -> Iterator[Paragraph]:
    words = list(fill.texts(number, 5_000_000))
    for serial in range(number):
        yield Paragraph(
            section=sections[serial % len(sections)], position=serial // len(sections) + 1, saved_at=fill.START,
            text=f"{PHRASES[serial % len(PHRASES)]} that {words[serial][:500]}", saved_by=chair,
        )  # fmt: skip


def _citations(chair: User, paragraphs: list[Paragraph], points: list[Point]) -> Iterator[Citation]:
    """Each paragraph rests on points that lie far apart, so that many contributions stand behind it."""
    wanted = points[::3]
    for place, point in enumerate(wanted[: CITATIONS_A_PARAGRAPH * len(paragraphs)]):
        yield Citation(
            paragraph=paragraphs[place % len(paragraphs)], point=point, submission_id=point.submission_id,
            cited_at=fill.START, cited_by=chair,
        )  # fmt: skip


def _set_some_aside(summary: Summary, chair: User) -> None:
    uncited = Submission.objects.exclude(pk__in=Citation.objects.values("submission")).order_by("pk")[::2]
    SetAside.objects.bulk_create(
        SetAside(summary=summary, submission=row, reason="Said elsewhere.", at=fill.START, by=chair) for row in uncited
    )
