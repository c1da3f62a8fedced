"""What a person does to her own account."""

from stakeholders.accounts.models import User


def change_profile(*, user: User, full_name: str, language: str, time_zone: str, gender: str = "") -> None:
    """Keep the name, language, time zone, and gender or none, that the person chose for herself."""
    user.full_name, user.language, user.time_zone, user.gender = full_name, language, time_zone, gender
    user.save(update_fields=["full_name", "language", "time_zone", "gender"])
