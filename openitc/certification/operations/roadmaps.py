"""Writes to roadmaps: telling one, saying who sees to what, and putting its tests on the way."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking
from openitc.cases.models import AddedSteps, Case
from openitc.cases.operations import add_steps, withdraw_added_steps
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.certification.models import Requirement, Roadmap
from openitc.certification.operations.certified import settle_certified
from openitc.certification.queries.requirements import requirements_of, standing_roadmap, standings_of
from openitc.certification.queries.roadmaps import in_order
from openitc.certification.queries.tests import way_of
from openitc.certification.queries.way import behind, plans_of, tests_of_way
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather
from openitc.standards.models import Edition, Market
from openitc.standards.queries.editions import standing_editions

SAID = ("not_needed_reason", "evidence_words", "evidence_by", "evidence_at", "changed_by", "changed_at")
ANSWERED = ("applies", "answered_by", "answered_at")


class RoadmapRefused(Refused):
    """A roadmap cannot be told or changed like that."""


@operation
def tell_roadmap(*, case: Case, markets: Collection[str], by: User, now: datetime) -> Roadmap:
    """Tell the case what is asked of it in those markets, in the editions that stand today; the earlier one is kept.

    Who sees to what is carried over; a word of staff only where the edition is still the same, and an answer where the
    question is.
    """
    lock_open_case(case)
    wanted = [market for market in Market.values if market in markets]
    before = standing_roadmap(case)
    known = {each.edition.standard_id: each for each in requirements_of(before)} if before else {}
    editions = in_order(standing_editions(isic=case.product.isic, markets=wanted, on=clock.local_day(now)))
    gather(_faults_of_telling(wanted, editions, before, list(known.values())), kind=RoadmapRefused)
    if before is not None:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    roadmap = Roadmap.objects.create(
        case=case, number=before.number + 1 if before else 1, markets=wanted, told_by=by, told_at=now
    )
    Requirement.objects.bulk_create(
        _carried_over(Requirement(roadmap=roadmap, edition=edition, position=position), known.get(edition.standard_id))
        for position, edition in enumerate(editions)
    )
    words = in_both(lambda: ", ".join(str(Market.label_of(market)) for market in wanted))
    sentence = gettext_noop("The case was told what is asked of it in: %(markets)s.")
    keep("told-roadmap", sentence, case, by=by, now=now, also=[roadmap], markets=words)
    told = gettext_noop("What your case %(number)s needs for %(markets)s is on its roadmap.")
    tell([*members(case, now=now), case.officer], told, case, by=by, now=now, markets=words)
    settle_certified(case=case, by=by, now=now)
    return roadmap


@operation
def change_requirement(
    *,
    requirement: Requirement,
    doer: str = "",
    not_needed_reason: str = "",
    evidence_words: str = "",
    by: User,
    now: datetime,
) -> Requirement:
    """Say who sees to it, why it is not needed, or what was seen of its evidence where nobody gives a certificate."""
    case = requirement.roadmap.case
    lock_open_case(case)
    related = Requirement.objects.select_for_update(of=("self",)).select_related("roadmap", "edition__standard")
    requirement = related.get(pk=requirement.pk)
    if requirement.roadmap.ended_at is not None:
        raise RoadmapRefused(Reason(_("Another roadmap was told since. Change that one."), code="told_anew"))
    seen = evidence_words.strip()
    if seen and not_needed_reason.strip():
        text = _("It is either not needed or all there. Say one of the two.")
        raise RoadmapRefused(Reason(text, code="both", field="not_needed_reason"))
    if seen != requirement.evidence_words:
        requirement.evidence_words = seen
        requirement.evidence_by, requirement.evidence_at = (by, now) if seen else (None, None)
    requirement.doer, requirement.not_needed_reason = doer.strip(), not_needed_reason.strip()
    requirement.changed_by, requirement.changed_at = by, now
    requirement.save()
    keep(
        "changed-requirement",
        _sentence_of(requirement),
        case,
        by=by,
        now=now,
        standard=requirement.edition.standard.names,
        reason=requirement.not_needed_reason,
        evidence=requirement.evidence_words,
        doer=requirement.doer,
    )
    settle_certified(case=case, by=by, now=now)
    return requirement


@operation
def say_whether_it_applies(*, requirement: Requirement, applies: bool, by: User, now: datetime) -> Requirement:
    """Answer what is asked only if something is so; from then on it counts like all others, or not at all."""
    case = requirement.roadmap.case
    lock_open_case(case)
    related = Requirement.objects.select_for_update(of=("self",)).select_related("roadmap", "edition__standard")
    requirement = related.get(pk=requirement.pk)
    if requirement.roadmap.ended_at is not None:
        raise RoadmapRefused(Reason(_("Another roadmap was told since. Change that one."), code="told_anew"))
    edition = requirement.edition
    if not edition.condition:
        raise RoadmapRefused(Reason(_("This is asked of every such product."), code="unconditional"))
    requirement.applies, requirement.answered_by, requirement.answered_at = applies, by, now
    requirement.save(update_fields=ANSWERED)
    if applies:
        sentence = gettext_noop("%(standard)s applies: %(condition)s.")
    else:
        sentence = gettext_noop("%(standard)s does not apply: it would only if %(condition)s.")
    condition = in_both(lambda: edition.condition)
    keep("answered-condition", sentence, case, by=by, now=now, standard=edition.standard.names, condition=condition)
    settle_certified(case=case, by=by, now=now)
    return requirement


@operation
def take_tests_from_the_way(*, added: AddedSteps, by: User, now: datetime) -> None:
    """Take tests that the roadmap put on the way from it again, where none of them is booked or done."""
    lock_open_case(added.case)
    booked = Booking.objects.of_steps(now).filter(case=added.case_id, step__version=added.version_id)
    if booked.exists():
        text = _("A laboratory is booked for these steps. Cancel its booking first, then take them from the way.")
        raise RoadmapRefused(Reason(text, code="booked"))
    withdraw_added_steps(added=added, by=by, now=now)


@operation
def add_missing_tests(*, case: Case, by: User, now: datetime) -> AddedSteps:
    """Put the tests that nothing on the way covers onto it: they are planned and booked with everything else."""
    lock_open_case(case)
    roadmap = standing_roadmap(case)
    way = way_of(case, now=now)
    needed = tests_of_way(
        standings_of(case, requirements_of(roadmap, case), on=clock.local_day(now), way=way) if roadmap else []
    )
    if not needed.to_add:
        text = _("Every test is on the way already, or has passed. There is nothing to add.")
        raise RoadmapRefused(Reason(text, code="nothing_to_add"))
    return add_steps(
        case=case,
        plans=plans_of(needed.to_add, way),
        behind=behind(way),
        why=in_both(lambda: _("The roadmap asks for these tests.")),
        link=reverse("certification:roadmap", args=[case.number]),
        by=by,
        now=now,
    )


def _carried_over(requirement: Requirement, known: Requirement | None) -> Requirement:
    if known is not None:
        requirement.doer = known.doer
    if known is not None and known.edition_id == requirement.edition_id:
        for name in SAID:
            setattr(requirement, name, getattr(known, name))
    if known is not None and _condition(known.edition) == _condition(requirement.edition):
        for name in ANSWERED:
            setattr(requirement, name, getattr(known, name))
    return requirement


def _condition(edition: Edition) -> tuple[str, str]:
    return edition.condition_th, edition.condition_en


def _faults_of_telling(
    markets: Sequence[str], editions: Sequence[Edition], before: Roadmap | None, known: Sequence[Requirement]
) -> list[Reason]:
    if not markets:
        return [Reason(_("Choose at least one market."), "no_market", "markets")]
    if not editions:
        text = _("Nothing confirmed is known for these markets yet. Choose another one, or ask your center.")
        return [Reason(text, "nothing_known", "markets")]
    same = before is not None and before.markets == markets
    if same and {each.edition_id for each in known} == {edition.pk for edition in editions}:
        text = _("The roadmap tells this already, in the editions that stand today.")
        return [Reason(text, "told_already", "markets")]
    return []


def _sentence_of(requirement: Requirement) -> str:
    if requirement.not_needed_reason:
        return gettext_noop("%(standard)s is not needed: %(reason)s")
    if requirement.evidence_words:
        return gettext_noop("The evidence for %(standard)s was seen: %(evidence)s")
    return gettext_noop("%(doer)s sees to %(standard)s.") if requirement.doer else gettext_noop("%(standard)s is open.")
