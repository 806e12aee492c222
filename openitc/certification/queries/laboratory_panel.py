"""Laboratory work on the page of its case, and what waits for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.certification.models import LabRequest, Report
from openitc.certification.queries.failures import Failure, told_failure
from openitc.certification.queries.laboratory import OPEN, WORDS, due_of, is_overdue
from openitc.certification.queries.requests import Glance, glance_of, glanced
from openitc.certification.queries.workbench import requests_answered_by, works_for
from openitc.certification.rules.laboratory import State
from openitc.people.models import User
from openitc.ui.shapes import ToDo

MOST = 24  # on a desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request as a row of its case."""

    request: LabRequest
    state: State
    words: str
    tone: str
    tests: list[str]
    report: int | None  # its number
    due: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """The laboratory work of a case, the latest request first, and its lots."""

    rows: list[Row]
    lots: int
    failure: Failure | None
    may_ask: bool


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - every part is asked alike
    """How far the laboratory work is; two queries, or three where a lot failed that is still to be answered."""
    found = [glance_of(request) for request in glanced(case.lab_requests.all())]
    failed = _to_answer(found)
    return OfCase(
        rows=[_row(glance, now=now) for glance in found],
        lots=found[0].lots if found else case.lots.count(),
        failure=told_failure(failed.request, current_round=failed.round_now) if failed else None,
        may_ask=case.closed_at is None,
    )


def _to_answer(found: Iterable[Glance]) -> Glance | None:
    """Of the requests of a case, the latest first, the fail that is still to be answered."""
    return next((one for one in found if one.state == "failed" and one.request.lot.round >= one.round_now), None)


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What of laboratory work waits for this person on their desk; one query."""
    answered = requests_answered_by(standing)
    own = Q(case__enterprise__organisation__in=standing.member_of) | Q(case__officer=user)
    passed = Report.objects.filter(request=OuterRef("pk"), withdrawn_at=None, passed=True)
    theirs = LabRequest.objects.filter(~Exists(passed), Q(pk__in=answered.values("pk")) | own, withdrawn_at=None)
    # A failed lot of an earlier round is answered already.
    current = glanced(theirs).filter(lot__round__gte=F("round_now"), case__closed_at=None)
    rows = [glance_of(request) for request in current.order_by("asked_at")[:MOST]]
    mine = {row.request.pk for row in rows if works_for(standing, row.request)}
    told = ((row, row.request.pk in mine) for row in rows)
    return [to_do for row, answers in told for to_do in _waiting(row, asker=not answers, answers=answers, now=now)]


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:  # noqa: ARG001 - as above
    """What of the case's laboratory work waits for those who ask; one query."""
    rows = [glance_of(request) for request in glanced(case.lab_requests.all())]
    failed = _to_answer(rows)
    left = [row for row in rows if row.state != "failed" or row is failed]
    return [to_do for row in left for to_do in _waiting(row, asker=True, answers=False, now=now)]


def _waiting(glance: Glance, *, asker: bool, answers: bool, now: datetime) -> Iterator[ToDo]:
    request, state = glance.request, glance.state
    words = {
        "asked": (asker, _("Send the samples to the laboratory"), _("Print the labels")),
        "sent": (answers and not request.answers_by_link, _("Receive the samples"), _("Receive")),
        "received": (answers and not request.answers_by_link, _("Take the samples into test"), _("Begin")),
        "to_verify": (answers, _("Verify what a colleague found"), _("Verify")),
        "verified": (answers, _("Publish the report"), _("Publish")),
        "failed": (asker, _("Decide how to go on: the lot did not pass"), _("See what to do")),
    }
    due = due_of(request)
    late = is_overdue(state, due, now=now)
    if state not in words:
        if late and answers:
            yield _to_do(request, _("Results are late"), _("Enter them"), tone="bad", due=due)
        return
    holds, text, action = words[state]
    if holds:
        tone = "bad" if state == "failed" or late else "warn"
        yield _to_do(request, text, action, tone=tone, due=due if state in OPEN else None)


def _to_do(request: LabRequest, text: str, action: str, *, tone: str, due: datetime | None) -> ToDo:
    return ToDo(
        text=text,
        url=reverse("certification:lab-request", args=[request.number]),
        action=action,
        detail=f"{request.number} · {request.case.product.name}",
        tone="bad" if tone == "bad" else "warn",
        due=due,
    )


def _row(glance: Glance, *, now: datetime) -> Row:
    words, tone = WORDS[glance.state]()
    due = due_of(glance.request)
    return Row(
        request=glance.request,
        state=glance.state,
        words=words,
        tone=tone,
        tests=glance.tests,
        report=glance.report,
        due=due,
        overdue=is_overdue(glance.state, due, now=now),
    )
