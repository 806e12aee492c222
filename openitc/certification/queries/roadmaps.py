"""The roadmap of a case: what it was told, where each requirement stands, what changed since, what a market adds."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.certification.models import Roadmap
from openitc.certification.queries.added import Added, added_of
from openitc.certification.queries.requirements import Standing, requirements_of, standings_of
from openitc.certification.queries.tests import way_of
from openitc.certification.queries.way import TestsOfWay, tests_of_way
from openitc.certification.rules.ordering import Asked, days_together, ordered, waits_for
from openitc.certification.rules.states import OPEN, State
from openitc.certification.rules.totals import Cost, together
from openitc.shared import clock
from openitc.standards.models import Edition, Market
from openitc.standards.queries.editions import edition_changes, standing
from openitc.standards.queries.words import Change, cost_in_words, days_in_words, validity_in_words
from openitc.standards.rules.editions import fits

StopState = Literal["there", "coming", "next", "todo", "ended"]
WORDS: dict[State, str | Promise] = {
    "there": _("There"),
    "coming": _("On its way"),
    "missing": _("Missing"),
    "not_needed": _("Not needed"),
    "question": _("Does it apply?"),
}
TONES: dict[State, str] = {"there": "good", "coming": "info", "missing": "warn", "not_needed": "", "question": "info"}
STOP_WORDS: dict[StopState, str | Promise] = {
    "there": _("There"),
    "coming": _("On its way"),
    "next": _("Can begin now"),
    "todo": _("To come"),
    "ended": _("Has ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One requirement as its card shows it."""

    number: int
    standing: Standing
    markets: tuple[str | Promise, ...]
    waits_for: tuple[str, ...]
    newer: Edition | None = None
    changes: tuple[Change, ...] = ()

    @property
    def edition(self) -> Edition:
        """What was told."""
        return self.standing.edition

    @property
    def counts(self) -> bool:
        """Whether it is asked of the product, as far as is known."""
        return self.standing.state not in {"not_needed", "question"}

    @property
    def words(self) -> str | Promise:
        """Its state in words."""
        return WORDS[self.standing.state]

    @property
    def tone(self) -> str:
        """Of its badge."""
        return TONES[self.standing.state]

    @property
    def stop(self) -> StopState:
        """How its station is drawn."""
        state = self.standing.state
        if state in {"there", "coming"}:
            return "there" if state == "there" else "coming"
        if self.standing.ended is not None:
            return "ended"
        return "todo" if self.waits_for else "next"

    @property
    def stop_words(self) -> str | Promise:
        """What stands over its station."""
        return STOP_WORDS[self.stop]

    @property
    def cost(self) -> str:
        """In words; blank where no source says."""
        return cost_in_words(self.edition)

    @property
    def days(self) -> str:
        """In words; blank where no source says."""
        return days_in_words(self.edition)

    @property
    def validity(self) -> str:
        """In words; blank where no source says."""
        return validity_in_words(self.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One line of the picture: the trunk that markets share, or the branch of one."""

    label: str | Promise
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What is left to do, in figures."""

    met: int
    of: int
    cost: Cost
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has changed since the roadmap was told."""

    newer: tuple[Item, ...]
    added: tuple[Edition, ...]
    dropped: tuple[Item, ...]

    def __bool__(self) -> bool:
        return bool(self.newer or self.added or self.dropped)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapPage:
    """Everything that the page of a told roadmap shows."""

    roadmap: Roadmap
    items: tuple[Item, ...]
    trunk: Lane
    branches: tuple[Lane, ...]
    totals: Totals
    since: Since
    tests: TestsOfWay
    added: tuple[Added, ...]
    more: tuple["Preview", ...]

    @property
    def asked(self) -> tuple[Item, ...]:
        """What is needed of every such product, there or not."""
        return tuple(item for item in self.items if item.counts and not item.standing.is_conditional)

    @property
    def questions(self) -> tuple[Item, ...]:
        """What is asked only if something is so, and nobody has said yet whether it is."""
        return tuple(item for item in self.items if item.standing.state == "question")

    @property
    def only_if(self) -> tuple[Item, ...]:
        """What is asked because something is so."""
        return tuple(item for item in self.items if item.counts and item.standing.is_conditional)

    @property
    def not_needed(self) -> tuple[Item, ...]:
        """What somebody said is not needed, or does not apply."""
        return tuple(item for item in self.items if item.standing.state == "not_needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the case would be told for some markets, against what it is told now."""

    markets: tuple[str, ...]
    market: str = ""  # the one that is added, where it is one
    editions: tuple[Edition, ...]
    added: tuple[Edition, ...]
    dropped: tuple[Edition, ...]
    cost: Cost  # of what is added
    days_before: int
    days: int
    tests: tuple[str, ...]  # those that are added, by name

    @property
    def label(self) -> str | Promise:
        """The market that is added."""
        return Market.label_of(self.market)

    @property
    def more_days(self) -> int:
        """By how many days it all takes longer."""
        return max(0, self.days - self.days_before)


def asked_of(edition: Edition) -> Asked:
    """The edition, as far as its place on a roadmap asks."""
    return Asked(
        key=edition.standard.key,
        weight=edition.weight,
        after=tuple(edition.after),
        markets=frozenset(edition.markets),
        days=edition.most_days if edition.most_days is not None else edition.least_days,
        conditional=bool(edition.condition_en or edition.condition_th),
    )


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """The editions as a roadmap tells them."""
    by_key = {edition.standard.key: edition for edition in editions}
    return [by_key[asked.key] for asked in ordered([asked_of(edition) for edition in by_key.values()])]


def fitting(editions: Iterable[Edition], *, isic: str, markets: Collection[str]) -> list[Edition]:
    """Those of the standing editions that are asked of such a product there, in order; as `standing_editions` says."""
    return in_order(each for each in editions if fits(each.isic, each.markets, isic=isic, markets=markets))


def roadmap_page(case: Case, roadmap: Roadmap, *, now: datetime) -> RoadmapPage:
    """The told roadmap with where it all stands; a constant number of queries."""
    on = clock.local_day(now)
    way = way_of(case, now=now)
    told_in_order = standings_of(case, requirements_of(roadmap), on=on, way=way)
    standings = sorted(told_in_order, key=lambda each: each.is_conditional)  # these after all others
    latest = {edition.standard.key: edition for edition in standing(on=on)}
    items = _items(standings, roadmap.markets, latest)
    shown = [item for item in items if item.counts]
    trunk, branches = _lanes(shown, roadmap.markets)
    told = [standing.edition for standing in standings]
    isic, tests = case.product.isic, tests_of_way(standings)
    return RoadmapPage(
        roadmap=roadmap,
        items=tuple(items),
        trunk=trunk,
        branches=branches,
        totals=_totals(shown),
        since=_since(items, fitting(latest.values(), isic=isic, markets=roadmap.markets)),
        tests=tests,
        added=added_of(case, way, tests, now=now),
        more=tuple(
            _preview(latest.values(), told, isic=isic, markets=(*roadmap.markets, market), market=market)
            for market in Market.values
            if market not in roadmap.markets
        ),
    )


def preview_of(case: Case, told: Sequence[Edition], *, markets: Sequence[str], now: datetime) -> Preview:
    """What the case would be told for those markets; two queries."""
    editions = standing(on=clock.local_day(now))
    return _preview(editions, told, isic=case.product.isic, markets=tuple(markets))


def _preview(
    editions: Iterable[Edition], told: Sequence[Edition], *, isic: str, markets: tuple[str, ...], market: str = ""
) -> Preview:
    wanted = fitting(editions, isic=isic, markets=markets)
    before, after = {each.standard.key for each in told}, {each.standard.key for each in wanted}
    added = [each for each in wanted if each.standard.key not in before]
    tested = {method.key for each in told for method in each.methods.all()}
    tests = {method.key: method.name for each in added for method in each.methods.all() if method.key not in tested}
    return Preview(
        markets=markets,
        market=market,
        editions=tuple(wanted),
        added=tuple(added),
        dropped=tuple(each for each in told if each.standard.key not in after),
        cost=together((each.least_cost, each.most_cost) for each in added),
        days_before=days_together([asked_of(each) for each in told]),
        days=days_together([asked_of(each) for each in wanted]),
        tests=tuple(tests.values()),
    )


def _items(standings: Sequence[Standing], markets: Collection[str], latest: dict[str, Edition]) -> list[Item]:
    left = {each.key for each in standings if each.state in OPEN}
    names = {each.key: each.edition.standard.name for each in standings}
    items = []
    for number, each in enumerate(standings, start=1):
        newest = latest.get(each.key)
        newer = newest if newest is not None and newest.number > each.edition.number else None
        items.append(
            Item(
                number=number,
                standing=each,
                markets=tuple(Market.label_of(market) for market in markets if market in each.edition.markets),
                waits_for=tuple(names[key] for key in waits_for(asked_of(each.edition), left=left)),
                newer=newer,
                changes=tuple(edition_changes(each.edition, newer)) if newer else (),
            )
        )
    return items


def _lanes(items: Sequence[Item], markets: Sequence[str]) -> tuple[Lane, tuple[Lane, ...]]:
    """What home or several markets ask for is the trunk; what one market alone asks for is its branch."""
    abroad = [market for market in markets if market != Market.HOME]
    branches: dict[str, list[Item]] = {market: [] for market in abroad} if len(markets) > 1 else {}
    trunk = []
    for item in items:
        asking = [market for market in markets if market in item.edition.markets]
        if len(asking) == 1 and asking[0] in branches:
            branches[asking[0]].append(item)
        else:
            trunk.append(item)
    label: str | Promise = Market.label_of(markets[0]) if len(markets) == 1 else _("For all of your markets")
    if Market.HOME in markets and len(markets) > 1:
        label = _("Thailand, and shared")
    lanes = (Lane(label=Market.label_of(market), items=tuple(found)) for market, found in branches.items() if found)
    return Lane(label=label, items=tuple(trunk)), tuple(lanes)


def _totals(items: Sequence[Item]) -> Totals:
    left = [item.edition for item in items if not item.standing.is_met]
    return Totals(
        met=sum(item.standing.is_met for item in items),
        of=len(items),
        cost=together((each.least_cost, each.most_cost) for each in left),
        days=days_together([asked_of(each) for each in left]),
    )


def _since(items: Sequence[Item], wanted: Sequence[Edition]) -> Since:
    told, asked = {item.standing.key for item in items}, {each.standard.key for each in wanted}
    return Since(
        newer=tuple(item for item in items if item.newer and item.standing.key in asked),
        added=tuple(each for each in wanted if each.standard.key not in told),
        dropped=tuple(item for item in items if item.standing.key not in asked),
    )
