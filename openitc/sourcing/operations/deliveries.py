"""What was to be delivered, what came, and how much of it was rejected: a maker's record is made of it."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.operations.wording import day_in_both
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Award, Delivery
from openitc.sourcing.operations.awards import keep_access, lock_award
from openitc.sourcing.operations.telling import keep, tell_askers, tell_maker
from openitc.sourcing.rules.quotations import outcome_of


class DeliveryRefused(Refused):
    """A delivery cannot be entered like that."""


@operation
def plan_delivery(*, award: Award, due_on: date, quantity: int, by: User, now: datetime) -> Delivery:
    """Keep that so many are to come by that day."""
    lock_award(award)
    if quantity < 1:
        raise DeliveryRefused(Reason(_("Enter how many are to come."), "nothing", "quantity"))
    delivery = Delivery.objects.create(
        award=award, due_on=due_on, promised=quantity, quantity=quantity, entered_by=by, entered_at=now
    )
    sentence = gettext_noop("A delivery of %(quantity)s is due for request %(number)s.")
    keep("planned-delivery", sentence, award.rfq, by=by, now=now, quantity=f"{quantity:,}")
    keep_access(award, now=now)
    told = gettext_noop("Request %(number)s: %(quantity)s are expected from you on %(day)s.")
    tell_maker(award.quote.invitation, told, now=now, quantity=f"{quantity:,}", day=day_in_both(due_on))
    return delivery


@operation
def receive(
    *, delivery: Delivery, delivered_on: date, quantity: int, rejected: int, note: str, by: User, now: datetime
) -> Delivery:
    """Keep what came, when, and how much of it was rejected; entered again, the latest word stands."""
    award = delivery.award
    lock_award(award)
    gather(
        _faults(award, delivered_on=delivered_on, quantity=quantity, rejected=rejected, now=now), kind=DeliveryRefused
    )
    delivery.delivered_on, delivery.quantity, delivery.rejected = delivered_on, quantity, rejected
    delivery.note, delivery.entered_by, delivery.entered_at = note.strip(), by, now
    delivery.save()
    keep_access(award, now=now)
    came, spoilt = f"{quantity:,}", f"{rejected:,}"
    sentence = gettext_noop("%(quantity)s came for request %(number)s; %(rejected)s of them were rejected.")
    keep("received-delivery", sentence, award.rfq, by=by, now=now, quantity=came, rejected=spoilt)
    outcome = outcome_of(
        due_on=delivery.due_on,
        delivered_on=delivered_on,
        quantity=quantity,
        rejected=rejected,
        today=clock.local_day(now),
    )
    if rejected or quantity < delivery.promised or outcome.days_late:
        tell_askers(award.rfq, sentence, by=by, now=now, quantity=came, rejected=spoilt)
    return delivery


def _faults(award: Award, *, delivered_on: date, quantity: int, rejected: int, now: datetime) -> list[Reason]:
    faults = []
    if delivered_on > clock.local_day(now):
        text = _("A delivery cannot come in the future. Enter the day on which it came.")
        faults.append(Reason(text, "in_the_future", "delivered_on"))
    if delivered_on < clock.local_day(award.awarded_at):
        text = _("That is before the maker was chosen. Enter the day on which it came.")
        faults.append(Reason(text, "before_the_award", "delivered_on"))
    if quantity < 1:
        faults.append(Reason(_("Enter how many came."), "nothing", "quantity"))
    if rejected > quantity:
        faults.append(Reason(_("No more can be rejected than came."), "too_many_rejected", "rejected"))
    return faults
