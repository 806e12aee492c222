"""Requests for quotation and their invitations, for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.conf import settings

from openitc.cases.models import Case
from openitc.cases.operations import open_case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.enterprises.tests.builders import a_product, an_enterprise
from openitc.pathways.tests.builders import a_published_pathway
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.resources.models import Capability
from openitc.shared import clock
from openitc.shared.ids import digest, secret
from openitc.sourcing.models import Invitation, Maker, Rfq, Specification, Terms
from openitc.sourcing.operations.invitations import accept_terms, give_word, invite
from openitc.sourcing.operations.requests import Draft, prepare_request
from openitc.sourcing.operations.specifications import Upload
from openitc.sourcing.queries.terms import terms_in_force, terms_on_file
from openitc.sourcing.rules.links import expiry, secret_of
from openitc.sourcing.tests.builders.makers import a_maker, a_process_tag

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


def a_case_to_make(name_th: str = "ลำไยกรอบแม่ทาวิเศษสุด") -> Case:
    """A case whose enterprise and product have names that nobody writes by chance; its officer serves the center."""
    center = a_center()
    enterprise = an_enterprise(center=center, name="Zumvalley Growers")
    enterprise.name_th, enterprise.latitude, enterprise.longitude = "วิสาหกิจชุมชนซุ้มวัลเลย์แม่ทา", 18.5, 99.1
    enterprise.save()
    product = a_product(enterprise, "Crunchilong")
    product.name_th = name_th
    product.save()
    officer = an_officer(center)
    return open_case(
        enterprise=enterprise,
        product=product,
        version=a_published_pathway(by=officer),
        center=center,
        officer=officer,
        by=officer,
        now=clock.now(),
    )


def a_draft(*processes: Capability, **facts: Any) -> Draft:  # noqa: ANN401 - any fact of a draft
    """What may be asked for, naming nobody."""
    now = facts.pop("now", clock.now())
    usual: dict[str, Any] = {
        "brief": "A dried fruit snack in bags of 30 g.",
        "processes": list(processes) or [a_process_tag()],
        "quantities": [500, 2000],
        "unit": "piece",
        "wanted_on": clock.local_day(now + timedelta(days=90)),
        "deadline": now + timedelta(days=14),
        "specification": "Crisp, moisture below 4 per cent.",
        "files": [Upload("recipe.pdf", b"%PDF-1.4 the secret recipe")],
    }
    return Draft(**(usual | facts))


def link_of(invitation: Invitation) -> str:
    """The secret of its link, as it stands in the letter."""
    return secret_of(invitation.salt, key=settings.SECRET_KEY)


def a_sent_request(
    case: Case | None = None,
    *,
    makers: Sequence[Maker] = (),
    **facts: Any,  # noqa: ANN401 - any fact of a draft
) -> list[Invitation]:
    """A request prepared and sent to the makers, by the officer of the case, through the operations."""
    case = case or a_case_to_make()
    by, now = case.officer or a_user(), facts.get("now", clock.now())
    the_terms()
    rfq = prepare_request(case=case, draft=a_draft(**facts), by=by, now=now)
    return invite(rfq=rfq, makers=list(makers) or [a_maker()], by=by, now=now)


def let_in(invitation: Invitation, *, name: str = "Somsri of the maker") -> Invitation:
    """The maker accepts the terms, and the enterprise's officer records that it agrees."""
    now, officer = clock.now(), invitation.rfq.case.officer
    assert officer is not None
    accept_terms(invitation=invitation, name=name, agrees=True, by=None, now=now)
    return give_word(invitation=invitation, agrees=True, note="By telephone.", staff=True, by=officer, now=now)
