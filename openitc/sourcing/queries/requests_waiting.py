"""What waits for whom while makers are asked: words to give, questions, drafts to send, requests to answer."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.sourcing.models import Invitation, Question, Quote, Rfq
from openitc.sourcing.queries.requests import waiting
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind
UNDECIDED = Q(rfq__award=None)


def to_dos_requests(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits on the person's desk: of their cases, of their enterprises, of their makers; five queries."""
    theirs = Q(officer=user) | Q(advisor=user) | Q(enterprise__organisation__in=standing.member_of)
    found = _waiting(Case.objects.filter(theirs, closed_at=None), now=now)
    return [*found, *(_to_answer(standing, now) if standing.makes_for else ())]


def to_dos_of_case_requests(
    case: Case,
    *,
    reader: User,  # noqa: ARG001 - who sees the case may do each of these; every package is asked alike
    staff: bool,  # noqa: ARG001 - as above
    now: datetime,
) -> list[ToDo]:
    """What of the case waits; four queries."""
    return _waiting(Case.objects.filter(pk=case.pk), now=now)


def _waiting(cases: QuerySet[Case], *, now: datetime) -> list[ToDo]:
    return [*_words(cases), *_questions(cases, now), *_drafts(cases), *_unanswered(cases, now)]


def _words(cases: QuerySet[Case]) -> list[ToDo]:
    rows = Invitation.objects.filter(waiting(), UNDECIDED, rfq__case__in=cases, rfq__withdrawn_at=None)
    return [
        ToDo(
            text=_("%(maker)s accepted the terms: may it know you?") % {"maker": row.maker.name},
            url=reverse("sourcing:word", args=[row.rfq.number, row.pk]),
            action=_("Give your word"),
            detail=row.rfq.case.product.name,
            tone="warn",
            due=row.rfq.deadline,
        )
        for row in rows.select_related("rfq__case__product", "maker").order_by("accepted_at")[:MOST]
    ]


def _questions(cases: QuerySet[Case], now: datetime) -> list[ToDo]:
    rows = Question.objects.filter(answered_at=None, rfq__case__in=cases, rfq__withdrawn_at=None, rfq__deadline__gt=now)
    return [
        ToDo(
            text=_("A maker asks about %(product)s") % {"product": row.rfq.case.product.name},
            url=reverse("sourcing:reply", args=[row.rfq.number, row.pk]),
            action=_("Answer"),
            detail=row.text[:80],
            tone="warn",
            due=row.rfq.deadline,
        )
        for row in rows.select_related("rfq__case__product").order_by("asked_at")[:MOST]
    ]


def _drafts(cases: QuerySet[Case]) -> list[ToDo]:
    rows = Rfq.objects.filter(case__in=cases, sent_at=None, withdrawn_at=None).select_related("case__product")
    return [
        ToDo(
            text=_("Send the request for quotation for %(product)s") % {"product": row.case.product.name},
            url=reverse("sourcing:request", args=[row.number]),
            action=_("Go on"),
            detail=row.number,
        )
        for row in rows.order_by("prepared_at")[:MOST]
    ]


def _unanswered(cases: QuerySet[Case], now: datetime) -> list[ToDo]:
    """Requests whose time is over, and nobody answered."""
    answered = Exists(Quote.objects.filter(invitation__rfq=OuterRef("pk")))
    rows = Rfq.objects.filter(~answered, case__in=cases, deadline__lte=now, sent_at__isnull=False, withdrawn_at=None)
    return [
        ToDo(
            text=_("Nobody answered the request for %(product)s: give more time or ask others")
            % {"product": row.case.product.name},
            url=reverse("sourcing:request", args=[row.number]),
            action=_("Look at it"),
            detail=row.number,
            tone="bad",
            due=row.deadline,
        )
        for row in rows.filter(award=None).select_related("case__product").order_by("deadline")[:MOST]
    ]


def _to_answer(standing: Standing, now: datetime) -> list[ToDo]:
    """What a maker is asked: it never reads whose product it is here."""
    answered = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    rows = Invitation.objects.filter(
        UNDECIDED,
        ~answered,
        maker__organisation__in=standing.makes_for,
        rfq__sent_at__isnull=False,
        rfq__deadline__gt=now,
        rfq__withdrawn_at=None,
        withdrawn_at=None,
        declined_at=None,
        refused_at=None,
    ).exclude(accepted_at__isnull=False, agreed_at=None)
    return [
        ToDo(
            text=_("Hand in your quotation")
            if row.agreed_at
            else _("Read the request, and accept the terms or decline"),
            url=reverse("sourcing:invitation", args=[row.pk]),
            action=_("Answer"),
            detail=row.rfq.number,
            due=row.rfq.deadline,
        )
        for row in rows.select_related("rfq").order_by("rfq__deadline")[:MOST]
    ]
