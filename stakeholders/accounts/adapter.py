"""How sign-in behaves here: mails go through the mail room, so that none is lost and none is sent twice."""

import base64
import hashlib
import unicodedata
import uuid
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stakeholders.accounts.models import User, email_key
from stakeholders.mailroom.actions import post_message

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address."""

    error_messages = {  # noqa: RUF012 - allauth declares it as an instance attribute
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "There were too many attempts to sign in to this account. Wait five minutes, or ask for a new password."
        ),
        "plain_address": _(
            "Write the e-mail address in plain Latin letters; write an international domain in its form that begins "
            "with xn--."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the reader's language; its links lead to SITE_URL, whatever host the request named."""
        language = language_of(email)
        with translation.override(language):
            values = {"email": email, "current_site": portal(), **with_own_links(context)}
            text = render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n"
            subject = render_to_string(f"{template_prefix}_subject.txt", values)
            html = render_to_string("accounts/mail/message.html", {**values, "text": text, "subject": subject.strip()})
        post_message(
            key=f"{template_prefix}/{uuid.uuid4()}", to_address=email, language=language, subject=subject, text=text,
            html=html, at=timezone.now(),
        )  # fmt: skip

    def clean_email(self, email: str) -> str:
        """The address in NFKC; raises ValidationError unless it is ASCII, where two spellings cannot look alike."""
        plain = unicodedata.normalize("NFKC", email).strip()
        if not plain.isascii():
            raise ValidationError(self.error_messages["plain_address"])
        return plain

    def is_safe_url(self, url: str) -> bool:
        """Whether a `next` stays on this portal: a path, or an address under SITE_URL."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={urlsplit(settings.SITE_URL).netloc},
            require_https=settings.SITE_URL.startswith("https:"),
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP and passkeys."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party shown by the browser when a passkey is made: the portal's name, not its host."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.SITE_NAME}

    def encrypt(self, text: str) -> str:
        """The secret of an authenticator as it is stored: readable only with the portal's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; raises InvalidToken where it was stored under a key that is no longer known."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> "MultiFernet":
    """Ciphers of the secret key and of those it replaced, so that a changed key does not lock everybody out."""
    fernet = import_module("cryptography.fernet")  # by the first who needs it (ADR 18)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"plenum second factor\0" + key.encode()).digest() for key in keys)
    ciphers = [fernet.Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
    return cast("MultiFernet", fernet.MultiFernet(ciphers))


def language_of(email: str) -> str:
    """The language of the person with that address; of the page for an address that nobody here has."""
    known = User.objects.filter(email_key=email_key(email)).values_list("language", flat=True).first()
    return known or get_language() or settings.LANGUAGE_CODE


def portal() -> SimpleNamespace:
    """What the mail templates call the current site: name and domain from the settings, never from the request."""
    return SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)


def with_own_links(context: dict[str, Any]) -> dict[str, Any]:
    """The context without the request, each `…_url` in it moved to SITE_URL."""
    return {
        name: moved_to_site(value) if name.endswith("_url") else value
        for name, value in context.items()
        if name != "request"
    }


def moved_to_site(url: str) -> str:
    """The path and query of the address, under SITE_URL."""
    parts = urlsplit(url)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
