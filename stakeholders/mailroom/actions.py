"""Writing letters: a row inside the transaction of what happened, and a nudge to the worker after it."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.render import Addressee, Message, checked_address, header_line, write_message
from stakeholders.mailroom.states import LetterState
from stakeholders.mailroom.tasks import send_letter

logger = logging.getLogger(__name__)


def post_letter(*, key: str, to: Addressee, template: str, context: dict[str, Any], at: datetime) -> Letter:
    """Write to a person in her language; `key` names the occasion, and a second call for it returns the first letter.

    Call it inside the transaction of what the letter tells: the letter exists if and only if that happened.
    """
    written: Letter | None = Letter.objects.filter(key=key).first()
    if written:
        return written
    message = write_message(to=to, template=template, context=context)
    return _post(key=key, address=to.email, language=to.language, message=message, at=at)


def post_message(
    *, key: str, to_address: str, language: str, subject: str, text: str, html: str, at: datetime
) -> Letter:
    """Write words that are ready to an address that may belong to nobody here (sign-in mails)."""
    message = Message(subject=header_line(subject), text=text, html=html)
    return _post(key=key, address=to_address, language=language, message=message, at=at)


def _post(*, key: str, address: str, language: str, message: Message, at: datetime) -> Letter:
    fields = {
        "to": checked_address(address), "language": language, "subject": message.subject, "text": message.text,
        "html": message.html, "written_at": at, "next_attempt_at": at,
    }  # fmt: skip
    Letter.objects.bulk_create([Letter(key=key, **fields)], ignore_conflicts=True)
    letter = Letter.objects.get(key=key)
    if letter.state == LetterState.WAITING:
        transaction.on_commit(lambda: _nudge(letter.pk))
    return letter


def _nudge(letter_id: int) -> None:
    """Ask a worker to send it now; without a broker the letter waits in its row, and the clock finds it."""
    try:
        send_letter.delay(letter_id=letter_id)
    except OperationalError:
        logger.exception("The broker did not take letter %s; the clock will find it.", letter_id)
