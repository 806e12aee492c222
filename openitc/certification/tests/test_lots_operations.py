"""A lot of food is for sale only from a licensed place; what was entered stays as it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import Lot
from openitc.certification.operations.lots import LotRefused, block_lot, enter_lot
from openitc.certification.queries.lots import food_licences, lots_for_sale, lots_of
from openitc.certification.tests.builders.lots import a_food_standard, a_licence, a_lot
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """A case with a food product."""
    center = a_center()
    case = a_case(center, officer=an_officer(center))
    return of_kind(case, "1079")


def of_kind(case: Case, isic: str) -> Case:
    case.product.isic = isic
    case.product.save(update_fields=["isic"])
    return case


def codes_of(refusal: pytest.ExceptionInfo[LotRefused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def test_lots_are_numbered_by_fiscal_year(case: Case) -> None:
    now = clock.at(date(2026, 11, 23), 9)
    codes = [a_lot(case, now=now).code for _turn in range(2)]
    assert codes == ["L2570-00001", "L2570-00002"]
    assert a_lot(case, now=clock.at(date(2027, 10, 1), 9)).code == "L2571-00001"


def test_food_without_a_licence_is_a_trial_and_cannot_be_entered_for_sale(case: Case) -> None:
    lot = a_lot(case)
    assert lot.is_trial
    assert not lots_for_sale(case, clock.local_day(clock.now())).exists()
    with pytest.raises(LotRefused) as refusal:
        enter_lot(
            case=case, made_on=date(2026, 11, 1), center=case.center, purpose="sale", by=a_user(), now=clock.now()
        )
    assert codes_of(refusal) == ["no_licence"]


def test_food_made_under_a_licence_is_for_sale_and_names_it(case: Case) -> None:
    licence = a_licence(case)
    lot = a_lot(case, for_sale=True)
    assert lot.licence == licence
    assert list(lots_for_sale(case, clock.local_day(clock.now()))) == [lot]


@pytest.mark.parametrize(
    "facts",
    [
        {"seen": False},
        {"withdrawn_at": clock.now(), "withdrawn_reason": "Given back."},
        {"issued_on": date(2026, 11, 2)},
        {"expires_on": date(2026, 10, 31)},
    ],
    ids=["seen by nobody", "withdrawn", "not yet issued", "expired"],
)
def test_a_licence_counts_on_the_day_the_lot_was_made_or_not_at_all(case: Case, facts: dict[str, Any]) -> None:
    made_on = date(2026, 11, 1)
    a_licence(case, **facts)
    assert not food_licences(case, made_on).exists()
    with pytest.raises(LotRefused):
        a_lot(case, for_sale=True, made_on=made_on)


def test_a_licence_of_another_enterprise_or_another_product_does_not_count(case: Case) -> None:
    other = of_kind(a_case(case.center), "1079")
    a_licence(other)
    a_licence(case, product=other.product)
    assert not food_licences(case, date(2026, 11, 1)).exists()


def test_a_certificate_that_is_no_food_licence_does_not_count(case: Case) -> None:
    a_licence(case, edition=a_food_standard("halal", number_format="any", weight="buyers", subject="place"))
    assert not food_licences(case, date(2026, 11, 1)).exists()


def test_the_law_s_licence_of_a_place_counts_for_the_kinds_it_names(case: Case) -> None:
    place = a_food_standard("food-place", number_format="any", subject="place", isic=["1079"])
    a_licence(case, product=None, edition=place)
    assert food_licences(case, date(2026, 11, 1)).exists()
    assert not food_licences(of_kind(case, "1030"), date(2026, 11, 1)).exists()


def test_what_is_no_food_may_be_sold_without_a_food_licence(case: Case) -> None:
    lot = enter_lot(
        case=of_kind(case, "1392"),
        made_on=date(2026, 11, 1),
        place="The weavers' house",
        purpose="sale",
        by=a_user(),
        now=clock.now(),
    )
    assert not lot.is_food
    assert list(lots_for_sale(case, date(2026, 11, 2))) == [lot]


def test_a_product_of_unknown_kind_counts_as_food(case: Case) -> None:
    with pytest.raises(LotRefused, match="Nobody said yet what kind of product"):
        enter_lot(
            case=of_kind(case, ""), made_on=date(2026, 11, 1), place="x", purpose="sale", by=a_user(), now=clock.now()
        )


def test_the_table_itself_refuses_food_for_sale_without_its_licence(case: Case) -> None:
    lot = a_lot(case)
    facts: dict[str, Any] = {
        "case": case,
        "purpose": "sale",
        "made_on": lot.made_on,
        "made_at": "x",
        "entered_by": lot.entered_by,
    }
    facts["entered_at"] = lot.entered_at
    others: tuple[dict[str, Any], ...] = ({}, {"is_food": False}, {"licence": a_licence(case, seen=False)})
    for turn, more in enumerate(others):
        with pytest.raises(IntegrityError, match="licen"), transaction.atomic():
            Lot.objects.create(**facts, code=f"L2570-9{turn}", **more)


def test_a_lot_stays_as_it_was_entered(case: Case) -> None:
    lot = a_lot(case)
    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(purpose="sale", is_food=False)
    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        lot.delete()


def test_a_blocked_lot_is_used_no_more_and_stays_blocked(case: Case) -> None:
    lot = a_lot(case, for_sale=True)
    block_lot(lot=lot, reason="The seals leak.", by=a_user(), now=clock.now())
    assert not lots_for_sale(case, clock.local_day(clock.now())).exists()
    with pytest.raises(LotRefused) as refusal:
        block_lot(lot=lot, reason="Again.", by=a_user(), now=clock.now())
    assert codes_of(refusal) == ["blocked"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(blocked_at=None, blocked_reason="")


def test_past_its_best_a_lot_is_not_for_sale(case: Case) -> None:
    today = clock.local_day(clock.now())
    a_lot(case, for_sale=True, best_before=today)
    assert lots_for_sale(case, today).exists()
    assert not lots_for_sale(case, today + timedelta(days=1)).exists()


def test_withdrawing_the_licence_takes_its_lots_off_sale(case: Case) -> None:
    lot = a_lot(case, for_sale=True)
    assert lot.licence is not None
    lot.licence.withdrawn_at, lot.licence.withdrawn_reason = clock.now(), "Given back."
    lot.licence.save()
    assert not lots_for_sale(case, clock.local_day(clock.now())).exists()
    assert lots_of(case).exists()


def test_every_reason_is_told_at_once(case: Case) -> None:
    today = clock.local_day(clock.now())
    tomorrow = today + timedelta(days=1)
    with pytest.raises(LotRefused) as refusal:
        enter_lot(case=case, made_on=tomorrow, best_before=today, purpose="sale", by=a_user(), now=clock.now())
    assert codes_of(refusal) == ["in_the_future", "best_before", "nowhere", "no_licence"]
