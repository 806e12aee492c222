"""What a way to market would take an enterprise as the calendars stand, before there is a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Version
from openitc.pathways.queries import plans_of
from openitc.resources.models import Capability
from openitc.routes.queries.snapshot import live_network
from openitc.routes.rules.answers import Obstacle, answer
from openitc.routes.rules.network import DAYS, Network
from openitc.routes.rules.question import Question
from openitc.shared.models import in_both
from openitc.shared.money import Satang

QUICK_MS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The first day on which the way could be finished, and the least it would cost; seldom by one and the same route.

    Without any route both are None, and `obstacle` says why, as {th, en}. Not `proved` means that time ran out before
    everything was tried: there may be something earlier or cheaper.
    """

    finish: datetime | None
    cost: Satang | None
    obstacle: dict[str, str] | None
    proved: bool


def outlook_of(*, enterprise: Enterprise, version: Version, now: datetime) -> Outlook:
    """What one way would take."""
    return outlooks_of(enterprise=enterprise, versions=[version], now=now)[version.pk]


def outlooks_of(*, enterprise: Enterprise, versions: Iterable[Version], now: datetime) -> dict[int, Outlook]:
    """What each of the ways would take, by the version's key; at most a second each."""
    network = live_network(now=now)
    return {version.pk: _outlook(enterprise, version, network, now=now) for version in versions}


def _outlook(enterprise: Enterprise, version: Version, network: Network, *, now: datetime) -> Outlook:
    question = Question(steps=tuple(plans_of(version)), home=enterprise.position)
    found = answer(question, network, now=now, budget_ms=QUICK_MS)
    if found.obstacle is not None or not found.routes:
        obstacle = _in_words(found.obstacle, version)
        return Outlook(finish=None, cost=None, obstacle=obstacle, proved=found.proved)
    finish, cost = min(route.finish for route in found.routes), min(route.cost for route in found.routes)
    return Outlook(finish=finish, cost=cost, obstacle=None, proved=found.proved)


def _in_words(obstacle: Obstacle | None, version: Version) -> dict[str, str]:
    if obstacle is None or obstacle.step is None:
        return in_both(lambda: _("No route was found within the next %(days)s days.") % {"days": DAYS})
    step = version.steps.get(key=obstacle.step)
    missing = list(Capability.objects.filter(code__in=obstacle.missing))

    def why() -> str:
        if missing:
            names = ", ".join(capability.name for capability in missing)
            return _("Nobody in the network has what “%(step)s” needs: %(names)s.") % {
                "step": step.name,
                "names": names,
            }
        return _("“%(step)s” finds no free time within the next %(days)s days.") % {"step": step.name, "days": DAYS}

    return in_both(why)
