"""Writes to what a pilot sale sold."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.operations.wording import day_in_both
from openitc.certification.models import Lot
from openitc.market_tests.models import MarketTest, PilotSale
from openitc.market_tests.operations.telling import Value, keep, lock_test
from openitc.market_tests.queries.market_tests import lots_to_choose
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class SaleRefused(Refused):
    """What was sold cannot be entered like that."""


@operation
def enter_sale(
    *,
    test: MarketTest,
    lot: Lot,
    on: date,
    offered: int,
    sold: int,
    price: int,
    place: str = "",
    by: User,
    now: datetime,
) -> PilotSale:
    """Keep how many units of a lot were offered and sold on one day, at what price in satang."""
    lock_test(test)
    gather(_faults_of(test, lot, on=on, offered=offered, sold=sold, price=price, now=now), kind=SaleRefused)
    sale = PilotSale.objects.create(
        test=test, lot=lot, on=on, place=place.strip(), offered=offered, sold=sold, price=price,
        entered_by=by, entered_at=now,
    )  # fmt: skip
    sentence = gettext_noop("%(sold)s of %(offered)s units of lot %(lot)s were sold on %(day)s.")
    values: dict[str, Value] = {"sold": str(sold), "offered": str(offered), "lot": lot.code, "day": day_in_both(on)}
    keep("entered-pilot-sale", sentence, test, by=by, now=now, **values)
    return sale


@operation
def withdraw_sale(*, sale: PilotSale, by: User, now: datetime) -> PilotSale:
    """Say that a day was entered wrongly: it counts no more, and stays in the history."""
    lock_test(sale.test)
    if not sale.test.sales.filter(pk=sale.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise SaleRefused(Reason(_("This day counts no more already."), "withdrawn"))
    sale.withdrawn_at = now
    sentence = gettext_noop("What was sold on %(day)s was entered wrongly and counts no more.")
    keep("withdrew-pilot-sale", sentence, sale.test, by=by, now=now, day=day_in_both(sale.on))
    return sale


def _faults_of(
    test: MarketTest, lot: Lot, *, on: date, offered: int, sold: int, price: int, now: datetime
) -> list[Reason]:
    if test.kind != MarketTest.Kind.PILOT or test.opened_at is None or test.withdrawn_at is not None:
        return [Reason(_("Nothing is sold in this test now."), "not_open")]
    faults = []
    if not test.begins_on <= on <= min(test.ends_on, clock.local_day(now)):
        faults.append(Reason(_("Choose a day of the test that is not still to come."), "wrong_day", "on"))
    if not lots_to_choose(test.case, test.kind, on=on).filter(pk=lot.pk, market_tests=test).exists():
        text = _("Lot %(lot)s is not sold in this test, or was not for sale on that day.") % {"lot": lot.code}
        faults.append(Reason(text, "wrong_lot", "lot"))
    if offered < 1:
        faults.append(Reason(_("Enter how many units stood for sale."), "nothing_offered", "offered"))
    if sold > offered:
        faults.append(Reason(_("More were sold than stood for sale. Check both numbers."), "too_many", "sold"))
    elif lot.units and _sold_of(lot) + sold > lot.units:
        text = _("That is more than were made of lot %(lot)s: %(units)s units.") % {"lot": lot.code, "units": lot.units}
        faults.append(Reason(text, "more_than_made", "sold"))
    if price < 1:
        faults.append(Reason(_("Say at what price it was sold."), "no_price", "price"))
    return faults


def _sold_of(lot: Lot) -> int:
    """How many units of the lot were sold in pilot sales so far."""
    return PilotSale.objects.filter(lot=lot, withdrawn_at=None).aggregate(units=Sum("sold"))["units"] or 0
