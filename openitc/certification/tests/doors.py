"""The doors of the pages of certification; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.certification.tests.builders.certificates import the_certificate, the_requirement

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def nothing(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The address has no blanks."""
    return []


def case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case here."""
    return [world.here.case.number]


def enterprise(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The enterprise here."""
    return [world.here.enterprise.pk]


def certificate(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A certificate of the case here."""
    return [the_certificate(world).pk]


PUBLIC: dict[str, Args] = {
    "certification:verifications": nothing,
    "certification:verification": lambda _world: ["AAAAAAAAAA"],
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {}
GUARDED: dict[str, Args] = {
    "certification:roadmap": case,
    "certification:roadmap-markets": case,
    "certification:roadmap-tests": case,
    "certification:roadmap-earlier": lambda world: [*case(world), 1],
    "certification:requirement": lambda world: [*case(world), the_requirement(world).pk],
    "certification:certificates": case,
    "certification:new-certificate": case,
    "certification:enterprise-certificates": enterprise,
    "certification:new-enterprise-certificate": enterprise,
    **{
        f"certification:{name}": certificate
        for name in ("certificate", "certificate-sight", "certificate-withdrawal", "certificate-paper")
    },
}
MAY_COME_IN: dict[str, Collection[str]] = {}
