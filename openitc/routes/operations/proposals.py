"""Asking the planner, and keeping what it answered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from openitc.cases.models import Case
from openitc.people.models import User
from openitc.routes import queries
from openitc.routes.models import Proposal, ProposedRoute
from openitc.routes.rules.answers import Answer, Obstacle, answer
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import PlannedStep
from openitc.shared.db import operation

QUICK_MS = 1_000
LONG_MS = 20_000
FRESH = timedelta(minutes=5)
FORGOTTEN = timedelta(days=1)


@operation
def propose(*, case: Case, budget_ms: float = QUICK_MS, by: User | None, now: datetime) -> Proposal:
    """Find the routes that no other beats, as the calendars stand, and keep them. `by` is None where nobody asks."""
    network = queries.live_network(now=now)
    question = queries.question_of(case, now=now)
    return _kept(case, question, network, answer(question, network, now=now, budget_ms=budget_ms), by=by, now=now)


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal that holds, with the question and the network it is the answer to."""

    proposal: Proposal
    question: Question
    network: Network


@operation
def current(*, case: Case, by: User, now: datetime) -> Found:
    """The latest proposal while it still holds; found anew where the case or a calendar changed, or it grew old."""
    network = queries.live_network(now=now)
    question = queries.question_of(case, now=now)
    proposal = case.proposals.first()
    if proposal is None or not _holds(proposal, question, network, now=now):
        found = answer(question, network, now=now, budget_ms=QUICK_MS)
        proposal = _kept(case, question, network, found, by=by, now=now)
    return Found(proposal, question, network)


def _holds(proposal: Proposal, question: Question, network: Network, *, now: datetime) -> bool:
    return (
        proposal.asked_at <= now < proposal.asked_at + FRESH
        and proposal.question == question.mark
        and not network.changed_since(proposal.seen_to, question.capabilities)
    )


def _kept(
    case: Case, question: Question, network: Network, found: Answer, *, by: User | None, now: datetime
) -> Proposal:
    _forgotten(case, now=now).delete()
    proposal = Proposal.objects.create(
        case=case,
        asked_by=by,
        asked_at=now,
        proved=found.proved,
        elapsed_ms=found.elapsed_ms,
        searched={**found.searched, "found": found.found},
        obstacle=_obstacle(found.obstacle),
        question=question.mark,
        seen_to=network.seen_to,
    )
    ProposedRoute.objects.bulk_create(
        ProposedRoute(
            proposal=proposal,
            position=position,
            finishes_at=route.finish,
            cost=route.cost,
            km=route.km,
            labels=list(route.labels),
            steps=[_step(step) for step in route.steps],
        )
        for position, route in enumerate(found.routes, 1)
    )
    return proposal


def _forgotten(case: Case, *, now: datetime) -> QuerySet[Proposal]:
    """Old proposals that nobody took."""
    return case.proposals.filter(asked_at__lt=now - FORGOTTEN, routes__acceptances=None)


def _step(step: PlannedStep) -> dict[str, Any]:
    return _written(asdict(step))


def _obstacle(obstacle: Obstacle | None) -> dict[str, Any] | None:
    return None if obstacle is None else _written(asdict(obstacle))


def _written(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as JSON holds them: moments and days written out."""
    return {name: _value(value) for name, value in facts.items()}


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever a row's JSON may hold
    if isinstance(value, Mapping):
        return _written(value)
    if isinstance(value, tuple | list):
        return [_value(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
