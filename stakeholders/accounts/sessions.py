"""Sessions: kept in the database, read through the cache while there is one."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.sessions.backends import cached_db, db
from redis.exceptions import RedisError

FORMER_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BACKEND = "stakeholders.accounts.backends.PersonBackend"


class SessionStore(cached_db.SessionStore):
    """Django's, but who is signed in stays so while the cache is down: a text written until then can be sent.

    Signing out still fails loudly without the cache, for the cache might bring the session back.
    """

    def load(self) -> dict[str, Any]:
        """What the session holds, from the database where the cache does not answer.

        Who signed in while people were read by another backend stays signed in.
        """
        held = self._held()
        if held.get(BACKEND_SESSION_KEY) == FORMER_BACKEND:
            held[BACKEND_SESSION_KEY] = BACKEND
        return held

    def _held(self) -> dict[str, Any]:
        try:
            return super().load()
        except RedisError:
            return db.SessionStore.load(self)

    def exists(self, session_key: str) -> bool:
        """Whether the key is taken, by the database's word where the cache does not answer."""
        try:
            return bool(super().exists(session_key))
        except RedisError:
            return bool(db.SessionStore.exists(self, session_key))
