"""Who comes in at the addresses of cases that were added after the common table."""

from collections.abc import Callable
from typing import Any

from tests.world import World

GUARDED: dict[str, Callable[[World], list[Any]]] = {
    "cases:advisor": lambda world: [world.here.case.number],
    "cases:skipping": lambda world: [world.here.case.number, "analysis"],
    "cases:return-to-stage": lambda world: [world.here.case.number, "analysis"],
}
