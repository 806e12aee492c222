"""The doors of the pages of listings; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.listings.tests import doors_keeping, doors_selling

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package

PUBLIC: dict[str, Args] = dict(doors_keeping.PUBLIC)
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {}
GUARDED: dict[str, Args] = dict(doors_keeping.GUARDED)
MAY_COME_IN: dict[str, Collection[str]] = {}
for table, more in (
    (PUBLIC, doors_selling.PUBLIC),
    (FOR_ANYONE_SIGNED_IN, doors_selling.FOR_ANYONE_SIGNED_IN),
    (GUARDED, doors_selling.GUARDED),
    (MAY_COME_IN, doors_selling.MAY_COME_IN),
):
    table.update(more)  # type: ignore[arg-type] # each is merged with its own kind
secrets = doors_selling.secrets
