"""Reads of requests: lists, what waits for whom, and where one stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.cases.models import Case
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.models import in_language
from openitc.sourcing.models import Award, Invitation, Mark, Question, Quote, Rfq, Specification
from openitc.sourcing.queries.quotes import Answers, answers_to, is_closed_to_readers

STATES = {
    "draft": gettext_lazy("being written"),
    "open": gettext_lazy("open for answers"),
    "closed": gettext_lazy("answers are in"),
    "awarded": gettext_lazy("a maker is chosen"),
    "ended": gettext_lazy("the order was called off"),
    "withdrawn": gettext_lazy("withdrawn"),
}
BUSY = ("draft", "open", "awarded")  # no other request is written meanwhile
NOBODY = gettext_lazy("nobody answered")  # what a closed request is called then
TONES = {"draft": "", "open": "info", "closed": "warn", "awarded": "good", "ended": "warn", "withdrawn": ""}


def latest_number(fiscal_year: int) -> str | None:
    """The highest number given in the fiscal year."""
    given = Rfq.objects.filter(number__startswith=f"Q{fiscal_year}-").order_by("-number")
    return given.values_list("number", flat=True).first()


def open_invitations(rfq: Rfq) -> list[Invitation]:
    """The invitations whose maker still takes part: neither declined nor refused nor withdrawn."""
    found = rfq.invitations.filter(withdrawn_at=None, declined_at=None, refused_at=None).select_related("maker")
    invitations = list(found)
    for invitation in invitations:
        invitation.rfq = rfq
    return invitations


def state_of(rfq: Rfq, *, now: datetime) -> str:
    """One of `STATES`."""
    if rfq.withdrawn_at is not None:
        return "withdrawn"
    if rfq.sent_at is None:
        return "draft"
    if hasattr(rfq, "award"):
        return "awarded" if rfq.award.ended_at is None else "ended"
    return "open" if now < rfq.deadline else "closed"


def versions_of(rfq: Rfq) -> list[Specification]:
    """The versions of the specification with their files, the latest first."""
    return list(rfq.specifications.select_related("written_by").prefetch_related("files"))


def facts_before(rfq: Rfq) -> dict[str, object]:
    """Of the marks and the place, what every invited maker reads: the place no closer than its region."""
    province = rfq.case.enterprise.province
    region = in_language(province.region_th, province.region_en)
    return {"marks": [str(Mark.label_of(mark)) for mark in rfq.marks], "region": region}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One invited maker on the page of its request: how far it came, and who must act next."""

    invitation: Invitation
    state: str
    words: str
    tone: str
    step: int  # how many of the five stops lie behind it
    waits_for: str  # maker, enterprise or nobody
    can_be_taken_back: bool  # it cannot have answered, as far as anybody may know


def asked_of(rfq: Rfq, *, now: datetime) -> list[Asked]:
    """Every invited maker, those that wait for the enterprise first. Sealed, it is not told which of them answered."""
    quoted = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    rows = rfq.invitations.annotate(quoted=quoted).select_related("maker__province", "accepted_by", "agreed_by")
    sealed = is_closed_to_readers(rfq, now=now)
    asked = [_asked(row, sealed=sealed, over=now >= rfq.deadline) for row in rows.defer(*_LONG)]
    order = {"enterprise": 0, "maker": 1, "nobody": 2}
    return sorted(asked, key=lambda one: order[one.waits_for])


_LONG = ("maker__search_text", "maker__search_pairs")


def _asked(invitation: "Invitation", *, sealed: bool, over: bool) -> Asked:
    state, words, tone, step, waits_for = _standing(invitation, quoted=invitation.quoted and not sealed)  # type: ignore[attr-defined]  # annotated
    if over and waits_for == "maker":
        waits_for = "nobody"
    early = state in ("accepted", "opened", "invited") or (state == "agreed" and not sealed)
    return Asked(
        invitation=invitation,
        state=state,
        words=words,
        tone=tone,
        step=step,
        waits_for=waits_for,
        can_be_taken_back=early and not over,
    )


def _standing(row: Invitation, *, quoted: bool) -> tuple[str, str, str, int, str]:
    """State, words, tone, stops behind it, and whom it waits for: the first line that holds."""
    step = 1 + sum(moment is not None for moment in (row.opened_at, row.accepted_at, row.agreed_at))
    lines = (
        (row.withdrawn_at, "withdrawn", _("Taken back"), "", step, "nobody"),
        (row.declined_at, "declined", _("Declined"), "bad", step, "nobody"),
        (row.refused_at, "refused", _("You said no"), "", step, "nobody"),
        (quoted, "quoted", _("Answered"), "good", 5, "nobody"),
        (row.agreed_at, "agreed", _("Reads the specification"), "good", 4, "maker"),
        (row.accepted_at, "accepted", _("Accepted the terms: may it know you?"), "warn", 3, "enterprise"),
        (row.opened_at, "opened", _("Has opened the invitation"), "info", 2, "maker"),
        (True, "invited", _("Invited"), "", 1, "maker"),
    )
    return next(line[1:] for line in lines if line[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """The page of one request for those who ask."""

    state: str
    words: str | Promise
    asked: list[Asked]
    waiting: list[Asked]  # for the enterprise's word
    answers: Answers
    sealed: bool
    questions: list[Question]
    unanswered: int
    versions: list[Specification]
    processes: list[Capability]
    marks: list[str]
    may_ask_anew: bool  # its order was called off, and nothing else of the case is being asked or made

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return TONES[self.state]

    @property
    def is_at_work(self) -> bool:
        """Whether anything can still be done with it."""
        return self.state in ("draft", "open", "closed")

    @property
    def is_in_vain(self) -> bool:
        """Whether the time is over and nobody answered."""
        return self.state == "closed" and not self.answers.answered


def page_of_request(rfq: Rfq, asked: list[Asked], *, now: datetime) -> RequestPage:
    """All that is shown of it."""
    state, answers = state_of(rfq, now=now), answers_to(rfq)
    questions = list(rfq.questions.select_related("answered_by"))
    return RequestPage(
        state=state,
        words=_words(state, answers.answered),
        asked=asked,
        waiting=[one for one in asked if one.state == "accepted"],
        answers=answers,
        sealed=is_closed_to_readers(rfq, now=now),
        questions=questions,
        unanswered=sum(question.answered_at is None for question in questions),
        versions=versions_of(rfq),
        processes=list(rfq.processes.all()),
        marks=[str(Mark.label_of(mark)) for mark in rfq.marks],
        may_ask_anew=state == "ended" and may_ask_anew(rfq.case, now=now),
    )


def _words(state: str, answered: int) -> str | Promise:
    return NOBODY if state == "closed" and not answered else STATES[state]


def may_ask_anew(case: Case, *, now: datetime) -> bool:
    """Whether another request may be written for the case: it goes on, and nothing of it is being asked or made."""
    rows = Rfq.objects.filter(case=case).select_related("award")
    return case.closed_at is None and not any(state_of(row, now=now) in BUSY for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A request as a row of a list or on the page of its case."""

    rfq: Rfq
    state: str
    words: str | Promise
    invited: int
    accepted: int
    waiting: int  # makers that wait for the enterprise's word
    questions: int  # without an answer
    answered: int
    award: Award | None

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return TONES[self.state]


def requests_told(rfqs: QuerySet[Rfq], *, now: datetime) -> list[Told]:
    """The requests as rows; three queries, however many."""
    standing = Q(invitations__withdrawn_at=None)
    quoted = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    counted = rfqs.annotate(
        invited=Count("invitations", filter=standing & Q(invitations__isnull=False), distinct=True),
        accepted=Count("invitations", filter=standing & Q(invitations__accepted_at__isnull=False), distinct=True),
        waiting=Count("invitations", filter=waiting("invitations__"), distinct=True),
        asked=Count("questions", filter=Q(questions__answered_at=None), distinct=True),
    ).select_related("award__quote__invitation__maker", "case")
    answers = Prefetch("invitations", Invitation.objects.filter(withdrawn_at=None, declined_at=None).filter(quoted))
    return [_told(rfq, now=now) for rfq in counted.prefetch_related(answers)]


def waiting(path: str = "") -> Q:
    """Invitations that wait for the enterprise's word; of requests that stand."""
    empty = ("agreed_at", "refused_at", "declined_at", "withdrawn_at")
    return Q(**{f"{path}accepted_at__isnull": False}, **{f"{path}{name}": None for name in empty})


def _told(rfq: Rfq, *, now: datetime) -> Told:
    state = state_of(rfq, now=now)
    counts = {name: getattr(rfq, name) for name in ("invited", "accepted", "waiting")}
    return Told(
        rfq=rfq,
        state=state,
        words=_words(state, len(rfq.invitations.all())),
        questions=rfq.asked,  # type: ignore[attr-defined]  # annotated above
        answered=len(rfq.invitations.all()),
        award=rfq.award if state == "awarded" else None,
        **counts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """The requests of one case, for its page."""

    rows: list[Told]
    may_ask: bool  # none is being written or open, and the case goes on


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - every part is asked alike
    """How far the search for a maker is; two queries."""
    rows = requests_told(Rfq.objects.filter(case=case), now=now)
    busy = any(row.state in BUSY for row in rows)
    return OfCase(rows=rows, may_ask=case.closed_at is None and not busy)
