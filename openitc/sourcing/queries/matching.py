"""Who can make it: the makers of the directory against a request, with reasons in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.resources.models import Capability
from openitc.shared import clock
from openitc.shared.text import thai_or_english_day
from openitc.sourcing.models import Certificate, Maker, Mark, Process, Rfq, Site
from openitc.sourcing.models.makers import Unit
from openitc.sourcing.queries.scorecards import Verdict, scorecards_of, verdicts_on
from openitc.sourcing.rules import matching
from openitc.sourcing.rules.distances import maker_km
from openitc.sourcing.rules.matching import Candidate, Filter, Loosening, Match, Month, Skill, Wanted
from openitc.sourcing.rules.scorecards import Scorecard
from openitc.standards.models import Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A maker that fits, with what speaks for it."""

    maker: Maker
    match: Match
    km: int | None
    notes: list[str]  # what to mind, such as a certificate that ends before the goods are wanted
    stops: tuple[str, ...] = ()  # what of its record keeps it from being invited; staff may go on, saying why

    @property
    def score(self) -> int:
        """Of a hundred points."""
        return round(self.match.score)

    @property
    def terms(self) -> list[tuple[str, int, int]]:
        """Each term of the ranking: in words, its points, and how many there are to have."""
        return [
            (reason_in_words(reason.code, reason.values), round(reason.points), matching.WEIGHTS[reason.code])
            for reason in self.match.reasons
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A maker that does not fit, and why, each in words."""

    maker: Maker
    failed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All of it for one request."""

    matches: list[Fit]
    resting: list[Fit]  # would fit but for their record
    excluded: list[Unfit]
    loosenings: list[str]
    missing_processes: list[Capability]  # those that no verified maker has


def matching_of(rfq: Rfq, *, now: datetime) -> Found:
    """Who fits the request on that day; eight queries, however many makers there are."""
    today = clock.local_day(now)
    processes = list(rfq.processes.all())
    makers = {maker.pk: maker for maker in _makers(rfq, today)}
    cards = scorecards_of(makers.values(), on=today)
    verdicts = verdicts_on(makers.values(), on=today, cards=cards)
    wanted = wanted_of(rfq, [process.pk for process in processes], today=today)
    found = {key: _candidate(maker, rfq, verdicts[key], cards[key]) for key, maker in makers.items()}
    sorted_out = matching.matched(wanted, list(found.values()))
    matches = [
        Fit(maker=makers[match.key], match=match, km=found[match.key].km, notes=_notes(wanted, found[match.key]))
        for match in sorted_out.matches
    ]
    resting = [
        _resting(makers[row.key], wanted, found[row.key], verdicts[row.key])
        for row in sorted_out.excluded
        if row.failed == {Filter.INVITED} and verdicts[row.key].overridable
    ]
    known = {key for candidate in found.values() if candidate.verified for key in candidate.skills}
    names = {process.pk: process.name for process in processes}
    return Found(
        matches=matches,
        resting=sorted(resting, key=lambda fit: -fit.match.score),
        excluded=[
            Unfit(maker=makers[row.key], failed=_failed_in_words(row.failed, verdicts[row.key]))
            for row in sorted_out.excluded
            if Filter.PROCESS not in row.failed or len(row.failed) == 1
        ],
        loosenings=[_loosening_in_words(one, names) for one in matching.loosenings(wanted, list(found.values()))],
        missing_processes=[process for process in processes if process.pk not in known],
    )


def wanted_of(rfq: Rfq, processes: list[int], *, today: date) -> Wanted:
    """What the request asks for; it can be ordered the day after the deadline."""
    return Wanted(
        processes=frozenset(processes),
        marks=frozenset(rfq.marks),
        unit=rfq.unit,
        quantities=tuple(rfq.quantities),
        ordered_on=max(clock.local_day(rfq.deadline), today) + timedelta(days=1),
        wanted_on=rfq.wanted_on,
        today=today,
        max_km=rfq.max_km,
        market=rfq.case.market,
    )


def _makers(rfq: Rfq, today: date) -> list[Maker]:
    """Those in the directory that can do any of it, with all that matching asks of them."""
    skilled = Process.objects.filter(withdrawn_at=None, capability__in=rfq.processes.all()).values("maker")
    rows = Maker.objects.filter(left_at=None, pk__in=skilled).defer("search_text", "search_pairs")
    certificates = Certificate.objects.in_force(today)
    return list(
        rows.select_related("province").prefetch_related(
            Prefetch("sites", Site.objects.filter(closed_at=None), to_attr="open_sites"),
            Prefetch("processes", Process.objects.filter(withdrawn_at=None).prefetch_related("months")),
            Prefetch("certificates", certificates, to_attr="counted"),
        )
    )


def _candidate(maker: Maker, rfq: Rfq, verdict: Verdict, card: Scorecard) -> Candidate:
    sites = [(site.latitude, site.longitude) for site in maker.open_sites]  # type: ignore[attr-defined]  # prefetched
    marks: dict[str, date] = {}
    for certificate in maker.counted:  # type: ignore[attr-defined]  # prefetched
        marks[certificate.mark] = max(marks.get(certificate.mark, date.min), certificate.expires_on)
    skills = {
        process.capability_id: Skill(
            unit=process.unit,
            minimum=process.minimum,
            usual=Month(free=process.monthly, lead_days=process.lead_days),
            months={row.month: Month(free=row.free, lead_days=row.lead_days) for row in process.months.all()},
        )
        for process in maker.processes.all()
    }
    return Candidate(
        key=maker.pk,
        verified=maker.verified_at is not None,
        invited=bool(verdict) or any(reason.code == "unverified" for reason in verdict.reasons),
        skills=skills,
        marks=marks,
        km=maker_km(rfq.case.enterprise.position, sites),
        markets=frozenset(maker.markets),
        record=card.on_time / card.deliveries if card.deliveries else None,
    )


def _resting(maker: Maker, wanted: Wanted, candidate: Candidate, verdict: Verdict) -> Fit:
    """A maker that only its record keeps from being invited, with what speaks for it all the same."""
    match = Match(key=maker.pk, reasons=matching.reasons_for(wanted, candidate))
    stops = tuple(str(reason.text) for reason in verdict.reasons)
    return Fit(maker=maker, match=match, km=candidate.km, notes=_notes(wanted, candidate), stops=stops)


def _notes(wanted: Wanted, candidate: Candidate) -> list[str]:
    notes = []
    for mark in sorted(wanted.marks):
        if candidate.marks[mark] < wanted.wanted_on:
            text = _("Its certificate %(mark)s ends on %(day)s, before the goods are wanted.")
            notes.append(text % {"mark": Mark.label_of(mark), "day": _day(candidate.marks[mark])})
    for key in sorted(wanted.processes):
        if candidate.skills[key].unit != wanted.unit:
            text = _("It counts in %(unit)s: its smallest order and capacity could not be compared.")
            notes.append(text % {"unit": Unit.label_of(candidate.skills[key].unit)})
            break
    return notes


def reason_in_words(code: str, values: Mapping[str, int | str]) -> str:
    """One term of the ranking as a sentence; invitations keep code and values."""
    if code == "market":
        return _("Has sold to: %(market)s") % {"market": Market.label_of(str(values["market"]))}
    if not values:
        return {"distance": _("Distance unknown"), "record": _("No record with us yet")}[code]
    sentences = {
        "distance": _("%(km)s km away"),
        "lead": _("Delivers in %(days)s days, %(spare)s to spare"),
        "capacity": _("%(free)s free by then, for a first lot of %(lot)s"),
        "minimum": _("Smallest order %(minimum)s: fits %(fitting)s of your %(tiers)s quantities"),
        "record": _("%(percent)s in 100 deliveries on time"),
    }
    return sentences[code] % {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}


def _failed_in_words(failed: frozenset[Filter], verdict: Verdict) -> list[str]:
    words = {
        Filter.VERIFIED: _("Not verified yet"),
        Filter.PROCESS: _("Cannot do all of it"),
        Filter.MARK: _("A certificate is missing or has expired"),
        Filter.MINIMUM: _("Its smallest order is larger than you ask for"),
        Filter.CAPACITY: _("Cannot deliver the first lot in time"),
        Filter.DISTANCE: _("Too far away"),
    }
    told = [words[condition] for condition in Filter if condition in failed and condition in words]
    stops = [str(reason.text) for reason in verdict.reasons if reason.code != "unverified"]
    return [*told, *(stops if Filter.INVITED in failed else ())]


def _loosening_in_words(one: Loosening, names: dict[int, str]) -> str:
    """One thing that would bring more makers, as a sentence with its count."""
    values: dict[str, object] = {"more": one.more}
    if one.to is None:
        whole = {
            Filter.PROCESS: _("Without one of the processes: %(more)s more"),
            Filter.MARK: _("Without the certificates asked for: %(more)s more"),
            Filter.MINIMUM: _("With a larger quantity: %(more)s more"),
            Filter.CAPACITY: _("With more time: %(more)s more"),
            Filter.DISTANCE: _("At any distance: %(more)s more"),
        }
        return whole[one.filter] % values
    moved = {
        Filter.PROCESS: _("Without “%(to)s”: %(more)s more"),
        Filter.MARK: _("Without “%(to)s”: %(more)s more"),
        Filter.MINIMUM: _("If the largest quantity were %(to)s: %(more)s more"),
        Filter.CAPACITY: _("If the first lot were wanted by %(to)s: %(more)s more"),
        Filter.DISTANCE: _("Within %(to)s km: %(more)s more"),
    }
    return moved[one.filter] % (values | {"to": _reached(one, names)})


def _reached(one: Loosening, names: dict[int, str]) -> str:
    if isinstance(one.to, date):
        return _day(one.to)
    if isinstance(one.to, int):
        return names[one.to] if one.filter is Filter.PROCESS else f"{one.to:,}"
    return str(Mark.label_of(str(one.to)))


def _day(day: date) -> str:
    return thai_or_english_day(day, language=get_language() or "th")


def without_those(found: Found, invited: set[int]) -> Found:
    """The same without the makers that are asked already."""
    return replace(
        found,
        matches=[fit for fit in found.matches if fit.maker.pk not in invited],
        resting=[fit for fit in found.resting if fit.maker.pk not in invited],
        excluded=[row for row in found.excluded if row.maker.pk not in invited],
    )
