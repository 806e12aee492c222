"""Writes of versions: drafting the next one, discarding it, publishing it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.pathways import queries
from openitc.pathways.models import Pathway, Step, Version
from openitc.pathways.operations.pathways import refuse_if_retired, start_pathway
from openitc.pathways.operations.steps import free, keep, lock_draft, write_steps
from openitc.pathways.rules import StepPlan
from openitc.people.models import User
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather


class DraftExists(Refused):
    """A draft of the pathway is already being written."""


@operation
def draft_new_version(*, pathway: Pathway, by: User, now: datetime) -> Version:
    """Begin the next version as a copy of the latest one."""
    refuse_if_retired(pathway)
    latest = pathway.versions.order_by("-number").first()
    exists = DraftExists(_("A draft of this pathway is already being written. Go on with that one."))
    with refusing(exists, on="one_draft_a_pathway"):
        draft = Version.objects.create(
            pathway=pathway, number=(latest.number if latest else 0) + 1, drafted_by=by, drafted_at=now
        )
    if latest is not None:
        write_steps(draft, queries.plans_of(latest))
    sentence = gettext_noop("Version %(number)s of %(pathway)s was begun.")
    keep("pathway-drafted", sentence, pathway, by=by, now=now, number=draft.number)
    return draft


class OnlyVersion(Refused):
    """The draft is all there is of the pathway."""


@operation
def discard_draft(*, version: Version, by: User, now: datetime) -> None:
    """Throw a draft away; what was published before stays as it is."""
    lock_draft(version)
    pathway = version.pathway
    if pathway.versions.count() == 1:
        raise OnlyVersion(_("Nothing of this pathway was published yet. Retire the pathway instead."))
    number = version.number
    version.delete()
    sentence = gettext_noop("The draft of version %(number)s of %(pathway)s was discarded.")
    keep("pathway-draft-discarded", sentence, pathway, by=by, now=now, number=number)


class CannotBePlanned(Refused):
    """The draft has faults: each is a reason, and its field is the key of the step."""


@operation
def publish(*, version: Version, by: User, now: datetime) -> Version:
    """Let new cases start with the draft; refused with everything that keeps it from being planned."""
    lock_draft(version)
    refuse_if_retired(version.pathway)
    _refuse_faults(queries.plans_of(version))
    _let_cases_start_with(version, by=by, now=now)
    return version


def _let_cases_start_with(version: Version, *, by: User, now: datetime) -> None:
    version.published_by, version.published_at = by, now
    version.save(update_fields=["published_by", "published_at"])
    sentence = gettext_noop("Version %(number)s of %(pathway)s was published.")
    keep("pathway-published", sentence, version.pathway, by=by, now=now, number=version.number)


def _refuse_faults(plans: Sequence[StepPlan]) -> None:
    found = queries.check_of(plans).faults
    reasons = [Reason(fault.text, code=fault.kind.name.lower(), field=fault.step) for fault in found]
    gather(reasons, kind=CannotBePlanned)


@operation
def publish_pathway(
    *,
    code: str,
    name_th: str,
    name_en: str,
    description_th: str = "",
    description_en: str = "",
    isic: Sequence[str] = (),
    center: Center | None = None,
    steps: Sequence[StepPlan],
    by: User,
    now: datetime,
) -> Version:
    """Start a pathway, write all its steps and publish it, or do none of it."""
    _refuse_faults(steps)
    version = start_pathway(
        code=code,
        name_th=name_th,
        name_en=name_en,
        description_th=description_th,
        description_en=description_en,
        isic=isic,
        center=center,
        by=by,
        now=now,
    )
    write_steps(version, steps)
    _let_cases_start_with(version, by=by, now=now)
    return version


@operation
def publish_steps_of_one_case(
    *,
    number: str,
    name: dict[str, str],
    way: Sequence[Step],
    behind: str | None,
    plans: Sequence[StepPlan],
    by: User,
    now: datetime,
) -> Version:
    """Write steps for the case of that number alone: they stand behind that step of its way, or at its end.

    Their gaps may name steps of the way. Each key is made free among those of the way, so that none is there twice.
    """
    beside = {step.key: step for step in way}
    renamed = {plan.key: free(plan.key, beside.__contains__) for plan in plans}
    named = [_renamed(plan, renamed) for plan in plans]
    known = [queries.plan_of(step) for step in way]
    found = [fault for fault in queries.check_of([*known, *named]).faults if fault.step in renamed.values()]
    gather([Reason(fault.text, code=fault.kind.name.lower()) for fault in found], kind=CannotBePlanned)
    version = Version.objects.create(
        pathway=Pathway.objects.create(
            code=free(f"steps-of-{number}", lambda code: Pathway.objects.filter(code=code).exists()),
            name_th=name["th"],
            name_en=name["en"],
            of_one_case=True,
        ),
        number=1,
        drafted_by=by,
        drafted_at=now,
    )
    stands = beside[behind].position if behind in beside else max((step.position for step in way), default=0)
    write_steps(version, named, beside=beside, position=stands)
    version.published_by, version.published_at = by, now
    version.save(update_fields=["published_by", "published_at"])
    return version


def _renamed(plan: StepPlan, keys: Mapping[str, str]) -> StepPlan:
    gaps = tuple(replace(gap, after=keys.get(gap.after, gap.after)) for gap in plan.gaps)
    return replace(plan, key=keys[plan.key], gaps=gaps)
