"""A database of the benches' own, made beside the one that DATABASE_URL names and dropped at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


@contextmanager
def own_database(name: str, *, keep: bool = False) -> Iterator[str]:
    """Make an empty database, point DATABASE_URL at it for this process and its children; drop it unless kept."""
    before = os.environ["DATABASE_URL"]
    address = _named(before, name)
    _drop(before, name)
    with psycopg.connect(_named(before, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    os.environ["DATABASE_URL"] = address
    try:
        yield address
    finally:
        os.environ["DATABASE_URL"] = before
        if not keep:
            _drop(before, name)


def _drop(address: str, name: str) -> None:
    with psycopg.connect(_named(address, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _named(address: str, name: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))
