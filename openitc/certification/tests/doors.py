"""The doors of the pages of certification; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.certification.tests.builders.certificates import the_added_steps, the_certificate, the_requirement
from openitc.certification.tests.builders.laboratory import the_request

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


def a_guess(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A link that somebody made up."""
    return ["0" * 40]


def lab_request(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A laboratory request of the case here, asked of the laboratory here."""
    return [the_request(world).number]


def lab_test(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Its test."""
    return [*lab_request(world), the_request(world).tests.get().pk]


def lab_result(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """What was found in it."""
    return [*lab_request(world), the_request(world).tests.get().results.get().pk]


def lab_report(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Its report."""
    return [*lab_request(world), 1]


PUBLIC: dict[str, Args] = {
    # Whoever reads a label may ask; strangers learn only whom to tell.
    "certification:sample": lambda world: [the_request(world).samples.get().code],
    # The secret is the key; whatever else is asked for is one page that tells nothing.
    **{f"certification:lab-link{part}": a_guess for part in ("", "-custody", "-opening", "-fresh")},
    **{f"certification:lab-link-{part}": lambda world: [*a_guess(world), 1] for part in ("result", "report")},
    "certification:verifications": nothing,
    "certification:verification": lambda _world: ["AAAAAAAAAA"],
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {"certification:workbench": nothing}
GUARDED: dict[str, Args] = {
    **{f"certification:{name}": case for name in ("lots", "laboratory", "new-lab-request")},
    "certification:lot-blocking": lambda world: [*case(world), the_request(world).lot.code],
    **{
        f"certification:{name}": lab_request
        for name in (
            "lab-request",
            "custody",
            "publication",
            "labels",
            "labels-sheet",
            "another-sample",
            "lab-fresh-link",
            "lab-withdrawal",
            "next-round",
        )
    },
    "certification:result": lab_test,
    "certification:result-verification": lab_result,
    "certification:result-return": lab_result,
    "certification:report": lab_report,
    "certification:report-withdrawal": lab_report,
    "certification:roadmap": case,
    "certification:roadmap-markets": case,
    "certification:roadmap-tests": case,
    "certification:roadmap-earlier": lambda world: [*case(world), 1],
    "certification:requirement": lambda world: [*case(world), the_requirement(world).pk],
    "certification:requirement-answer": lambda world: [*case(world), the_requirement(world).pk],
    "certification:roadmap-withdrawal": lambda world: [*case(world), the_added_steps(world).pk],
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


def secrets(world: Any) -> tuple[str, ...]:  # noqa: ANN401 - see Args
    """What only those who ask and those who test may read of the laboratory request here."""
    request = the_request(world)
    return (request.number, request.lot.code)
