"""How sign-in behaves here: mails go through the mail room, so that none is lost and none is sent twice."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail address."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP and passkeys."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party shown by the browser when a passkey is made."""
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity
