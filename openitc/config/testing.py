"""A pytest plugin: the database runs, the messages are compiled and the folders exist before Django is set up."""

import os

from openitc.config.catalogue import compile_catalogues
from openitc.config.embedded import data_folder, ensure_database

ensure_database()
compile_catalogues()
(data_folder() / "static").mkdir(parents=True, exist_ok=True)

# A browser that Playwright drives keeps a loop in the thread of the tests, and Django takes every query after that for
# one that was made inside of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
