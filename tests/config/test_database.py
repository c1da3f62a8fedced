"""How the portal speaks with PostgreSQL: statements sent often are planned once for each connection."""

import pytest
from django.conf import settings
from django.db import connection

from stakeholders.accounts.models import User

pytestmark = pytest.mark.django_db


def prepared() -> list[str]:
    """The statements about people that this connection has prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%%full_name%%'")
        return [statement for (statement,) in cursor.fetchall()]


def test_what_is_asked_often_is_prepared_once_whatever_the_values() -> None:
    connection.connection.execute("DEALLOCATE ALL")
    for number in range(settings.DATABASE_PREPARE_AFTER + 3):
        assert not User.objects.filter(full_name=f"Somebody {number}").exists()
    (statement,) = [one for one in prepared() if "pg_prepared_statements" not in one]
    assert "$1" in statement
    assert "Somebody" not in statement
