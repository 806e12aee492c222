"""What the page of routes shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.pathways.models import Step
from openitc.resources.models import Capability
from openitc.routes.models import Proposal, ProposedRoute
from openitc.routes.queries import pictures
from openitc.routes.queries.chosen import ShownRoute, Surroundings, shown_route
from openitc.routes.queries.proposals import obstacle_of, planned
from openitc.routes.queries.questions import standing_bookings
from openitc.routes.queries.wording import action, helping, language
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Limits, Question
from openitc.routes.rules.route import PlannedRoute
from openitc.shared import clock
from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day
from openitc.ui.lengths import distance, duration
from openitc.ui.shapes import Choice, Fact

TITLES = {
    "fastest": gettext_lazy("Fastest"),
    "cheapest": gettext_lazy("Cheapest"),
    "nearest": gettext_lazy("Nearest"),
    "balanced": gettext_lazy("Balanced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRoute:
    """A route in between, as a row."""

    row: ProposedRoute
    centers: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One change that would open the way."""

    what: str
    text: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownObstacle:
    """Why there is no route: the step in the way, what nobody has for it, and what would help."""

    step: Step | None = None
    late: Sequence[tuple[str, str]] = ()  # names of steps that come too late, each with the one it had to follow
    missing: Sequence[str] = ()
    offers: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutesPage:
    """Everything on the page of routes."""

    case: Case
    proposal: Proposal
    left: int  # steps still to be planned
    limits: Limits
    booked: bool  # whether bookings stand that a route would take the place of
    cards: Sequence[Choice] = ()
    others: Sequence[OtherRoute] = ()
    chosen: ShownRoute | None = None
    obstacle: ShownObstacle | None = None

    @property
    def chosen_among_others(self) -> bool:
        """Whether the route shown is one of those in between."""
        return any(other.chosen for other in self.others)

    @property
    def searched(self) -> str:
        """What was looked at, in words."""
        counts = self.proposal.searched
        words = (
            ("machine", npgettext("searched", "%(count)s machine", "%(count)s machines", counts.get("machine", 0))),
            ("expert", ngettext("%(count)s expert", "%(count)s experts", counts.get("expert", 0))),
            ("laboratory", ngettext("%(count)s laboratory", "%(count)s laboratories", counts.get("laboratory", 0))),
            ("room", ngettext("%(count)s room", "%(count)s rooms", counts.get("room", 0))),
            ("center", ngettext("%(count)s center", "%(count)s centers", counts.get("center", 0))),
        )
        return _(", ").join(word % {"count": f"{counts[kind]:,}"} for kind, word in words if counts.get(kind))

    @property
    def seconds(self) -> str:
        """How long the search took."""
        return f"{self.proposal.elapsed_ms / 1000:.2f}"


def routes_page(
    case: Case, proposal: Proposal, question: Question, network: Network, *, position: int | None, now: datetime
) -> RoutesPage:
    """The proposal as the page shows it, with the route at that position chosen (else the first card's)."""
    steps = {step.key: step for step in steps_of(case)}
    rows = list(proposal.routes.order_by("position"))
    bookings = standing_bookings(case, now=now) if question.replaced else []
    standing = {row.step.key: row for row in bookings if row.step and row.pk in question.replaced}
    left, booked = len(question.left), bool(standing)
    if not rows:
        return RoutesPage(
            case=case,
            proposal=proposal,
            left=left,
            limits=question.limits,
            booked=booked,
            obstacle=_blocked(proposal, steps),
        )
    plans = {row.pk: planned(row) for row in rows}
    best = _best(rows)
    first = next((row for row in rows if row.position == position), best[0][0])
    if first not in [row for row, _title in best]:
        best.append((first, _("In between")))
    titles = {row.pk: title for row, title in best}
    return RoutesPage(
        case=case,
        proposal=proposal,
        left=left,
        limits=question.limits,
        booked=booked,
        cards=[_card(row, title, plans[row.pk], steps, chosen=row == first, now=now) for row, title in best],
        others=[
            OtherRoute(row=row, centers=_centers(plans[row.pk]), url=_url(row), chosen=row == first)
            for row in rows
            if not row.labels
        ],
        chosen=shown_route(
            first,
            titles[first.pk],
            plans[first.pk],
            Surroundings(case=case, steps=steps, question=question, network=network, standing=standing),
            now=now,
        ),
    )


def _best(rows: Sequence[ProposedRoute]) -> list[tuple[ProposedRoute, str]]:
    """A card for each route that is best at something, with all that it is best at."""
    found: dict[int, ProposedRoute] = {}
    for label in TITLES:
        for row in rows:
            if label in row.labels:
                found.setdefault(row.pk, row)
    return [
        (row, " · ".join(str(TITLES[label]) for label in TITLES if label in row.labels)) for row in found.values()
    ] or [(rows[0], _("In between"))]


def _card(
    row: ProposedRoute,
    title: str,
    plan: PlannedRoute,
    steps: Mapping[str, Step],
    *,
    chosen: bool,
    now: datetime,
) -> Choice:
    days = max(1, (clock.local_day(row.finishes_at) - clock.local_day(now)).days)
    centers = _centers(plan)
    return Choice(
        title=title,
        big=duration(timedelta(days=days)),
        small=_("until %(day)s") % {"day": thai_or_english_day(row.finishes_at, language=language(), weekday=False)},
        segments=pictures.segments(plan, steps),
        facts=[
            Fact(label=_("You pay"), value=baht(row.cost, language=language())),
            Fact(label=_("Travel"), value=distance(row.km)),
            Fact(label=_("Centers used"), value=str(centers)),
        ],
        url=_url(row),
        chosen=chosen,
    )


def _url(row: ProposedRoute) -> str:
    return f"{reverse('routes:options', args=[row.proposal.case.number])}?route={row.position}"


def _centers(plan: PlannedRoute) -> int:
    return len({step.center for step in plan.steps if not step.fixed})


def _blocked(proposal: Proposal, steps: Mapping[str, Step]) -> ShownObstacle:
    obstacle = obstacle_of(proposal)
    if obstacle is None:
        return ShownObstacle()
    missing = Capability.objects.filter(code__in=obstacle.missing)
    return ShownObstacle(
        step=steps.get(obstacle.step or ""),
        late=[(steps[step].name, steps[after].name) for step, after in obstacle.late],
        missing=[capability.name for capability in missing],
        offers=[Offer(what=each.what, text=helping(each), action=action(each)) for each in obstacle.helps],
    )
