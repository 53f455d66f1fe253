"""A site as it is installed has the tables that every other test is run on."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest
from django.db import connection

CHECK = re.compile(r'CONSTRAINT "(\w+)" CHECK')


def columns(rows: list[Any]) -> set[tuple[Any, ...]]:
    """Name, type, whether it may be empty, what it begins with, and whether it is the key: in any order."""
    return {tuple(row[1:]) for row in rows}


def structure(ask: Any) -> dict[str, dict[str, Any]]:
    """Each table with its columns, keys, indexes and checks."""
    tables = ask("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    found = {}
    for name, sql in tables:
        indexes = ask(f"PRAGMA index_list('{name}')")
        found[name] = {
            "columns": columns(ask(f"PRAGMA table_info('{name}')")),
            "checks": set(CHECK.findall(sql)),
            "keys": {(row[3], row[2], row[4]) for row in ask(f"PRAGMA foreign_key_list('{name}')")},
            "indexes": {
                (row[2], row[4], tuple(each[2] for each in ask(f"PRAGMA index_info('{row[1]}')")))
                for row in indexes
            },
        }
    return found


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="on PostgreSQL the tests run the migrations themselves"
)
def test_the_migrations_make_the_tables_that_the_models_make(demo_site, db):
    installed = sqlite3.connect(f"file:{demo_site.home / 'said.sqlite3'}?mode=ro", uri=True)
    with connection.cursor() as cursor:
        made = structure(lambda sql: cursor.execute(sql).fetchall())
    site = structure(lambda sql: installed.execute(sql).fetchall())
    installed.close()
    assert set(site) - {"django_migrations"} == set(made) - {"django_migrations"}
    for name in made.keys() & site.keys():
        assert site[name] == made[name], name
