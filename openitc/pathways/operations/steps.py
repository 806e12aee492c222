"""Writes of a draft's steps, and what all writes of pathways share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.history.operations import record
from openitc.pathways.models import Gap, Pathway, Step, StepRole, Version
from openitc.pathways.rules import StepPlan
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather

LONGEST_CODE = 40


class AlreadyPublished(Refused):
    """The version was published and cannot be changed any more."""


class UnknownCapability(Refused):
    """A step needs something that is not in the taxonomy."""


@operation
def add_step(*, version: Version, plan: StepPlan, by: User, now: datetime) -> Step:
    """Put a step at the end of the draft; a blank or used key is replaced by a free one."""
    lock_draft(version)
    position = (version.steps.aggregate(last=Max("position"))["last"] or 0) + 1
    step = Step(version=version, key=_free_key(version, plan), position=position)
    _write(step, plan)
    _write_needs(step, plan, _steps_by_key(version), _capabilities([plan]))
    sentence = gettext_noop("The step %(step)s was added to %(pathway)s.")
    keep("pathway-step-added", sentence, step.version.pathway, by=by, now=now, step=step.names)
    return step


@operation
def change_step(*, step: Step, plan: StepPlan, by: User, now: datetime) -> Step:
    """Write the step anew as planned; its key stays, so that what follows it still does."""
    lock_draft(step.version)
    _write(step, plan)
    step.roles.all().delete()
    step.gaps.all().delete()
    _write_needs(step, plan, _steps_by_key(step.version), _capabilities([plan]))
    sentence = gettext_noop("The step %(step)s of %(pathway)s was changed.")
    keep("pathway-step-changed", sentence, step.version.pathway, by=by, now=now, step=step.names)
    return step


@operation
def remove_step(*, step: Step, by: User, now: datetime) -> None:
    """Take the step out of the draft; what followed it now follows what it followed."""
    lock_draft(step.version)
    before = list(step.gaps.all())
    for gap in list(step.followed_by.select_related("step")):
        already = set(gap.step.gaps.values_list("after_id", flat=True))
        for earlier in before:
            if earlier.after_id not in already | {gap.step_id}:
                ships = gap.ships or earlier.ships
                Gap.objects.create(step=gap.step, after_id=earlier.after_id, min_minutes=gap.min_minutes, ships=ships)
    sentence = gettext_noop("The step %(step)s was removed from %(pathway)s.")
    keep("pathway-step-removed", sentence, step.version.pathway, by=by, now=now, step=step.names)
    step.delete()


@operation
def move_step(*, step: Step, places: int, by: User, now: datetime) -> None:
    """Move the step up (negative) or down the line by that many places; it stops at the ends."""
    lock_draft(step.version)
    order = list(step.version.steps.order_by("position", "pk"))
    here = next(index for index, other in enumerate(order) if other.pk == step.pk)
    there = min(max(here + places, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for position, other in enumerate(order, start=1):
        other.position = position
    Step.objects.bulk_update(order, ["position"])
    sentence = gettext_noop("The step %(step)s of %(pathway)s was moved.")
    keep("pathway-step-moved", sentence, step.version.pathway, by=by, now=now, step=step.names)


def write_steps(
    version: Version,
    plans: Sequence[StepPlan],
    *,
    beside: Mapping[str, Step] | None = None,
    position: int | None = None,
) -> None:
    """All steps first and then what they need, so that a step may follow one written after it.

    They may follow steps `beside` them, of another version; all of them stand at the `position`, where there is one.
    """
    capabilities = _capabilities(plans)
    for turn, plan in enumerate(plans, start=1):
        _write(Step(version=version, key=plan.key, position=turn if position is None else position), plan)
    steps = {**(beside or {}), **_steps_by_key(version)}
    for plan in plans:
        _write_needs(steps[plan.key], plan, steps, capabilities)


def lock_draft(version: Version) -> None:
    """Keep the version to ourselves, and refuse where it was published meanwhile."""
    lock(Lock.PATHWAYS, [version.pathway_id])
    if Version.objects.filter(pk=version.pk, published_at=None).exists():
        return
    raise AlreadyPublished(_("This version was published and stays as it is. Begin a new version to change it."))


def keep(
    verb: str, sentence: str, pathway: Pathway, *, by: User, now: datetime, **values: str | int | dict[str, str]
) -> None:
    """Keep in the history of the pathway, and of the center that owns it, what happened."""
    about: list[Pathway | Center] = [pathway] if pathway.center is None else [pathway, pathway.center]
    record(verb, sentence, about=about, by=by, now=now, pathway=pathway.names, **values)


def free(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The word itself, or with the first number that makes it free."""
    base = wanted[: LONGEST_CODE - 4]
    code, number = base, 1
    while is_taken(code):
        number += 1
        code = f"{base}-{number}"
    return code


def _free_key(version: Version, plan: StepPlan) -> str:
    wanted = plan.key or slugify(plan.name_en) or "step"
    return free(wanted, lambda key: version.steps.filter(key=key).exists())


def _write(step: Step, plan: StepPlan) -> None:
    step.stage, step.duration_minutes = plan.stage, plan.duration
    step.name_th, step.name_en = plan.name_th, plan.name_en
    step.note_th, step.note_en = plan.note_th, plan.note_en
    step.attended, step.through_night = plan.attended, plan.through_night
    step.save()


def _write_needs(step: Step, plan: StepPlan, steps: Mapping[str, Step], capabilities: Mapping[str, Capability]) -> None:
    """The roles and gaps of the step; gaps after steps that are not there are left out."""
    StepRole.objects.bulk_create(
        StepRole(
            step=step,
            position=position,
            capability=capabilities[role.capability],
            units=role.units,
            offset_minutes=role.offset,
            duration_minutes=role.duration,
        )
        for position, role in enumerate(plan.roles)
    )
    Gap.objects.bulk_create(
        Gap(step=step, after=steps[gap.after], min_minutes=gap.least, max_minutes=gap.most, ships=gap.ships)
        for gap in plan.gaps
        if gap.after in steps and steps[gap.after].pk != step.pk
    )


def _steps_by_key(version: Version) -> dict[str, Step]:
    return {step.key: step for step in version.steps.all()}


def _capabilities(plans: Iterable[StepPlan]) -> dict[str, Capability]:
    wanted = {role.capability for plan in plans for role in plan.roles}
    found = {row.code: row for row in Capability.objects.filter(code__in=wanted)}
    unknown = [
        _("“%(code)s” is no capability of the network.") % {"code": code} for code in sorted(wanted - set(found))
    ]
    gather([Reason(text, code="unknown_capability") for text in unknown], kind=UnknownCapability)
    return found
