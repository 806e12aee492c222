"""Requests for quotation and their invitations, for tests."""

from datetime import datetime, timedelta
from itertools import count

from openitc.cases.models import Case
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.resources.models import Capability
from openitc.shared import clock
from openitc.shared.ids import secret
from openitc.sourcing.models import Invitation, Maker, Rfq, Specification, Terms
from openitc.sourcing.queries.terms import terms_in_force, terms_on_file
from openitc.sourcing.rules.links import digest, expiry

_turns = count(1)


def the_terms() -> Terms:
    """The confidentiality terms that hold, published here where a test emptied the tables."""
    return terms_in_force() or Terms.objects.create(**terms_on_file()[-1], published_at=clock.now())


def an_rfq(
    case: Case,
    *,
    processes: list[Capability] | None = None,
    quantities: list[int] | None = None,
    marks: list[str] | None = None,
    sealed: bool = True,
    unit: str = "piece",
    sent: bool = True,
    specification: str = "Crisp, moisture below 4 per cent.",
    by: User | None = None,
    now: datetime | None = None,
    answers_within: timedelta = timedelta(days=14),
) -> Rfq:
    """A request that went out now, open for a fortnight, for 500 and 2,000 pieces."""
    now = now or clock.now()
    by = by or a_user()
    rfq = Rfq.objects.create(
        case=case,
        number=f"Q2570-{next(_turns):05d}",
        brief="A dried fruit snack in bags of 30 g.",
        marks=marks or [],
        unit=unit,
        quantities=quantities or [500, 2000],
        wanted_on=clock.local_day(now + timedelta(days=90)),
        deadline=now + answers_within,
        sealed=sealed,
        terms=the_terms(),
        prepared_by=by,
        prepared_at=now,
        sent_at=now if sent else None,
    )
    rfq.processes.set(processes or [])
    Specification.objects.create(rfq=rfq, number=1, text=specification, written_by=by, written_at=now)
    return rfq


def an_invitation(
    rfq: Rfq,
    maker: Maker,
    *,
    accepted: bool = False,
    agreed: bool = False,
    by: User | None = None,
    now: datetime | None = None,
) -> Invitation:
    """The maker's invitation; `agreed` tells that it accepted the terms and the enterprise agreed."""
    now = now or rfq.sent_at or clock.now()
    by = by or rfq.prepared_by
    invitation = Invitation.objects.create(
        rfq=rfq,
        maker=maker,
        email=maker.contact_email,
        salt=secret(),
        secret_hash=digest(secret()),
        expires_at=expiry(rfq.deadline),
        invited_by=by,
        invited_at=now,
    )
    if accepted or agreed:
        invitation.terms, invitation.accepted_at, invitation.accepted_name = rfq.terms, now, "Somsri"
    if agreed:
        invitation.agreed_at, invitation.agreed_by = now, by
    invitation.save()
    return invitation
