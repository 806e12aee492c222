"""The doors of the pages of enterprises that this package keeps itself; see tests/test_doors.py."""

from collections.abc import Callable
from typing import Any

from openitc.enterprises.tests.builders import a_photograph, a_use

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def enterprise(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The enterprise here."""
    return [world.here.enterprise.pk]


def product(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A product of it."""
    return [*enterprise(world), world.here.product.pk]


def photograph(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A photograph of the product."""
    found = world.here.product.photographs.first() or a_photograph(world.here.product)
    return [*product(world), found.pk]


def use(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A permission of the enterprise to use a protected name."""
    found = world.here.enterprise.registered_uses.first() or a_use(world.here.enterprise)
    return [*enterprise(world), found.pk]


GUARDED: dict[str, Args] = {
    "enterprises:figures": enterprise,
    "enterprises:identity": product,
    "enterprises:edit-identity": product,
    "enterprises:photograph": photograph,
    "enterprises:photograph-withdrawal": photograph,
    "enterprises:uses": enterprise,
    "enterprises:use-proof": use,
    "enterprises:use-verification": use,
    "enterprises:use-withdrawal": use,
}


def secrets(world: Any) -> tuple[str, ...]:  # noqa: ANN401 - see Args
    """What only those who know the enterprise may read: its permission to use a protected name."""
    [_enterprise, key] = use(world)
    return (world.here.enterprise.registered_uses.get(pk=key).number,)
