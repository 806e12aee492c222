"""The addresses of diagnosis, for the tests that walk through every page of the site."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.diagnosis.models import Assessment, Evidence, Version
from openitc.diagnosis.operations import assessments as of_assessments
from openitc.diagnosis.operations.evidence import add_evidence
from openitc.diagnosis.queries.assessments import items_asked
from openitc.diagnosis.tests.builders.assessments import a_finished_check, an_open_check
from openitc.diagnosis.tests.builders.versions import a_draft, the_version
from openitc.shared import clock
from tests.world import World

Args = Callable[[World], list[Any]]


def nothing(_world: World) -> list[Any]:
    """The address has no blanks."""
    return []


def of_first_version(*more: Any) -> Args:  # noqa: ANN401 - whatever an address takes
    """The address of the version that a network begins with, with what else it takes."""

    def args(_world: World) -> list[Any]:
        return [the_version().number, *more]

    return args


def open_form(world: World) -> Assessment:
    """The full form that is being filled in here; begun by whoever asks first."""
    here = world.here
    running = Assessment.objects.filter(enterprise=here.enterprise, form="full", finished_at=None).first()
    return running or an_open_check(here.enterprise, form="full", by=here.officer, now=clock.now())


def finished_check(world: World) -> Assessment:
    """The quick check that is finished here."""
    here = world.here
    known = Assessment.objects.filter(enterprise=here.enterprise, form="quick", finished_at__isnull=False).first()
    return known or a_finished_check(here.enterprise, by=here.officer, now=clock.now())


def proof(world: World) -> Evidence:
    """A file behind an answer here."""
    form, by, now = open_form(world), world.here.officer, clock.now()
    if known := Evidence.objects.filter(answer__assessment=form, withdrawn_at=None).first():
        return known
    question = items_asked(form)[0]
    of_assessments.answer(assessment=form, question=question, level=2, by=by, now=now)
    return add_evidence(assessment=form, question=question, name="drying-log.pdf", data=b"%PDF-1.7", by=by, now=now)


def of_open(*more: Any) -> Args:  # noqa: ANN401 - whatever an address takes
    """The address of the open form, with what else it takes."""
    return lambda world: [open_form(world).pk, *more]


def of_draft(*more: Any) -> Args:  # noqa: ANN401 - whatever an address takes
    """The address of the draft of the next version that is written here, with what else it takes."""

    def args(world: World) -> list[Any]:
        here = world.here
        known = Version.objects.filter(center=here.center, published_at=None).first()
        return [(known or a_draft(here.center, by=here.manager)).pk, *more]

    return args


PUBLIC: dict[str, Args] = {
    "diagnosis:check": nothing,
    # A stranger's own check, by the secret in their browser; without it there is no such page.
    "diagnosis:check-question": lambda _world: [1],
    "diagnosis:check-result": nothing,
    "diagnosis:check-paper": nothing,
    "diagnosis:check-withdrawal": nothing,
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {
    "diagnosis:claim": nothing,
    "diagnosis:versions": nothing,
    "diagnosis:version": of_first_version(),
    "diagnosis:version-dimension": of_first_version("D1"),
}
GUARDED: dict[str, Args] = {
    "diagnosis:list": lambda world: [world.here.enterprise.pk],
    "diagnosis:new": lambda world: [world.here.enterprise.pk, "quick"],
    "diagnosis:detail": lambda world: [finished_check(world).pk],
    "diagnosis:paper": lambda world: [finished_check(world).pk],
    "diagnosis:track": lambda world: [finished_check(world).pk],
    "diagnosis:question": of_open(1),
    "diagnosis:pillar": of_open("P1"),
    "diagnosis:answer": lambda world: [open_form(world).pk, items_asked(open_form(world))[0].pk],
    "diagnosis:evidence": lambda world: [open_form(world).pk, items_asked(open_form(world))[0].pk],
    "diagnosis:evidence-file": lambda world: [open_form(world).pk, proof(world).pk],
    "diagnosis:evidence-withdrawal": lambda world: [open_form(world).pk, proof(world).pk],
    "diagnosis:completion": of_open(),
    "diagnosis:withdrawal": of_open(),
    "diagnosis:new-draft": nothing,
    "diagnosis:draft": of_draft(),
    "diagnosis:draft-note": of_draft(),
    "diagnosis:draft-changes": of_draft(),
    "diagnosis:draft-update": of_draft(),
    "diagnosis:draft-offer": of_draft(),
    "diagnosis:draft-publication": of_draft(),
    "diagnosis:draft-removal": of_draft(),
    "diagnosis:draft-sector": of_draft("food"),
    "diagnosis:draft-dimension": of_draft("D1"),
    "diagnosis:draft-numbers": of_draft("D1"),
    "diagnosis:draft-remedies": of_draft("D1"),
    "diagnosis:draft-question": of_draft("D1", 1),
}
# A manager next door writes a draft of their own there.
MAY_COME_IN: dict[str, Collection[str]] = {"diagnosis:new-draft": ("manager",)}


def secrets(world: World) -> tuple[str, ...]:
    """What only those who have to do with the enterprise here may read: that it was looked at, and its papers."""
    return (f"/assessments/{open_form(world).pk}/", f"/assessments/{finished_check(world).pk}/", proof(world).file.name)
