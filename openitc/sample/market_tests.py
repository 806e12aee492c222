"""The sample network's market tests: planned, answered, sold and decided, every answer drawn by the seeded chance."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.certification.models import Lot
from openitc.certification.operations.lots import enter_lot
from openitc.certification.rules.lots import is_food
from openitc.market_tests.models import Answer, MarketTest
from openitc.market_tests.operations import answers, decisions, market_tests, sales, tablets
from openitc.market_tests.operations.market_tests import Plan
from openitc.market_tests.queries.explained import consent_texts
from openitc.market_tests.rules.answers import GROUPS, Incoming
from openitc.market_tests.rules.planning import MARGINS, aim_of
from openitc.market_tests.rules.questionnaire import PRICES, WHY, questionnaire_of
from openitc.people.models import User
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.shared.money import SATANG_A_BAHT as BAHT

FILE = DATA / "market_tests.toml"
COUNT = 25  # tests: the file's in turn, each on another case
DAY = timedelta(days=1)
PLANNED_AHEAD = 6 * DAY
BAG = {"th": "ถุงละ 10 ซอง", "en": "a bag of 10"}
PLACES = (
    ("กาดเช้าหน้าศูนย์", "Morning market before the center"),
    ("ลานหน้าห้างกลางเมือง", "Square before the mall"),
    ("งานของดีประจำจังหวัด", "Provincial fair"),
)
ATTRIBUTES = (  # key, words, and whether it is judged from too little to too much, or by how much it is liked
    ("sweetness", {"th": "ความหวาน", "en": "sweetness"}, "amount"),
    ("strength", {"th": "ความเข้มของรส", "en": "strength of taste"}, "amount"),
    ("smell", {"th": "กลิ่น", "en": "smell"}, "liked"),
    ("look", {"th": "หน้าตา", "en": "look"}, "liked"),
)
SETTINGS: dict[str, dict[str, Any]] = {
    "liking": {
        "attributes": [
            {"key": key, "words": words, "liked": judged == "liked", "amount": judged == "amount"}
            for key, words, judged in ATTRIBUTES
        ],
        "buy": True,
    },
    "price": {"unit": BAG},
    "intent": {"unit": BAG, "prices": [59 * BAHT, 79 * BAHT, 99 * BAHT, 119 * BAHT]},
    "choice": {"how": "paired", "a": {"th": "ถุงกระดาษ", "en": "paper bag"}, "b": {"th": "กระป๋อง", "en": "tin"}},
    "pilot": {"unit": BAG, "price": 89 * BAHT},
}


def load_market_tests(loading: Loading) -> None:
    """After cases, certificates and lots; where no lot may be sold, people are asked instead of sold to."""
    rows = list(toml_rows(FILE, "test"))
    cases, taken = _cases_by_stage(), set[int]()
    for turn in range(COUNT):
        row = rows[turn % len(rows)]
        tasted = row.text("kind") == MarketTest.Kind.LIKING
        waiting = [*cases.get(row.text("stage"), ()), *cases.get("commercial", ())]
        fit = [case for case in waiting if case.pk not in taken and is_food(case.product.isic) == tasted]
        if fit:
            taken.add(fit[0].pk)
            _test(loading, row, fit[0], again=turn >= len(rows))


def _cases_by_stage() -> dict[str, list[Case]]:
    """Open cases by the stage they stand at, the oldest first; the market's also where nobody else is left."""
    found: dict[str, list[Case]] = {}
    cases = Case.objects.filter(closed_at=None, market_tests=None).select_related("product", "enterprise", "center")
    for case in cases.order_by("number"):
        found.setdefault(case.stage, []).append(case)
    return found


def _test(loading: Loading, row: Row, case: Case, *, again: bool) -> None:
    """One test from its plan to what was decided, each at its own moment; only one case goes another round."""
    values, by = row.values, loading.serving.get(case.center_id) or loading.by
    begins = max(loading.now - values["ago"] * DAY, case.opened_at + PLANNED_AHEAD)
    kind, lots = row.text("kind"), []
    if kind == MarketTest.Kind.PILOT:
        lots = [lot] if (lot := _lot_for_sale(case, by=by, at=begins - 3 * DAY)) else []
        kind = kind if lots else MarketTest.Kind.LIKING
    test = _planned(row, case, kind, lots, begins=begins, by=by)
    if values["ago"] <= 0:
        return
    market_tests.open_test(test=test, by=by, now=begins)
    ends = min(clock.at(test.ends_on, 18), loading.now)
    _take_answers(loading, test, row, ends=ends, by=by)
    if kind == MarketTest.Kind.PILOT:
        _sell(loading, test, lots[0], row, by=by)
    verdict = row.optional("verdict")
    if ends < loading.now and verdict:
        _decide(row, test, "go" if again and verdict == "change" else verdict, by=by, at=ends + DAY)


def _planned(row: Row, case: Case, kind: str, lots: list[Lot], *, begins: datetime, by: User) -> MarketTest:
    first = clock.local_day(begins)
    settings = {**SETTINGS[kind], **({"about": row.optional("about") or "package"} if kind == "choice" else {})}
    place_th, place_en = PLACES[case.pk % len(PLACES)]
    plan = Plan(
        kind=kind,
        question_th=row.text("question_th"),
        question_en=row.text("question_en"),
        settings=settings,
        margin=MARGINS[aim_of(kind, settings)][0],
        place_th=place_th,
        place_en=place_en,
        begins_on=first,
        ends_on=first + row.values["days"] * DAY,
        found_by=row.optional("found_by") or MarketTest.FoundBy.PASSERS_BY,
        lots=lots,
        allergens=["milk"] if is_food(case.product.isic) and kind == "liking" else [],
        **consent_texts(),
    )
    return market_tests.plan(case=case, plan=plan, by=by, now=begins - PLANNED_AHEAD)


def _lot_for_sale(case: Case, *, by: User, at: datetime) -> Lot | None:
    """A lot that may be sold: the case's own, or one made now of what is no food."""
    made_on = clock.local_day(at)
    found = case.lots.for_sale(made_on + 3 * DAY).first()
    if found or is_food(case.product.isic):
        return found
    return enter_lot(case=case, made_on=made_on, center=case.center, units=400, purpose=Lot.Purpose.SALE, by=by, now=at)


def _take_answers(loading: Loading, test: MarketTest, row: Row, *, ends: datetime, by: User) -> None:
    """The answers in two sendings: those of people's phones, and those that a tablet gathered."""
    count, on_tablet = row.values["answers"], row.values.get("tablets", 0)
    drawn = [_incoming(loading.chance, test, row, ends=ends) for _turn in range(count)]
    answers.take(test=test, answers=drawn[on_tablet:], channel=Answer.Channel.PHONE, now=ends)
    if on_tablet and test.opened_at:
        tablet, _secret = tablets.make_ready(test=test, name="แท็บเล็ตหน้าบูธ", by=by, now=test.opened_at)
        answers.take(test=test, answers=drawn[:on_tablet], channel=Answer.Channel.TABLET, tablet=tablet, now=ends)


def _incoming(chance: Random, test: MarketTest, row: Row, *, ends: datetime) -> Incoming:
    key = UUID(int=chance.getrandbits(128), version=4)
    began = test.opened_at or ends
    values = ANSWERED[test.kind](chance, row)
    asked = questionnaire_of(test.kind, test.settings)
    return Incoming(
        key=key,
        values={**values, "arm": asked.arm_of(key)} if asked.arms else values,
        group={name: chance.choice(words) for name, words in GROUPS.items() if chance.random() < 0.9},  # noqa: PLR2004 - one in ten does not say
        language="th" if chance.random() < 0.85 else "en",  # noqa: PLR2004 - some are visitors
        answered_at=began + (ends - began) * chance.random(),
    )


def _liked(chance: Random, row: Row) -> dict[str, Any]:
    sweet = chance.random() < row.values.get("sweet", 0.2)
    overall = _point(chance, row.values.get("mean", 7) + (0.5 if not sweet else -1.4), most=9)
    return {
        "overall": overall,
        "amount_sweetness": chance.choice((4, 4, 5)) if sweet else chance.choice((2, 3, 3, 3, 3)),
        "amount_strength": chance.choice((2, 3, 3, 3, 4)),
        "like_smell": _point(chance, overall + 0.6, most=9),
        "like_look": _point(chance, overall - 0.3, most=9),
        "buy": _point(chance, (overall - 1) / 2, most=5, spread=0.7),
    }


def _priced(chance: Random, row: Row) -> dict[str, Any]:
    middle = chance.lognormvariate(0, 0.2) * row.values["price"]
    shares = ((0.35, 0.7), (0.65, 0.95), (1.05, 1.35), (1.3, 1.9))
    named = sorted(5 * round(middle * chance.uniform(*share) / 5) * BAHT for share in shares)
    return dict(zip(PRICES, named, strict=True))


def _bought(chance: Random, row: Row) -> dict[str, Any]:
    most = chance.lognormvariate(0, 0.35) * row.values["price"] * BAHT
    return {f"at_{price}": price <= most for price in SETTINGS["intent"]["prices"]}


def _chosen(chance: Random, row: Row) -> dict[str, Any]:
    chosen = "a" if chance.random() < row.values["lead"] else "b"
    return {"chosen": chosen, "why": chance.choice((*WHY, "look", "trust", "look"))}


def _came_back(chance: Random, row: Row) -> dict[str, Any]:
    overall = _point(chance, row.values["mean"], most=9)
    return {"overall": overall, "again": _point(chance, overall / 2, most=5, spread=0.8)}


ANSWERED: dict[str, Callable[[Random, Row], dict[str, Any]]] = {
    "liking": _liked,
    "price": _priced,
    "intent": _bought,
    "choice": _chosen,
    "pilot": _came_back,
}


def _point(chance: Random, around: float, *, most: int, spread: float = 1.3) -> int:
    return min(max(round(chance.gauss(around, spread)), 1), most)


def _sell(loading: Loading, test: MarketTest, lot: Lot, row: Row, *, by: User) -> None:
    """A stall of thirty units a day, for as long as the lot lasts."""
    for turn in range(4):
        on = test.begins_on + turn * DAY
        sold = sum(loading.chance.random() < row.values["sold"] for _unit in range(30))
        if on <= min(test.ends_on, clock.local_day(loading.now)) and (not lot.units or sold * (turn + 1) <= lot.units):
            sales.enter_sale(
                test=test, lot=lot, on=on, offered=30, sold=sold, price=89 * BAHT, place="แผงหน้ากาด",
                by=by, now=clock.at(on, 20),
            )  # fmt: skip


def _decide(row: Row, test: MarketTest, verdict: str, *, by: User, at: datetime) -> None:
    steps = [step for step in steps_of(test.case) if step.stage == "engineering"]
    decisions.decide(
        test=test,
        verdict=verdict,
        reason=row.text("reason"),
        learnt=row.optional("learnt"),
        few_answers_reason=row.optional("few"),
        first_step=(steps or list(steps_of(test.case)))[0] if verdict == "change" else None,
        staff=True,
        by=by,
        now=at,
    )
