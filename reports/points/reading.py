"""What there is to read in a contribution: its text and its answers, each as a reading text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultation.submissions.models import Answer, Revision, Submission
from reports.points.anchoring import Found, Passage, found_again
from reports.points.models import Point
from reports.points.passages import BODY, ReadingText, Span, answer_to, reading_text, trimmed


@dataclass(frozen=True, slots=True)
class Source:
    """A text of a contribution: the body, or the answer to a guiding question."""

    name: str
    reading: ReadingText
    question: object = None


def sources_of(submission: Submission) -> list[Source]:
    """The texts of a contribution in the order of its page, empty ones left out; asks one query, for the answers."""
    answers: Iterable[Answer] = submission.answers.select_related("question")
    texts = [Source(answer_to(answer.question_id), reading_text(answer.text), answer.question) for answer in answers]
    body = [Source(BODY, reading_text(submission.body))] if submission.body else []
    return [*texts, *body]


def texts_by_source(sources: Iterable[Source]) -> dict[str, str]:
    """Each reading text by the name of its source."""
    return {source.name: source.reading.text for source in sources}


def passage_in(texts: Mapping[str, str], source: str, span: Span) -> tuple[Span, str] | None:
    """The span without white space at its ends, and its words; None where it lies outside or holds nothing."""
    text = texts.get(source, "")
    if not 0 <= span.starts < span.ends <= len(text):
        return None
    span = trimmed(text, span)
    return (span, text[span.starts : span.ends]) if span.ends > span.starts else None


def place_now(point: Point, texts: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, Found] | None:
    """Where the passage of a point stands in `texts`, first in its own source, then in the others; None if nowhere.

    `before` holds the texts of the revision that the point names, for what stood around the passage.
    """
    around = Passage.within(before.get(point.source, ""), point.starts, point.ends)
    passage = Passage(point.quote, point.starts, around.before, around.after)
    others = [name for name in texts if name != point.source]
    for name in [point.source, *others]:
        if found := found_again(passage, texts.get(name, "")):
            return name, found
    return None


def texts_of_revision(revision: Revision, submission: Submission) -> dict[str, str]:
    """The reading texts of an earlier revision; answers are known there by the words of their question."""
    content = revision.content
    questions = {str(question): answer_to(question.pk) for question in submission.call.questions.all()}
    texts = {BODY: reading_text(content.get("body", "")).text}
    for answer in content.get("answers", ()):
        if source := questions.get(answer["question"]):
            texts[source] = reading_text(answer["answer"]).text
    return texts
