"""The doors of the pages of certification; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package

PUBLIC: dict[str, Args] = {}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {}
GUARDED: dict[str, Args] = {}
MAY_COME_IN: dict[str, Collection[str]] = {}
