"""How the person of a session is read."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from stakeholders.accounts.models import User
from stakeholders.accounts.standing import person_with_standing


class PersonBackend(AuthenticationBackend):
    """Signs in by allauth's rules; reads who is signed in together with her standing."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, or None where she is gone or may no longer sign in."""
        person = person_with_standing(user_id)
        return person if person and self.user_can_authenticate(person) else None
