"""Market tests, what was answered and what was sold, for tests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from openitc.cases.models import Case
from openitc.cases.operations import open_case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import Lot
from openitc.enterprises.tests.builders import a_product, an_enterprise
from openitc.market_tests.models import Answer, MarketTest, PilotSale
from openitc.pathways.tests.builders import a_published_pathway
from openitc.shared import clock
from openitc.shared.ids import public_code

_turns = count(1)
BAG = {"th": "ถุงละ 10 ซอง", "en": "a bag of 10"}
SETTINGS: Mapping[str, dict[str, Any]] = {
    "liking": {
        "attributes": [
            {"key": "sweetness", "words": {"th": "ความหวาน", "en": "sweetness"}, "liked": False, "amount": True},
            {"key": "smell", "words": {"th": "กลิ่น", "en": "smell"}, "liked": True, "amount": False},
        ],
        "buy": True,
    },
    "price": {"unit": BAG},
    "intent": {"unit": BAG, "prices": [5900, 7900, 9900, 11900]},
    "choice": {
        "how": "paired",
        "about": "package",
        "a": {"th": "ถุงกระดาษ", "en": "paper bag"},
        "b": {"th": "กระป๋อง", "en": "tin"},
    },
    "pilot": {"unit": BAG, "price": 8900},
}
VALUES: Mapping[str, dict[str, Any]] = {
    "liking": {"overall": 7, "amount_sweetness": 4, "like_smell": 8, "buy": 4},
    "price": {"too_cheap": 3000, "cheap": 6000, "dear": 12000, "too_dear": 18000},
    "intent": {"arm": "up", "at_5900": True, "at_7900": True, "at_9900": False, "at_11900": False},
    "choice": {"arm": "ab", "chosen": "a", "why": "look"},
    "pilot": {"overall": 8, "again": 5},
}


def a_case_to_try(product: str = "Herbal drink powder") -> Case:
    """A case with an officer, whose product is to be tried with consumers."""
    center = a_center()
    officer = an_officer(center)
    enterprise = an_enterprise(center=center, name=f"Growers {next(_turns)}")
    return open_case(
        enterprise=enterprise,
        product=a_product(enterprise, product),
        version=a_published_pathway(by=officer),
        center=center,
        officer=officer,
        by=officer,
        now=clock.now() - timedelta(days=60),
    )


def a_market_test(
    case: Case | None = None,
    *,
    kind: str = "liking",
    settings: dict[str, Any] | None = None,
    wanted: int = 30,
    begins_on: date | None = None,
    ends_on: date | None = None,
    opened: bool = True,
    closed: bool = False,
    lots: Sequence[Lot] = (),
    allergens: Sequence[str] = ("milk",),
    now: datetime | None = None,
) -> MarketTest:
    """A test that takes answers today; `opened=False` is still planned, `closed=True` takes none any more."""
    now, case = now or clock.now(), case or a_case_to_try()
    today = clock.local_day(now)
    assert case.officer is not None
    test = MarketTest.objects.create(
        case=case,
        number=f"M2570-{next(_turns):05d}",
        code=public_code(),
        kind=kind,
        question_th="คนชอบไหม",
        question_en="Do people like it?",
        settings=SETTINGS[kind] if settings is None else settings,
        precision={"margin": 15, "level": 90, "least": 30},
        wanted=wanted,
        place_th="กาดหน้ามอ",
        place_en="Night market",
        begins_on=begins_on or today - timedelta(days=7),
        ends_on=ends_on or today + timedelta(days=7),
        found_by=MarketTest.FoundBy.PASSERS_BY,
        allergens=list(allergens),
        consent_th="ยินยอมให้ใช้คำตอบ",
        consent_en="I agree that my answers are used.",
        planned_by=case.officer,
        planned_at=now - timedelta(days=10),
        opened_at=now - timedelta(days=7) if opened or closed else None,
        closed_at=now if closed else None,
    )
    test.lots.set(lots)
    return test


def a_sale(test: MarketTest, *, offered: int = 60, sold: int = 41, on: date | None = None) -> PilotSale:
    """A day of a pilot sale, of the first of its lots."""
    return PilotSale.objects.create(
        test=test,
        lot=test.lots.all()[0],
        on=on or test.begins_on,
        offered=offered,
        sold=sold,
        price=8900,
        entered_by=test.planned_by,
        entered_at=clock.now(),
    )


def an_answer(test: MarketTest, *, now: datetime | None = None, **values: object) -> Answer:
    """One counted answer; `values` replace some of the usual ones of the kind."""
    return some_answers(test, [{**VALUES[test.kind], **values}], now=now)[0]


def some_answers(
    test: MarketTest,
    values: Sequence[Mapping[str, object]],
    *,
    group: Mapping[str, str] | None = None,
    channel: str = Answer.Channel.PHONE,
    now: datetime | None = None,
) -> list[Answer]:
    """An answer for each of the values, in one statement."""
    now = now or clock.now()
    return Answer.objects.bulk_create(
        Answer(
            test=test,
            key=uuid4(),
            channel=channel,
            language="th",
            values=dict(each),
            group=dict(group or {}),
            answered_at=now,
            received_at=now,
        )
        for each in values
    )
