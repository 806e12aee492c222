"""Proposed routes read back as plain values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from openitc.routes.models import Proposal, ProposedRoute
from openitc.routes.rules.answers import Help, Obstacle
from openitc.routes.rules.route import FilledRole, PlannedRoute, PlannedStep, Shipment


def planned(row: ProposedRoute) -> PlannedRoute:
    """The route as the planner gave it."""
    return PlannedRoute(
        finish=row.finishes_at,
        cost=row.cost,
        km=row.km,
        steps=tuple(_step(facts) for facts in row.steps),
        labels=tuple(row.labels),
    )


def obstacle_of(proposal: Proposal) -> Obstacle | None:
    """What stands in the way where there is no route."""
    facts = proposal.obstacle
    if facts is None:
        return None
    return Obstacle(
        step=facts["step"],
        late=tuple((step, after) for step, after in facts["late"]),
        missing=tuple(facts["missing"]),
        helps=tuple(_help(each) for each in facts["helps"]),
        proved=facts["proved"],
    )


def _help(facts: Mapping[str, Any]) -> Help:
    finish = facts["finish"]
    return Help(
        what=facts["what"],
        value=facts["value"],
        finish=None if finish is None else date.fromisoformat(finish),
        cost=facts["cost"],
        km=facts["km"],
    )


def _step(facts: Mapping[str, Any]) -> PlannedStep:
    return PlannedStep(
        key=facts["key"],
        center=facts["center"],
        start=datetime.fromisoformat(facts["start"]),
        end=datetime.fromisoformat(facts["end"]),
        fixed=facts["fixed"],
        fee=facts["fee"],
        roles=tuple(
            FilledRole(
                name=role["name"],
                resource=role["resource"],
                units=role["units"],
                start=datetime.fromisoformat(role["start"]),
                end=datetime.fromisoformat(role["end"]),
                fee=role["fee"],
            )
            for role in facts["roles"]
        ),
        shipments=tuple(
            Shipment(after=way["after"], fee=way["fee"], minutes=way["minutes"]) for way in facts["shipments"]
        ),
    )
