"""What waits for whom once makers answered: quotations to compare, contracts to enter, deliveries that did not come."""

from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.shared import clock
from openitc.sourcing.models import Award, Delivery, Invitation, Quote, Rfq
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind


def to_dos_quotes(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits on the person's desk: of cases they look after, and of their enterprises; three queries."""
    theirs = Q(officer=user) | Q(advisor=user) | Q(enterprise__organisation__in=standing.member_of)
    return _waiting(Case.objects.filter(theirs, closed_at=None), now=now)


def to_dos_of_case_quotes(
    case: Case,
    *,
    reader: User,  # noqa: ARG001 - who sees the case may do each of these; every package is asked alike
    staff: bool,  # noqa: ARG001 - as above
    now: datetime,
) -> list[ToDo]:
    """What of the case waits; three queries."""
    return _waiting(Case.objects.filter(pk=case.pk), now=now)


def _waiting(cases: QuerySet[Case], *, now: datetime) -> list[ToDo]:
    today = clock.local_day(now)
    return [*_to_compare(cases, now), *_overdue(cases, today), *_to_agree(cases)]


def _to_compare(cases: QuerySet[Case], now: datetime) -> list[ToDo]:
    """Requests with quotations that may be read, and nobody chosen; while they are sealed nothing is said."""
    answered = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    standing = Invitation.objects.filter(answered, rfq=OuterRef("pk"), withdrawn_at=None, declined_at=None)
    rows = (
        Rfq.objects.filter(Exists(standing), case__in=cases, deadline__lte=now, withdrawn_at=None, award=None)
        .annotate(answers=Count("invitations__quotes__invitation", distinct=True))
        .select_related("case__product")
        .order_by("deadline")
    )
    return [
        ToDo(
            text=_("Compare the quotations for %(product)s and choose a maker") % {"product": rfq.case.product.name},
            url=reverse("sourcing:comparison", args=[rfq.number]),
            action=_("Compare"),
            detail=ngettext("%(count)s maker has answered", "%(count)s makers have answered", rfq.answers)
            % {"count": rfq.answers},
        )
        for rfq in rows[:MOST]
    ]


def _overdue(cases: QuerySet[Case], today: date) -> list[ToDo]:
    rows = (
        Delivery.objects.filter(award__rfq__case__in=cases, award__ended_at=None, delivered_on=None, due_on__lt=today)
        .select_related("award__rfq__case__product", "award__quote__invitation__maker")
        .order_by("due_on")
    )
    return [
        ToDo(
            text=_("%(quantity)s of %(product)s should have come")
            % {"quantity": f"{delivery.promised:,}", "product": delivery.award.rfq.case.product.name},
            url=reverse("sourcing:delivery", args=[delivery.award.rfq.number, delivery.pk]),
            action=_("Enter what came"),
            detail=delivery.award.quote.invitation.maker.name,
            tone="warn",
            due=clock.at(delivery.due_on),
        )
        for delivery in rows[:MOST]
    ]


def _to_agree(cases: QuerySet[Case]) -> list[ToDo]:
    """Makers that were chosen, with nothing kept of a contract nor of a delivery."""
    rows = (
        Award.objects.filter(rfq__case__in=cases, ended_at=None, signed_on=None, deliveries=None)
        .select_related("rfq__case__product", "quote__invitation__maker")
        .order_by("awarded_at")
    )
    return [
        ToDo(
            text=_("Enter what the contract with %(maker)s says") % {"maker": award.quote.invitation.maker.name},
            url=reverse("sourcing:contract", args=[award.rfq.number]),
            action=_("Enter it"),
            detail=award.rfq.case.product.name,
        )
        for award in rows[:MOST]
    ]
