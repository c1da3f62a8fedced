"""Writing letters: a row inside the transaction of what happened, and a nudge to the worker after it."""

import logging
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from kombu.exceptions import OperationalError

from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.render import Addressee, Message, checked_address, header_line, write_message
from stakeholders.mailroom.tasks import send_letter

logger = logging.getLogger(__name__)

_INSERT_ONCE = """
INSERT INTO mailroom_letter
    (key, "to", language, subject, text, html, state, written_at, next_attempt_at, attempts, last_error)
VALUES (%(key)s, %(to)s, %(language)s, %(subject)s, %(text)s, %(html)s, %(state)s, %(written_at)s,
    %(next_attempt_at)s, %(attempts)s, %(last_error)s)
ON CONFLICT (key) DO NOTHING RETURNING id
"""


def post_letter(*, key: str, to: Addressee, template: str, context: dict[str, Any], at: datetime) -> Letter:
    """Write to a person in her language; `key` names the occasion, and a second call for it returns the first letter.

    Call it inside the transaction of what the letter tells: the letter exists if and only if that happened.
    """
    message = write_message(to=to, template=template, context=context)
    return _post(key=key, address=to.email, language=to.language, message=message, at=at)


def post_message(
    *, key: str, to_address: str, language: str, subject: str, text: str, html: str, at: datetime
) -> Letter:
    """Write words that are ready to an address that may belong to nobody here (sign-in mails)."""
    message = Message(subject=header_line(subject), text=text, html=html)
    return _post(key=key, address=to_address, language=language, message=message, at=at)


def _post(*, key: str, address: str, language: str, message: Message, at: datetime) -> Letter:
    letter = Letter(
        key=key, to=checked_address(address), language=language, subject=message.subject, text=message.text,
        html=message.html, written_at=at, next_attempt_at=at,
    )  # fmt: skip
    if not _keep(letter):
        written: Letter = Letter.objects.get(key=key)
        return written
    transaction.on_commit(lambda: _nudge(letter.pk))
    return letter


def _keep(letter: Letter) -> bool:
    """Insert the letter, which then has its id; False, with nothing done, where its occasion has one already.

    One statement: `bulk_create`, which can ignore conflicts too, does not say which rows it inserted.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_ONCE, vars(letter))
        inserted = cursor.fetchone()
    if inserted:
        letter.pk, letter._state.adding = inserted[0], False
    return bool(inserted)


def _nudge(letter_id: int) -> None:
    """Ask a worker to send it now; without a broker the letter waits in its row, and the clock finds it."""
    try:
        send_letter.delay(letter_id=letter_id)
    except OperationalError:
        logger.exception("The broker did not take letter %s; the clock will find it.", letter_id)
