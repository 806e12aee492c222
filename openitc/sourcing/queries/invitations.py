"""What a maker is shown: of one invitation just what it may read now, and the list of its invitations."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from openitc.resources.models import Capability
from openitc.shared.models import in_language
from openitc.sourcing.models import Invitation, Mark, Question, Quote, Specification
from openitc.sourcing.queries.awards import Contract, contract_of
from openitc.sourcing.queries.quotes import own_quotes
from openitc.sourcing.queries.requests import versions_of
from openitc.ui.shapes import Station

STAGE = "manufacturing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What only a maker reads that accepted the terms and that the enterprise agreed to."""

    enterprise: str
    product: str
    versions: list[Specification]
    questions: list[Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The maker's page. `secret` is None until everything may be read; nothing else on it names the asking side."""

    number: str
    brief: str
    region: str
    processes: list[Capability]
    marks: list[str]
    stations: list[Station]
    state: str  # terms, word, quote, quoted, declined, refused, withdrawn, won, ended, decided, over
    secret: Secret | None
    order: Contract | None  # what was chosen, for the maker that was and for no other
    quotes: list[Quote]  # the maker's own, the latest first


def page_for_maker(invitation: Invitation, *, reads_all: bool, now: datetime) -> Page:
    """What the maker reads now."""
    rfq = invitation.rfq
    province = rfq.case.enterprise.province
    quotes = list(own_quotes(invitation)) if invitation.accepted_at else []
    state = state_for_maker(invitation, quoted=bool(quotes), now=now)
    return Page(
        number=rfq.number,
        brief=rfq.brief,
        region=in_language(province.region_th, province.region_en),
        processes=list(rfq.processes.all()),
        marks=[str(Mark.label_of(mark)) for mark in rfq.marks],
        stations=_stations(invitation, state, quoted=bool(quotes)),
        state=state,
        secret=_secret(invitation) if reads_all else None,
        order=_order(invitation, state, now=now),
        quotes=quotes,
    )


def state_for_maker(invitation: Invitation, *, quoted: bool, now: datetime) -> str:
    """Where the maker stands: the first of these that holds."""
    rfq = invitation.rfq
    award = getattr(rfq, "award", None)
    chosen = award is not None and award.quote.invitation_id == invitation.pk
    lines = (
        (rfq.withdrawn_at or invitation.withdrawn_at, "withdrawn"),
        (invitation.declined_at, "declined"),
        (invitation.refused_at, "refused"),
        (chosen and award is not None and award.ended_at, "ended"),
        (chosen, "won"),
        (award, "decided"),
        (now >= rfq.deadline, "over"),
        (quoted, "quoted"),
        (invitation.agreed_at, "quote"),
        (invitation.accepted_at, "word"),
        (True, "terms"),
    )
    return next(state for holds, state in lines if holds)


def _secret(invitation: Invitation) -> Secret:
    rfq = invitation.rfq
    return Secret(
        enterprise=rfq.case.enterprise.name,
        product=rfq.case.product.name,
        versions=versions_of(rfq),
        questions=list(rfq.questions.order_by("asked_at", "pk")),
    )


def _order(invitation: Invitation, state: str, *, now: datetime) -> Contract | None:
    """What is ordered of this maker. It is told neither why it was chosen nor what staff noted of a delivery."""
    if state not in ("won", "ended"):
        return None
    award = invitation.rfq.award
    award.rfq = invitation.rfq
    return contract_of(award, now=now)


def _stations(invitation: Invitation, state: str, *, quoted: bool) -> list[Station]:
    """The maker's way through the request, as a line."""
    done = (True, invitation.accepted_at is not None, invitation.agreed_at is not None, quoted)
    labels = (_("Read what is wanted"), _("Accept the terms"), _("The enterprise agrees"), _("Quote"))
    ended = state in ("declined", "refused", "withdrawn", "decided", "won", "ended", "over")
    following = None if ended or all(done) else done.index(False)
    return [
        Station(label=label, stage=STAGE, state="done" if is_done else "next" if turn == following else "todo")
        for turn, (label, is_done) in enumerate(zip(labels, done, strict=True))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An invitation as a row of its maker's list."""

    invitation: Invitation
    state: str
    words: str
    tone: str


def listed(invitations: QuerySet[Invitation], *, now: datetime) -> list[Listed]:
    """The rows, those that wait for the maker first and of each the next deadline; one query."""
    quoted = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    rows = (
        invitations.annotate(quoted=quoted).select_related("rfq__award__quote", "maker").order_by("rfq__deadline", "pk")
    )
    found = [_listed(row, now=now) for row in rows.defer("maker__search_text", "maker__search_pairs")]
    return sorted(found, key=lambda row: row.tone != "warn")


def _listed(row: Invitation, *, now: datetime) -> Listed:
    state = state_for_maker(row, quoted=row.quoted, now=now)  # type: ignore[attr-defined]  # annotated by listed()
    words, tone = {
        "terms": (_("Read it, and accept the terms or decline"), "warn"),
        "word": (_("The enterprise is asked"), "info"),
        "quote": (_("You can quote now"), "warn"),
        "quoted": (_("You have answered"), "good"),
        "declined": (_("You declined"), ""),
        "refused": (_("Went on with other makers"), ""),
        "withdrawn": (_("Withdrawn"), ""),
        "won": (_("You were chosen"), "good"),
        "ended": (_("The order was called off"), ""),
        "decided": (_("Decided"), ""),
        "over": (_("The time to answer is over"), ""),
    }[state]
    return Listed(invitation=row, state=state, words=words, tone=tone)
