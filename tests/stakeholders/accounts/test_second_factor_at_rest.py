"""The secret of an authenticator app is not readable in the database."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken

from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def stored() -> Authenticator:
    make.with_second_factor(make.make_user())
    return Authenticator.objects.get()


def test_it_is_stored_unreadable_and_read_again() -> None:
    authenticator = stored()
    assert SECRET not in str(authenticator.data)
    assert TOTP(authenticator).instance == authenticator
    assert authenticator.wrap().validate_code("000000") is False


def test_a_replaced_key_still_reads_it_and_a_lost_one_does_not(settings: Any) -> None:
    authenticator = stored()
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [old]
    assert authenticator.wrap().validate_code("000000") is False
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        authenticator.wrap().validate_code("000000")
