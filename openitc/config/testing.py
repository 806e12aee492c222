"""A pytest plugin: the database runs, the messages are compiled and the folders exist before Django is set up."""

from openitc.config.catalogue import compile_catalogues
from openitc.config.embedded import data_folder, ensure_database

ensure_database()
compile_catalogues()
(data_folder() / "static").mkdir(parents=True, exist_ok=True)
