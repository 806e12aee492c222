"""The doors of the pages of standards; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.standards.models import Edition
from openitc.standards.tests.builders.standards import a_plan, a_standard, a_test

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def nothing(_world: object) -> list[Any]:
    """The address takes nothing."""
    return []


def of_standard(*more: object) -> Args:
    """The key of a standard that stands, and what follows it."""

    def args(_world: object) -> list[Any]:
        known = Edition.objects.approved().filter(standard__key="at-the-door").select_related("standard").first()
        return [(known or a_standard("at-the-door")).standard.key, *more]

    return args


def of_draft(*more: object) -> Args:
    """A draft that the officer here wrote, and what follows it."""

    def args(world: Any) -> list[Any]:  # noqa: ANN401 - the world stands above every package
        draft = Edition.objects.drafts().filter(standard__key="in-the-making").first()
        plan = a_plan(methods=[a_test()])
        return [(draft or a_standard("in-the-making", plan=plan, by=world.here.officer, approved=False)).pk, *more]

    return args


PUBLIC: dict[str, Args] = {
    "standards:list": nothing,
    "standards:detail": of_standard(),
    "standards:edition": of_standard(1),
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {}
GUARDED: dict[str, Args] = {
    "standards:new": nothing,
    "standards:program-catalogue": nothing,
    "standards:drafts": nothing,
    "standards:draft": of_draft(),
    "standards:draft-facts": of_draft(),
    "standards:new-test": of_draft(),
    "standards:test": of_draft("yeast-mould"),
    "standards:test-removal": of_draft("yeast-mould"),
    "standards:submission": of_draft(),
    "standards:approval": of_draft(),
    "standards:sending-back": of_draft(),
    "standards:removal": of_draft(),
    "standards:new-draft": of_standard(),
    "standards:look-up": of_standard(),
    "standards:retirement": of_standard(),
    "standards:return": of_standard(),
}
# Standards are the whole network's: officers and managers of any center write drafts of them, managers approve.
MAY_COME_IN: dict[str, Collection[str]] = {
    **dict.fromkeys(GUARDED, ("officer", "manager")),
    **dict.fromkeys(
        ("standards:approval", "standards:sending-back", "standards:retirement", "standards:return"), ("manager",)
    ),
    "standards:program-catalogue": (),
}
