"""A pytest plugin: the database runs and the messages are compiled before Django reads its settings."""

from openitc.config.catalogue import compile_catalogues
from openitc.config.embedded import ensure_database

ensure_database()
compile_catalogues()
