"""Hands one letter to the mail server, once as far as SMTP allows."""

import hashlib
import logging
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.transitions import mark_attempt_failed, mark_sent

logger = logging.getLogger(__name__)


def send_letter(*, letter_id: int, at: datetime) -> bool | None:
    """Send the letter if it is due and nobody else is sending it; True if sent, False if it failed, else None.

    The row stays locked while the server is spoken to, so that the same letter delivered to five workers is sent
    once. Only a crash between the server's answer and the commit can repeat it, under the same Message-ID.
    """
    with transaction.atomic():
        letter = Letter.objects.due_at(at).select_for_update(skip_locked=True).filter(pk=letter_id).first()
        if letter is None:
            return None
        try:
            _deliver(letter)
        except Exception as error:  # whatever one letter meets must not stop the letters behind it
            logger.exception("Letter %s could not be sent.", letter.pk)
            mark_attempt_failed(letter, at=at, error=f"{type(error).__name__}: {error}")
            return False
        mark_sent(letter, at=at)
        return True


def _deliver(letter: Letter) -> None:
    """Speak to the mail server, unless letters are caught and read on a page of the portal."""
    if settings.MAIL_CAUGHT:
        return
    message = EmailMultiAlternatives(
        subject=letter.subject, body=letter.text, to=[letter.to],
        headers={
            "Message-ID": message_id(letter), "Content-Language": letter.language, "Auto-Submitted": "auto-generated",
        },
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def message_id(letter: Letter) -> str:
    """The same for each attempt (RFC 5322 3.6.4), so that mail servers can drop a repetition."""
    digest = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"
