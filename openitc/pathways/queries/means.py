"""The network as pathways are checked against it: what there is, and for how long at a stretch."""

from collections.abc import Iterable, Sequence
from datetime import time

from django.db.models import Count

from openitc.centers.models import Center, OpeningHours
from openitc.centers.rules import minute_of
from openitc.pathways import rules
from openitc.resources.models import Capability, OwnHours, Place, Resource


def network() -> rules.Network:
    """The resources of the centers that serve, as far as planning asks; five queries."""
    serving = (Center.Status.PILOT, Center.Status.OPENED)
    resources = Resource.objects.in_service().filter(center__status__in=serving)
    places = Place.objects.filter(retired_at=None).values("resource").annotate(count=Count("pk"))
    places_of = dict(places.values_list("resource", "count"))
    of_center = _longest(OpeningHours.objects.values_list("center_id", "weekday", "opens", "closes"))
    of_resource = _longest(OwnHours.objects.values_list("resource_id", "weekday", "opens", "closes"))
    return rules.Network(
        means=tuple(
            rules.Means(
                center=row.center.code,
                capabilities=frozenset(capability.code for capability in row.capabilities.all()),
                places=places_of.get(row.pk, 0),
                longest_opening=of_resource.get(row.pk, of_center.get(row.center_id, 0)),
                longest_use=row.longest_minutes,
                runs_overnight=row.runs_overnight,
            )
            for row in resources.select_related("center").prefetch_related("capabilities")
        )
    )


def _longest(stretches: Iterable[tuple[int, int, time, time]]) -> dict[int, int]:
    """For each owner of opening hours the minutes of its longest stretch; stretches that abut count as one."""
    longest: dict[int, int] = {}
    end_of: tuple[int, int, int] | None = None
    start = 0
    for owner, weekday, opens, closes in sorted(stretches):
        first, last = minute_of(opens), minute_of(closes)
        if end_of != (owner, weekday, first):
            start = first
        end_of = (owner, weekday, last)
        longest[owner] = max(longest.get(owner, 0), last - start)
    return longest


def capabilities_of(steps: Sequence[rules.StepPlan]) -> dict[str, Capability]:
    """Everything the steps need, by code."""
    codes = {role.capability for step in steps for role in step.roles}
    return {row.code: row for row in Capability.objects.filter(code__in=codes)}
