"""Laboratory work on the page of its case, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case, Round
from openitc.centers.access import Standing
from openitc.certification.models import LabRequest, Report
from openitc.certification.queries.failures import Failure, latest_failure
from openitc.certification.queries.laboratory import OPEN, WORDS, due_of, is_overdue
from openitc.certification.queries.lots import lots_of
from openitc.certification.queries.requests import report_of, state_of_request, whole
from openitc.certification.queries.workbench import requests_answered_by
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
    report: Report | None
    due: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """The laboratory work of a case, the latest request first, and its lots."""

    rows: list[Row]
    lots: int
    failure: Failure | None
    may_ask: bool


def rows_of(case: Case, *, now: datetime) -> list[Row]:
    """The requests of the case, the latest first; seven queries, however many."""
    return [_row(request, now=now) for request in whole(LabRequest.objects.filter(case=case.pk))]


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - every part is asked alike
    """How far the laboratory work is; nothing more is asked where nothing was ever tested."""
    lots = lots_of(case).count()
    rows = rows_of(case, now=now) if lots else []
    failure = latest_failure(case, [row.request for row in rows])
    return OfCase(rows=rows, lots=lots, failure=failure, may_ask=case.closed_at is None)


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What of laboratory work waits for this person on their desk; seven queries at most."""
    answered = requests_answered_by(standing)
    own = Q(case__enterprise__organisation__in=standing.member_of) | Q(case__officer=user)
    passed = Report.objects.filter(request=OuterRef("pk"), withdrawn_at=None, passed=True)
    rounds = Round.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    # A failed lot of an earlier round is answered already.
    current = LabRequest.objects.annotate(current=Coalesce(Subquery(rounds), Value(1))).filter(
        ~Exists(passed), Q(pk__in=answered.values("pk")) | own, lot__round__gte=F("current"), withdrawn_at=None
    )
    rows = list(whole(current.filter(case__closed_at=None).order_by("asked_at"))[:MOST])
    mine = {row.pk for row in rows if _answers(row, standing)}
    return [to_do for row in rows for to_do in _waiting(row, asker=row.pk not in mine, answers=row.pk in mine, now=now)]


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:  # noqa: ARG001 - as above
    """What of the case's laboratory work waits for those who ask; seven queries, one where it has none."""
    if not case.lab_requests.exists():
        return []
    rows = rows_of(case, now=now)
    failure = latest_failure(case, [row.request for row in rows])
    answered = {row.request.pk for row in rows if row.state == "failed"} - {failure.request.pk if failure else None}
    open_rows = [row.request for row in rows if row.request.pk not in answered]
    return [to_do for row in open_rows for to_do in _waiting(row, asker=True, answers=False, now=now)]


def _answers(request: LabRequest, standing: Standing) -> bool:
    if request.answers_by_link:
        return request.case.center_id in standing.serves_at
    return request.center_id in standing.works_at


def _waiting(request: LabRequest, *, asker: bool, answers: bool, now: datetime) -> Iterator[ToDo]:
    state = state_of_request(request)
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


def _row(request: LabRequest, *, now: datetime) -> Row:
    state = state_of_request(request)
    words, tone = WORDS[state]()
    due = due_of(request)
    return Row(
        request=request,
        state=state,
        words=words,
        tone=tone,
        tests=[test.name for test in request.tests.all()],
        report=report_of(request),
        due=due,
        overdue=is_overdue(state, due, now=now),
    )
