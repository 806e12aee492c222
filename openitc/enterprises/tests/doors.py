"""The doors of the pages of enterprises that this package keeps itself; see tests/test_doors.py."""

from collections.abc import Callable
from typing import Any

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package

GUARDED: dict[str, Args] = {"enterprises:figures": lambda world: [world.here.enterprise.pk]}
