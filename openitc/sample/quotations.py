"""The sample network's requests for quotation: one in every state worth looking at, all through operations."""

from dataclasses import dataclass
from datetime import timedelta

from openitc.cases.models import Case
from openitc.cases.operations import refer
from openitc.people.models import User
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.sourcing.models import Invitation, Rfq
from openitc.sourcing.operations.invitations import accept_terms, decline, give_word, invite, see_invitation
from openitc.sourcing.operations.questions import answer, ask
from openitc.sourcing.operations.reminders import remind
from openitc.sourcing.operations.requests import Draft, prepare_request, withdraw_request
from openitc.sourcing.operations.specifications import Upload
from openitc.sourcing.queries.askers import members_of_maker
from openitc.sourcing.queries.matching import matching_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STATES = frozenset({"draft", "sent", "answering", "answered", "decided", "silent", "withdrawn"})
MOST_ASKED = 6
HELPING = "ITC-R01"  # the center whose officer signs in follows the orders of others too
CLOSES = 16  # o'clock on the last day
DECLINES = ("เต็มกำลังผลิตถึงสิ้นไตรมาส", "ปริมาณต่ำกว่าขั้นต่ำของสายการผลิตนี้", "เครื่องเข้าซ่อมบำรุงช่วงนั้น")
BY_TELEPHONE = "ผู้ประกอบการแจ้งทางโทรศัพท์"
NAMES = ("สมศรี ใจงาม", "ธนา วงศ์ดี", "พิมพ์ใจ แสงทอง", "อนันต์ ศรีสุข", "วิไล คำแก้ว", "ประเสริฐ ทองมา")
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of the catalogue with those who were asked; quotations and an award are told after it."""

    state: str
    rfq: Rfq
    by: User
    admitted: list[Invitation]


def load_requests(loading: Loading) -> list[Asked]:
    """Every request of the catalogue, on a case of its way to market that was open then."""
    taken: set[int] = set()
    found = []
    for row in toml_rows(DATA / "requests.toml", "request"):
        case = _case(loading, row, taken)
        if case is not None:
            taken.add(case.pk)
            found.append(_load(loading, row, case))
    remind(by=None, now=loading.now)
    return found


def _case(loading: Loading, row: Row, taken: set[int]) -> Case | None:
    """The case of the story that is named, or one of the pathway: open, with an officer, and old enough."""
    cases = Case.objects.filter(closed_at=None, version__pathway__code=row.text("pathway")).exclude(pk__in=taken)
    if story := row.optional("story"):
        return cases.filter(product=loading.story_enterprises[story][1]).first()
    ours = [product.pk for _enterprise, product in loading.story_enterprises.values()]
    old = cases.filter(opened_at__lt=loading.now + (row.whole("sent") - 1) * DAY).exclude(product__in=ours)
    return old.order_by("-opened_at", "pk").first() or cases.exclude(product__in=ours).order_by("pk").first()


def _load(loading: Loading, row: Row, case: Case) -> Asked:
    state, sent = row.one_of("state", STATES), loading.now + row.whole("sent") * DAY
    by = case.officer or case.opened_by
    rfq = prepare_request(case=case, draft=_draft(loading, row), by=by, now=sent - HOUR)
    if state == "draft":
        return Asked(state=state, rfq=rfq, by=by, admitted=[])
    makers = [fit.maker for fit in matching_of(rfq, now=sent).matches[:MOST_ASKED]]
    if not makers:
        raise row.fault("no maker fits")
    invitations = invite(rfq=rfq, makers=makers, by=by, now=sent)
    if state == "decided" and case.center.code != HELPING:
        refer(case=case, center=loading.centers[HELPING], by=by, now=sent)
    if state == "withdrawn":
        withdraw_request(rfq=rfq, reason=row.text("reason"), by=by, now=sent + 9 * DAY)
    admitted = _answer(loading, row, invitations, by) if state in ("answering", "answered", "decided") else []
    return Asked(state=state, rfq=rfq, by=by, admitted=admitted)


def _draft(loading: Loading, row: Row) -> Draft:
    day = clock.local_day(loading.now)
    return Draft(
        brief=row.text("brief"),
        processes=[loading.capabilities[code] for code in row.values["processes"]],
        quantities=row.values["quantities"],
        unit=row.text("unit"),
        marks=row.values.get("marks", ()),
        wanted_on=day + row.whole("wanted") * DAY,
        deadline=clock.at(day + row.whole("deadline") * DAY, CLOSES, 30),
        specification=row.text("specification"),
        files=[Upload("specification.pdf", PAPER)],
    )


def _answer(loading: Loading, row: Row, invitations: list[Invitation], by: User) -> list[Invitation]:
    """Most accept the terms and are let in; where answers are still coming one waits for a word, and one declines."""
    is_coming = row.text("state") == "answering"
    admitted = []
    for turn, invitation in enumerate(invitations):
        moment = invitation.invited_at + (3 + 5 * turn) * HOUR
        members = members_of_maker(invitation.maker, on=clock.local_day(moment))
        member = members[0] if members else None
        if member:
            see_invitation(invitation=invitation, by=member, now=moment)
        if turn == len(invitations) - 1 and turn > 1:
            decline(invitation=invitation, reason=loading.chance.choice(DECLINES), by=member, now=moment)
            continue
        accept_terms(invitation=invitation, name=NAMES[turn % len(NAMES)], agrees=True, by=member, now=moment)
        if is_coming and turn == len(invitations) - 2 and turn > 0:
            continue
        give_word(invitation=invitation, agrees=True, note=BY_TELEPHONE, staff=True, by=by, now=moment + 2 * HOUR)
        admitted.append(invitation)
    _ask(row, admitted, by)
    return admitted


def _ask(row: Row, admitted: list[Invitation], by: User) -> None:
    if not admitted:
        return
    moment = max(invitation.agreed_at for invitation in admitted if invitation.agreed_at) + HOUR
    if text := row.optional("question"):
        question = ask(invitation=admitted[-1], text=text, by=None, now=moment)
        answer(question=question, text=row.text("answer"), by=by, now=moment + 5 * HOUR)
    if text := row.optional("next_question"):
        ask(invitation=admitted[0], text=text, by=None, now=moment + 9 * HOUR)
