"""How long the network's laboratories would take for the tests of a standard, as their calendars stand now."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openitc.certification.queries.way import needed_of
from openitc.certification.rules.plans import sittings, step_plan
from openitc.enterprises.models import Enterprise
from openitc.routes.queries.snapshot import live_network
from openitc.routes.rules.answers import answer
from openitc.routes.rules.network import DAYS, Network
from openitc.routes.rules.question import Question
from openitc.standards.models import Edition, Method

QUICK_MS = 500


@dataclass(slots=True)
class LeadTimes:
    """The days from today until the tests of an edition could be done; each edition is asked of the planner once.

    The planner itself answers, on the live calendars, with nothing but the tests to place: openings, notice, how many
    places are taken, and who takes samples in all count, as they would for a case. How busy laboratories are now is
    the best there is to know of how busy they will be then. Where it finds nothing within its horizon, that is the
    answer: nobody should start later than that.
    """

    now: datetime
    _network: Network | None = None
    _known: dict[int, int] = field(default_factory=dict)

    def days_for(self, edition: Edition | None, enterprise: Enterprise) -> int:
        """Of the edition's tests; none without tests."""
        methods = list(edition.methods.all()) if edition else []
        if edition is None or not methods:
            return 0
        if edition.pk not in self._known:
            self._known[edition.pk] = self._days(methods, enterprise)
        return self._known[edition.pk]

    def _days(self, methods: Iterable[Method], enterprise: Enterprise) -> int:
        if self._network is None:
            self._network = live_network(now=self.now)
        plans = [
            step_plan(tests, names={"th": capability, "en": capability}, after=None, with_intake=True)
            for capability, tests in sittings(needed_of(methods)).items()
        ]
        question = Question(steps=tuple(plans), home=enterprise.position)
        found = answer(question, self._network, now=self.now, budget_ms=QUICK_MS)
        if not found.routes:
            return DAYS
        return math.ceil((min(route.finish for route in found.routes) - self.now) / timedelta(days=1))
