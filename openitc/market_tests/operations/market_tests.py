"""Writes to whole market tests: planning, changing, opening, closing, withdrawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import lock_open_case
from openitc.certification.models import Lot
from openitc.market_tests.models import MarketTest
from openitc.market_tests.operations.telling import keep, lock_test, tell
from openitc.market_tests.queries.market_tests import latest_number, lots_to_choose
from openitc.market_tests.rules import planning
from openitc.market_tests.rules.settings import faults_of_settings
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import Lock, lock, operation
from openitc.shared.ids import public_code
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import fiscal_year

LONGEST_DAYS = 92  # a season; a test that runs longer asks other people at its end than at its beginning


class MarketTestRefused(Refused):
    """A market test cannot be planned, opened or closed like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a test asks, of whom, where, when and with what; `margin` is the precision wanted, see rules.planning."""

    kind: str
    question_th: str
    question_en: str = ""
    settings: dict[str, object]
    margin: float
    place_th: str = ""
    place_en: str = ""
    begins_on: date
    ends_on: date
    found_by: str
    lots: Sequence[Lot] = field(default_factory=tuple)
    allergens: Sequence[str] = field(default_factory=tuple)
    consent_th: str
    consent_en: str


@operation
def plan(*, case: Case, plan: Plan, by: User, now: datetime) -> MarketTest:
    """Write a test down; nobody is asked yet. How many must answer follows from the precision wanted."""
    lock_open_case(case)
    gather(_faults_of(case, plan, now=now), kind=MarketTestRefused)
    test = MarketTest.objects.create(
        case=case, number=_next_number(now), code=public_code(), planned_by=by, planned_at=now, **_facts(plan)
    )
    test.lots.set(plan.lots)
    keep("planned-market-test", gettext_noop("Market test %(number)s was planned."), test, by=by, now=now)
    return test


@operation
def change(*, test: MarketTest, plan: Plan, by: User, now: datetime) -> MarketTest:
    """Plan it differently, as long as nobody was asked."""
    lock_test(test)
    if test.opened_at is not None or test.withdrawn_at is not None:
        text = _("People have been asked already, so the test stays as it is. Plan another one.")
        raise MarketTestRefused(Reason(text, "opened"))
    gather(_faults_of(test.case, plan, now=now), kind=MarketTestRefused)
    test.lots.clear()  # before its kind changes: a pilot sale takes fewer lots than a tasting
    for name, value in _facts(plan).items():
        setattr(test, name, value)
    test.save()
    test.lots.set(plan.lots)
    keep("changed-market-test", gettext_noop("Market test %(number)s was planned differently."), test, by=by, now=now)
    return test


@operation
def open_test(*, test: MarketTest, by: User, now: datetime) -> MarketTest:
    """Let answers in from its first day on."""
    lock_test(test)
    gather(_faults_of_opening(test, now=now), kind=MarketTestRefused)
    test.opened_at = now
    test.save(update_fields=["opened_at"])
    keep("opened-market-test", gettext_noop("Market test %(number)s was opened."), test, by=by, now=now)
    tell(test, gettext_noop("A market test of %(product)s is open: see the answers come in."), by=by, now=now)
    return test


@operation
def close_test(*, test: MarketTest, by: User, now: datetime) -> MarketTest:
    """Let no more answers in; those that a tablet gathered before still count when it finds a signal."""
    lock_test(test)
    if test.opened_at is None or test.closed_at is not None or test.withdrawn_at is not None:
        raise MarketTestRefused(Reason(_("This test takes no answers now."), "not_open"))
    set_closed(test, by=by, now=now)
    tell(test, gettext_noop("The market test of %(product)s is closed: decide how it goes on."), by=by, now=now)
    return test


@operation
def withdraw_test(*, test: MarketTest, reason: str, by: User, now: datetime) -> MarketTest:
    """Let the test count no more, for a reason that stays in the history."""
    lock_test(test)
    faults = []
    if test.withdrawn_at is not None:
        faults.append(Reason(_("This test was withdrawn already."), "withdrawn"))
    if test.decisions.filter(withdrawn_at=None).exists():
        text = _("A decision rests on this test. Withdraw the decision first.")
        faults.append(Reason(text, "decided"))
    if not reason.strip():
        faults.append(Reason(_("Say why: it stays in the history of the case."), "no_reason", "reason"))
    gather(faults, kind=MarketTestRefused)
    test.withdrawn_at = now
    test.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("Market test %(number)s was withdrawn: %(reason)s")
    keep("withdrew-market-test", sentence, test, by=by, now=now, reason=reason.strip())
    told = gettext_noop("The market test of %(product)s was withdrawn: %(reason)s")
    tell(test, told, by=by, now=now, reason=reason.strip())
    return test


def set_closed(test: MarketTest, *, by: User, now: datetime) -> None:
    """Close it, within an operation that keeps the test to itself."""
    test.closed_at = now
    test.save(update_fields=["closed_at"])
    keep("closed-market-test", gettext_noop("Market test %(number)s was closed."), test, by=by, now=now)


def _facts(plan: Plan) -> dict[str, object]:
    names = ("kind", "settings", "begins_on", "ends_on", "found_by")
    texts = ("question_th", "question_en", "place_th", "place_en", "consent_th", "consent_en")
    return {
        **{name: getattr(plan, name) for name in names},
        **{name: getattr(plan, name).strip() for name in texts},
        "allergens": sorted(set(plan.allergens)),
        "wanted": planning.wanted_for(plan.kind, plan.settings, plan.margin),
        "precision": {"margin": plan.margin, "level": planning.LEVEL, "least": planning.least_of(plan.kind)},
    }


WORDS: dict[str, tuple[str | Promise, str]] = {  # of rules.settings: what is wrong, and at which field
    "no_unit": (gettext_lazy("Say what the price is for: one bag, one jar, a set of three."), "unit_th"),
    "attribute_twice": (gettext_lazy("Two of the attributes are the same. Leave one out."), "own_th"),
    "too_many_questions": (
        gettext_lazy("That is more than people answer in a minute. Leave some of the attributes out."),
        "liked",
    ),
    "prices": (gettext_lazy("Give three to seven different prices."), "price_1"),
    "no_names": (gettext_lazy("Name both A and B, as people see them."), "a_th"),
    "same_names": (gettext_lazy("A and B have the same name. Nobody could tell them apart."), "b_th"),
    "no_price": (gettext_lazy("Say at what price it is sold."), "price"),
}


def _faults_of(case: Case, plan: Plan, *, now: datetime) -> list[Reason]:
    faults = [
        Reason(text, code, at) for code in faults_of_settings(plan.kind, plan.settings) for text, at in [WORDS[code]]
    ]
    if not plan.question_th.strip():
        faults.append(Reason(_("Say what the test is to find out."), "no_question", "question_th"))
    if not plan.consent_th.strip() or not plan.consent_en.strip():
        text = _("People read this before they answer, in Thai or in English. Write both.")
        faults.append(Reason(text, "no_consent", "consent_th"))
    return [*faults, *_faults_of_days(plan, now=now), *_faults_of_lots(case, plan, now=now)]


def _faults_of_days(plan: Plan, *, now: datetime) -> list[Reason]:
    if plan.ends_on < plan.begins_on:
        return [Reason(_("It ends before it begins. Choose a later day."), "ends_before", "ends_on")]
    if plan.ends_on < clock.local_day(now):
        return [Reason(_("That day is over. Choose one that is still to come."), "is_over", "ends_on")]
    if (plan.ends_on - plan.begins_on).days >= LONGEST_DAYS:
        text = _("A test runs three months at most. End it, see what it tells, and plan the next.")
        return [Reason(text, "too_long", "ends_on")]
    return []


def _faults_of_lots(case: Case, plan: Plan, *, now: datetime) -> list[Reason]:
    allowed = {lot.pk for lot in lots_to_choose(case, plan.kind, on=clock.local_day(now))}
    return [_wrong_lot(lot, plan.kind) for lot in plan.lots if lot.pk not in allowed]


def _wrong_lot(lot: Lot, kind: str) -> Reason:
    if kind == MarketTest.Kind.PILOT:
        text = _("Lot %(lot)s is not for sale. A pilot sale takes lots made for sale: of food, at a licensed place.")
    else:
        text = _("Lot %(lot)s cannot be used: a report says no, or it is blocked, past its best or of another case.")
    return Reason(text % {"lot": lot.code}, "wrong_lot", "lots")


def _faults_of_opening(test: MarketTest, *, now: datetime) -> list[Reason]:
    if test.opened_at is not None:
        return [Reason(_("This test is open already."), "opened")]
    if test.withdrawn_at is not None:
        return [Reason(_("This test was withdrawn. Plan another one."), "withdrawn")]
    faults = []
    if test.ends_on < clock.local_day(now):
        faults.append(Reason(_("Its last day is over. Change the days first."), "is_over"))
    lots = list(test.lots.all())
    if test.kind == MarketTest.Kind.PILOT and not lots:
        text = _("A pilot sale needs a lot that is for sale. Enter the lot, then choose it here.")
        faults.append(Reason(text, "no_lot"))
    allowed = {lot.pk for lot in lots_to_choose(test.case, test.kind, on=clock.local_day(now))}
    return [*faults, *(_wrong_lot(lot, test.kind) for lot in lots if lot.pk not in allowed)]


def _next_number(now: datetime) -> str:
    """`M2570-00007`: like cases, by fiscal year; one counter under the lock of that year's numbers."""
    year = fiscal_year(clock.local_day(now))
    lock(Lock.NUMBERS, [year])
    latest = latest_number(year)
    return f"M{year}-{int(latest.rpartition('-')[2]) + 1 if latest else 1:05d}"
