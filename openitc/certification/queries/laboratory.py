"""A laboratory request as its page shows it: where it stands, what is next, and what each side may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.certification.models import Custody, LabRequest, LabTest, Report, Result, Sample
from openitc.certification.queries.requests import found_of, last_of, report_of, state_of_request
from openitc.certification.queries.words import finding_in_words, limit_in_words, sample_in_words, unit_in_words
from openitc.certification.rules.laboratory import (
    FOLLOWING,
    PATIENCE,
    SENDERS_KINDS,
    Found,
    State,
    is_limited,
    may_publish,
)
from openitc.shared.text import thai_or_english_day
from openitc.ui.shapes import Station, StationState

STAGE = "certification"
OPEN: frozenset[State] = frozenset({"asked", "sent", "received", "in_test", "to_verify", "verified"})
FINISHED: frozenset[State] = frozenset({"passed", "failed", "withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One result, in words."""

    result: Result
    found: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRow:
    """A test with what was found, the latest attempt first."""

    test: LabTest
    unit: str
    limit: str
    limited: bool
    found: Found
    attempts: list[Attempt]
    open: bool  # another result can be entered now
    again: bool  # it would be a retest

    @property
    def waiting(self) -> Result | None:
        """What a second person is to verify."""
        return self.attempts[0].result if self.found == "waiting" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """A sample with its chain of custody."""

    sample: Sample
    what: str
    last: Custody | None
    chain: list[Custody]

    @property
    def words(self) -> str | Promise:
        """Where it is now."""
        return Custody.Kind.label_of(self.last.kind) if self.last else _("Not sent yet")

    @property
    def is_spoilt(self) -> bool:
        """Whether it arrived other than it should, or is lost: another may be needed."""
        bad = {link.condition for link in self.chain} - {"", Custody.Condition.GOOD}
        return bool(bad) or (self.last is not None and self.last.kind == Custody.Kind.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that can happen to some of the samples now."""

    kind: str
    label: str
    samples: list[Sample]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of one request."""

    request: LabRequest
    state: State
    words: str
    tone: str
    stations: list[Station]
    tests: list[TestRow]
    samples: list[SampleRow]
    steps: list[Step]  # of custody, that the reader may keep now
    report: Report | None
    earlier: list[Report]  # withdrawn
    publishable: bool
    due: datetime | None
    overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in OPEN

    @property
    def spoilt(self) -> list[SampleRow]:
        """Samples in whose stead another may be needed."""
        return [row for row in self.samples if row.is_spoilt]


def page_of(request: LabRequest, *, answers: bool, asks: bool = False, now: datetime) -> Page:
    """Everything on the page; the request is whole, so that nothing more is asked of the database."""
    state = state_of_request(request)
    words, tone = WORDS[state]()
    found = [found_of(test) for test in request.tests.all()]
    due = due_of(request)
    return Page(
        request=request,
        state=state,
        words=words,
        tone=tone,
        stations=_stations(request, state),
        tests=[_test(test, request, state) for test in request.tests.all()],
        samples=[_sample(sample) for sample in request.samples.all()],
        steps=_steps(request, state, answers=answers, asks=asks),
        report=report_of(request),
        earlier=[report for report in request.reports.all() if report.withdrawn_at is not None],
        publishable=state in OPEN and may_publish(found),
        due=due,
        overdue=is_overdue(state, due, now=now),
    )


def due_of(request: LabRequest) -> datetime | None:
    """By when results are looked for: the end of the booked time, or three weeks after a laboratory was asked."""
    end = request.booking.during.upper if request.booking else request.asked_at + PATIENCE
    return end if isinstance(end, datetime) else None


def is_overdue(state: State, due: datetime | None, *, now: datetime) -> bool:
    """Whether results should have been there."""
    return state in OPEN and due is not None and due < now


def _test(test: LabTest, request: LabRequest, state: State) -> TestRow:
    found = found_of(test)
    begun = request.began_at is not None and state in OPEN
    attempts = [_attempt(result, test) for result in sorted(test.results.all(), key=lambda row: -row.attempt)]
    return TestRow(
        test=test,
        unit=unit_in_words(test.unit),
        limit=limit_in_words(test),
        limited=is_limited(test.least, test.most),
        found=found,
        attempts=attempts,
        open=begun and found != "waiting",
        again=begun and found in {"passed", "failed"},
    )


def _attempt(result: Result, test: LabTest) -> Attempt:
    result.test = test
    if result.sent_back_at is not None:
        words, tone = _("Sent back"), ""
    else:
        words, tone = (_("Passed"), "good") if result.passed else (_("Not passed"), "bad")
    return Attempt(result=result, found=finding_in_words(result), words=words, tone=tone)


def _sample(sample: Sample) -> SampleRow:
    return SampleRow(
        sample=sample, what=sample_in_words(sample), last=last_of(sample), chain=list(sample.custody.all())
    )


def _steps(request: LabRequest, state: State, *, answers: bool, asks: bool) -> list[Step]:
    """What can happen to which samples now, by whoever reads; of a finished request only their end."""
    kinds: dict[str, list[Sample]] = {}
    for sample in request.samples.all():
        last = last_of(sample)
        for kind in FOLLOWING[last.kind if last else ""]:
            kinds.setdefault(kind, []).append(sample)
    allowed = set(Custody.Kind.values) if answers else set(SENDERS_KINDS)
    if not asks:
        allowed.discard(Custody.Kind.SENT)  # who receives needs no word of the sender
    if state in FINISHED:
        allowed &= {Custody.Kind.KEPT, Custody.Kind.DISPOSED, Custody.Kind.LOST}
    labels = {
        Custody.Kind.SENT: _("Mark as sent"),
        Custody.Kind.RECEIVED: _("Receive"),
        Custody.Kind.OPENED: _("Take into test"),
        Custody.Kind.KEPT: _("Keep in reserve"),
        Custody.Kind.DISPOSED: _("Dispose of"),
        Custody.Kind.LOST: _("Lost or spoilt"),
    }
    return [
        Step(kind=kind, label=label, samples=kinds[kind])
        for kind, label in labels.items()
        if kind in kinds and kind in allowed
    ]


def _stations(request: LabRequest, state: State) -> list[Station]:
    """The way of a request through a laboratory, as a line."""
    order: Sequence[State] = ("asked", "sent", "received", "in_test", "to_verify", "verified")
    reached = order.index(state) + 1 if state in order else 1 if state == "withdrawn" else len(order) + 1
    labels = (
        _("Asked"), _("Samples sent"), _("Received"), _("In test"), _("Result entered"), _("Verified"), _("Published"),
    )  # fmt: skip
    report = report_of(request)
    last = len(order)
    when = {
        0: request.asked_at,
        order.index("in_test"): request.began_at,
        last: report.published_at if report else None,
    }

    when[last] = report.published_at if report else None

    def mark(turn: int) -> StationState:
        if turn >= reached:
            return "next" if turn == reached and state in OPEN else "todo"
        return "risk" if turn == last and state == "failed" else "done"

    return [
        Station(label=label, stage=STAGE, state=mark(turn), when=_day(when.get(turn)))
        for turn, label in enumerate(labels)
    ]


def _day(moment: datetime | None) -> str:
    language = get_language() or "th"
    return thai_or_english_day(moment, language=language, weekday=False, year=False) if moment else ""


WORDS: dict[str, Callable[[], tuple[str, str]]] = {
    "withdrawn": lambda: (_("Withdrawn"), ""),
    "asked": lambda: (_("Samples to send"), "warn"),
    "sent": lambda: (_("On their way"), "info"),
    "received": lambda: (_("At the laboratory"), "info"),
    "in_test": lambda: (_("In test"), "info"),
    "to_verify": lambda: (_("To be verified"), "warn"),
    "verified": lambda: (_("To be published"), "warn"),
    "passed": lambda: (_("Passed"), "good"),
    "failed": lambda: (_("Not passed"), "bad"),
}
