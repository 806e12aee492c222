"""Who may read and decide about the answers to a request: the staff of its case and its enterprise, and nobody else."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.cases.access import cases_visible_to
from openitc.centers.access import standing_of
from openitc.people.models import User
from openitc.sourcing.models import Award, Delivery, Invitation, Rfq
from openitc.sourcing.queries.quotes import quotes_to_read


def rfq_to_compare(*, user: User, number: str, on: date) -> Rfq:
    """A request of a case that the person sees; whether its answers are still sealed is asked where they are read.

    Who makes for one of the makers asked is refused, whatever else they are: nobody reads the others' quotations.
    """
    sent = Rfq.objects.filter(case__in=cases_visible_to(user, on=on), sent_at__isnull=False)
    belongings = ("case__enterprise__province", "case__product", "case__center", "case__officer")
    rfq = sent.select_related(*belongings).filter(number=number).first()
    if rfq is None:
        raise Http404
    if rfq.invitations.filter(maker__organisation__in=standing_of(user, on=on).makes_for).exists():
        raise PermissionDenied
    return rfq


def invitation_to_remark_on(rfq: Rfq, *, invitation_id: int, now: datetime) -> Invitation:
    """One of the request whose quotation may be read."""
    quote = quotes_to_read(rfq, now=now).filter(invitation=invitation_id).first()
    if quote is None:
        raise Http404
    return quote.invitation


def award_to_follow(*, user: User, number: str, on: date) -> Award:
    """The award of a request whose answers the person may read."""
    rfq = rfq_to_compare(user=user, number=number, on=on)
    award = Award.objects.select_related("quote__invitation__maker", "awarded_by").filter(rfq=rfq).first()
    if award is None:
        raise Http404
    award.rfq = rfq
    return award


def delivery_to_enter(award: Award, *, delivery_id: int) -> Delivery:
    """A delivery of that award and of no other."""
    found = award.deliveries.filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    return found
