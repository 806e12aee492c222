"""What a laboratory has before it today: what to receive, to test, to verify and to publish, and what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.centers.access import Standing
from openitc.certification.models import LabRequest, Report
from openitc.certification.queries.laboratory import OPEN, due_of, is_overdue
from openitc.certification.queries.requests import found_of, last_of, report_of, state_of_request, whole
from openitc.certification.rules.laboratory import State

LATELY = timedelta(days=14)  # how long what was published stays in sight
MOST = 60  # cards on one bench; the earliest first
LANES: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("receive", ("asked", "sent")),
    ("begin", ("received",)),
    ("test", ("in_test",)),
    ("verify", ("to_verify",)),
    ("publish", ("verified",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One request on the bench."""

    request: LabRequest
    state: State
    tests: str
    detail: str  # what is left of it
    due: datetime | None
    overdue: bool
    outside: bool  # of a laboratory without an account, that the person's center looks after


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What waits for one kind of work."""

    key: str
    title: str
    hint: str
    cards: list[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A laboratory's page of today."""

    lanes: list[Lane]
    lately: list[Card]
    overdue: int
    waiting: int  # in all

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits and nothing was published of late."""
        return not self.waiting and not self.lately


def works_for(standing: Standing, request: LabRequest) -> bool:
    """Whether the person answers for the laboratory of the request."""
    if request.answers_by_link:
        return request.case.center_id in standing.serves_at
    return request.center_id in standing.works_at


def requests_answered_by(standing: Standing) -> QuerySet[LabRequest]:
    """Those of the laboratories where the person works, and those that their center looks after."""
    outside = Q(center=None, case__center__in=standing.serves_at)
    return LabRequest.objects.filter(Q(center__in=standing.works_at) | outside, withdrawn_at=None)


def bench_of(requests: QuerySet[LabRequest], *, now: datetime) -> Bench:
    """The open requests among them by the work they wait for, and what was published of late; six queries."""
    standing = Report.objects.filter(request=OuterRef("pk"), withdrawn_at=None)
    late = standing.filter(published_at__gt=now - LATELY)
    rows = whole(requests.filter(~Exists(standing) | Exists(late), withdrawn_at=None).order_by("asked_at"))[:MOST]
    cards = [_card(request, now=now) for request in rows]
    cards.sort(key=lambda card: (not card.overdue, card.due is None, card.due or now))
    lanes = [
        Lane(key=key, title=title, hint=hint, cards=[card for card in cards if card.state in states])
        for (key, states), (title, hint) in zip(LANES, _words(), strict=True)
    ]
    waiting = [card for card in cards if card.state in OPEN]
    lately = [card for card in cards if card.state not in OPEN]
    lately.sort(key=_published, reverse=True)
    return Bench(lanes=lanes, lately=lately, overdue=sum(card.overdue for card in waiting), waiting=len(waiting))


def _published(card: Card) -> datetime:
    report = report_of(card.request)
    return report.published_at if report else card.request.asked_at


def _card(request: LabRequest, *, now: datetime) -> Card:
    state = state_of_request(request)
    due = due_of(request)
    tests = list(request.tests.all())
    return Card(
        request=request,
        state=state,
        tests=", ".join(test.name for test in tests),
        detail=_left(request, state),
        due=due,
        overdue=is_overdue(state, due, now=now),
        outside=request.answers_by_link,
    )


def _left(request: LabRequest, state: State) -> str:
    found: Sequence[str] = [found_of(test) for test in request.tests.all()]
    if state in ("in_test", "received"):
        left = sum(each in {"nothing", "sent_back"} for each in found)
        return ngettext("%(count)s test to do", "%(count)s tests to do", left) % {"count": left}
    if state == "to_verify":
        waiting = found.count("waiting")
        words = ngettext("%(count)s result waits", "%(count)s results wait", waiting)
        return words % {"count": waiting}
    links = [last_of(sample) for sample in request.samples.all()]
    count = len(links)
    if state == "sent":
        words = ngettext("%(count)s sample on its way", "%(count)s samples on their way", count)
        return words % {"count": count}
    return ngettext("%(count)s sample", "%(count)s samples", count) % {"count": count}


def _words() -> list[tuple[str, str]]:
    return [
        (_("To receive"), _("Scan the label when it comes, or open the request.")),
        (_("To take into test"), _("Here, whole, and not begun.")),
        (_("In test"), _("Enter each result as soon as it is there.")),
        (_("To verify"), _("A second person looks at what was entered.")),
        (_("To publish"), _("Everything is verified: one tap makes the report.")),
    ]
