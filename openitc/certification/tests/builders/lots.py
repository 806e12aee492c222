"""Lots and the licences that let food be sold, for tests."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from openitc.cases.models import Case
from openitc.certification.models import Certificate, Lot
from openitc.certification.operations.lots import enter_lot
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.shared import clock
from openitc.shared.ids import public_code
from openitc.standards.models import Edition, Standard

_turns = count(1)


def a_food_standard(key: str = "test-food-serial", **facts: Any) -> Edition:  # noqa: ANN401 - any of the row
    """The food serial number, approved; made once. With another key and other facts, another standard."""
    known = Edition.objects.filter(standard__key=key).first()
    if known:
        return known
    standard = Standard.objects.create(
        key=key, name_th="เลขสารบบอาหาร", name_en="Food serial number", mark="FDA", added_at=LONG_AGO
    )
    usual: dict[str, Any] = {
        "weight": Edition.Weight.LAW,
        "authority_th": "อย.",
        "authority_en": "Thai FDA",
        "about_th": "อาหาร",
        "about_en": "Food",
        "markets": ["home"],
        "number_format": Edition.NumberFormat.FOOD,
        "confirmed": True,
        "source": "https://example.go.th/food",
        "checked_on": date(2026, 10, 1),
        "drafted_by": a_user("Who drafted the standard"),
        "drafted_at": LONG_AGO,
        "approved_by": a_user("Who approved the standard"),
        "approved_at": LONG_AGO,
    }
    return Edition.objects.create(standard=standard, number=1, **(usual | facts))


def a_licence(
    case: Case,
    *,
    edition: Edition | None = None,
    seen: bool = True,
    **facts: Any,  # noqa: ANN401 - any of the row
) -> Certificate:
    """A food serial number of the case's product, in force for years, seen by a second person."""
    edition = edition or a_food_standard()
    usual: dict[str, Any] = {
        "enterprise": case.enterprise,
        "product": case.product,
        "case": case,
        "standard": edition.standard,
        "edition": edition,
        "code": public_code(),
        "number": f"50-2-{next(_turns):05d}-2-0001",
        "issuer": "Thai FDA",
        "place": "The licensed kitchen",
        "issued_on": date(2021, 1, 1),
        "entered_by": a_user("Who entered the licence"),
        "entered_at": LONG_AGO,
    }
    if seen:
        usual |= {"seen_by": a_user("Who saw the licence"), "seen_at": LONG_AGO}
    return Certificate.objects.create(**(usual | facts))


def a_lot(
    case: Case,
    *,
    for_sale: bool = False,
    made_on: date | None = None,
    by: User | None = None,
    now: datetime | None = None,
    **facts: Any,  # noqa: ANN401 - any that a lot is entered with
) -> Lot:
    """A lot of 200 units made yesterday at the case's center; `for_sale` gives food its licence where it has none."""
    now = now or clock.now()
    made_on = made_on or clock.local_day(now) - timedelta(days=1)
    if for_sale and not case.enterprise.certificates.exists():
        a_licence(case)
    usual: dict[str, Any] = {"center": case.center, "units": 200}
    if "place" in facts:
        usual["center"] = None
    purpose = Lot.Purpose.SALE if for_sale else Lot.Purpose.TRIAL
    by = by or case.officer or a_user()
    return enter_lot(case=case, made_on=made_on, purpose=purpose, **(usual | facts), by=by, now=now)
