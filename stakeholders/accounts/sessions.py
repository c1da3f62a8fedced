"""Sessions: kept in the database, read through the cache while there is one."""

from typing import Any

from django.contrib.sessions.backends import cached_db, db
from redis.exceptions import RedisError


class SessionStore(cached_db.SessionStore):
    """Django's, but who is signed in stays so while the cache is down: a text written until then can be sent.

    Signing out still fails loudly without the cache, for the cache might bring the session back.
    """

    def load(self) -> dict[str, Any]:
        """What the session holds, from the database where the cache does not answer."""
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
