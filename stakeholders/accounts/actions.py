"""What a person does to her own account."""

from stakeholders.accounts.models import User


def change_profile(*, user: User, full_name: str, language: str, time_zone: str) -> None:
    """Keep the name, language and time zone that the person chose for herself."""
    user.full_name, user.language, user.time_zone = full_name, language, time_zone
    user.save(update_fields=["full_name", "language", "time_zone"])
