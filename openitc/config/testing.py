"""A pytest plugin: the embedded database is up before Django reads its settings."""

from openitc.config.embedded import ensure_database

ensure_database()
