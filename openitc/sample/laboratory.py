"""The sample network's lots and laboratory work: a powder that failed at day 9, and requests in every state."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from openitc.bookings.models import Booking
from openitc.bookings.operations import book, complete
from openitc.cases.models import Case
from openitc.certification.models import Custody, LabRequest, LabTest, Lot, Sample
from openitc.certification.operations.custody import add_custody
from openitc.certification.operations.lots import block_lot, enter_lot
from openitc.certification.operations.reports import publish_report, withdraw_report
from openitc.certification.operations.requests import ask_for_tests, withdraw_request
from openitc.certification.operations.results import enter_result, send_back, verify_result
from openitc.certification.operations.telling import workers_at
from openitc.certification.queries.lots import food_licences
from openitc.certification.queries.methods import methods_to_ask
from openitc.certification.queries.places import capabilities_at, places_left
from openitc.certification.rules.laboratory import is_limited
from openitc.certification.rules.lots import is_food
from openitc.people.models import User
from openitc.resources.models import Kind, Resource
from openitc.sample.files import DATA
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.standards.models import Edition, Method
from openitc.standards.queries.editions import standing

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STORY, STORY_LAB = "ginger-powder", "ITC-R01"
MOST_TESTS = 3  # of one request
# How far requests are, one after the other, by whether the booked time is over, goes on, or is to come.
OVER = ("passed", "failed", "to_verify", "passed", "returned", "recalled", "verified")
RUNNING = ("in_test", "to_verify", "in_test")
COMING = ("asked", "sent", "received", "spoilt", "withdrawn")
REQUESTS = 12  # beside the story's
Words = dict[str, Any]  # as `laboratory.toml` holds them


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A request on its way, and who works on it: one enters, another verifies."""

    request: LabRequest
    asker: User
    first: User | None  # None answers by the link
    second: User
    name: str

    def custody(self, kind: str, at: datetime, *, condition: str = "", by: User | None = None) -> None:
        """One link for every sample, by the laboratory unless somebody else is named."""
        person = by or self.first
        samples = list(self.request.samples.all())
        if kind == Custody.Kind.OPENED and len(samples) > 1:
            self._keep_back(samples.pop(), at)
        add_custody(
            request=self.request,
            samples=samples,
            kind=kind,
            condition=condition,
            name=str(person) if person else self.name,
            by=person,
            now=at,
        )

    def _keep_back(self, sample: Sample, at: datetime) -> None:
        name = str(self.first) if self.first else self.name
        kept = Custody.Kind.KEPT
        add_custody(request=self.request, samples=[sample], kind=kept, name=name, by=self.first, now=at)

    def enter(self, test: LabTest, value: Decimal | None, at: datetime, **facts: Any) -> None:  # noqa: ANN401 - any of a result
        """What was found, vouched for by nobody yet."""
        name = str(self.first) if self.first else self.name
        usual: dict[str, Any] = {"passed": True, "name": name, "by": self.first}
        enter_result(test=test, value=value, **(usual | facts), now=at)

    def verify(self, at: datetime) -> None:
        """Everything that waits, by the second."""
        for test in self.request.tests.all():
            for result in test.results.filter(verified_at=None, sent_back_at=None).select_related("test__request"):
                verify_result(result=result, by=self.second, now=at)


def load_laboratory(loading: Loading) -> None:
    """After cases, bookings and certificates."""
    words = tomllib.loads((DATA / "laboratory.toml").read_text(encoding="utf-8"))
    story = Case.objects.select_related("product", "officer", "center", "enterprise").get(
        product=loading.story_enterprises[STORY][1]
    )
    _tell_story(loading, story, words)
    over, running, coming = cycle(OVER), cycle(RUNNING), cycle(COMING)
    told = 0
    editions = list(standing())
    for booking in _booked_tests(editions).exclude(case=story):
        if told == REQUESTS:
            break
        start, end = booking.during.lower, booking.during.upper
        states = over if end < loading.now else running if start < loading.now else coming
        methods = _methods(booking, editions)
        if methods:
            _tell(loading, booking, methods, words, next(states))
            told += 1
    _load_lots_for_sale(loading, words)


def _booked_tests(editions: Sequence[Edition]) -> Any:  # noqa: ANN401 - a queryset of bookings
    """Steps of open cases at laboratories that do what standards ask for."""
    asked = {method.capability_id for edition in editions for method in edition.methods.all()}
    rows = Booking.objects.confirmed().filter(
        reservations__resource__kind=Kind.LABORATORY,
        reservations__resource__capabilities__in=asked,
        no_show_at=None,
        step__isnull=False,
        case__closed_at=None,
    )
    return rows.select_related("case__product", "case__officer", "case__enterprise", "center").order_by("pk").distinct()


def _tell_story(loading: Loading, case: Case, words: Words) -> None:
    """The first lot caked on day 9; the second is made, and its test is booked."""
    now, by = loading.now, case.officer or loading.by
    able = Resource.objects.filter(center__code=STORY_LAB, kind=Kind.LABORATORY, retired_at=None)
    chamber = able.filter(capabilities__code="test.shelf_life").select_related("center").first()
    method = next((offer.method for offer in methods_to_ask(case) if offer.method.key == "shelf-life"), None)
    if chamber is None or method is None:
        return
    began = clock.at(clock.local_day(now - 58 * DAY), 9)
    first = _lot(case, by, began - 3 * DAY, words["story"]["first"])
    booking = book(
        enterprise=case.enterprise, resource=chamber, start=began, end=began + 14 * DAY, units=method.units, case=case,
        override_reason=words["story"]["override"], by=by, now=began - 5 * DAY,
    )  # fmt: skip
    bench = _bench(ask_for_tests(case=case, lot=first, methods=[method], booking=booking, by=by, now=began - 2 * DAY))
    bench.custody(Custody.Kind.SENT, began - 2 * DAY, by=by)
    bench.custody(Custody.Kind.RECEIVED, began - 6 * HOUR, condition="good")
    bench.custody(Custody.Kind.OPENED, began)
    failed_at = began + 9 * DAY
    bench.enter(bench.request.tests.get(), Decimal(9), failed_at, on_day=9, note=words["story"]["caked"])
    bench.verify(failed_at + 3 * HOUR)
    publish_report(request=bench.request, by=bench.second, now=failed_at + DAY)
    complete(booking=booking, by=by, now=failed_at + DAY)  # the rest of its fourteen days is for others
    block_lot(lot=first, reason=words["story"]["blocked"], by=by, now=failed_at + DAY)
    _lot(case, by, now - 5 * DAY, words["story"]["second"])


def _tell(loading: Loading, booking: Booking, methods: Sequence[Method], words: Words, state: str) -> None:
    """A request for a booked test, as far as that state."""
    case = booking.case
    if case is None:
        return
    by, start, end = case.officer or loading.by, booking.during.lower, min(booking.during.upper, loading.now)
    asked_at = min(start, loading.now) - 4 * DAY
    lot = _lot(case, by, asked_at - DAY, loading.chance.choice(words["notes"]))
    request = ask_for_tests(case=case, lot=lot, methods=methods, booking=booking, reserve=1, by=by, now=asked_at)
    bench = _bench(request)
    if state == "withdrawn":
        withdraw_request(request=request, reason=words["withdrawn"], by=by, now=asked_at + DAY)
    elif state != "asked":
        bench.custody(Custody.Kind.SENT, asked_at + DAY, by=by)
        if state != "sent":
            arrived = min(start, loading.now) - 2 * HOUR
            bench.custody(Custody.Kind.RECEIVED, arrived, condition="warm" if state == "spoilt" else "good")
    if state in {*OVER, *RUNNING}:
        bench.custody(Custody.Kind.OPENED, start)
        _find(loading, bench, words, state, end - 6 * HOUR)


def _find(loading: Loading, bench: Bench, words: Words, state: str, at: datetime) -> None:
    """What was found, and what became of it."""
    if state == "in_test":
        return
    for place, test in enumerate(bench.request.tests.all()):
        fails = state == "failed" and place == 0
        value = _value(loading, test, fails=fails)
        bench.enter(test, value, at, passed=not fails, text="" if value is not None else words["seen"])
    if state == "to_verify":
        return
    if state == "returned":
        waiting = bench.request.tests.first()
        if waiting is not None:
            send_back(result=waiting.results.get(), reason=words["returned"], by=bench.second, now=at + HOUR)
        return
    bench.verify(at + 2 * HOUR)
    if state != "verified":
        report = publish_report(request=bench.request, by=bench.second, now=at + 3 * HOUR)
        if state == "recalled":
            withdraw_report(report=report, reason=words["recalled"], by=bench.second, now=at + 5 * HOUR)


def _load_lots_for_sale(loading: Loading, words: Words) -> None:
    """A lot that may be sold wherever a licence lets it, and one of each craft that needs none."""
    on = clock.local_day(loading.now - 2 * DAY)
    cases = Case.objects.filter(closed_at=None, stage__in=("certification", "market", "commercial"))
    for case in cases.select_related("product", "officer", "enterprise", "center").order_by("pk")[:12]:
        if not is_food(case.product.isic) or food_licences(case, on).exists():
            by = case.officer or loading.by
            _lot(case, by, loading.now - 2 * DAY, words["for_sale"], purpose=Lot.Purpose.SALE, units=600)


def _lot(case: Case, by: User, at: datetime, note: str, **facts: Any) -> Lot:  # noqa: ANN401 - any of a lot
    day = clock.local_day(at)
    usual: dict[str, Any] = {"units": 240, "best_before": day + 180 * DAY if is_food(case.product.isic) else None}
    return enter_lot(case=case, made_on=day, center=case.center, note=note, **(usual | facts), by=by, now=at)


def _bench(request: LabRequest) -> Bench:
    """Two of those who work there, or of the lead center where the laboratory has fewer."""
    there = workers_at(request.center, now=request.asked_at)
    elsewhere = workers_at(request.case.center, now=request.asked_at)
    people = list({person.pk: person for person in (*there, *elsewhere, request.asked_by)}.values())
    second = people[1] if len(people) > 1 else people[0]
    first = people[0] if len(people) > 1 else None
    return Bench(request=request, asker=request.asked_by, first=first, second=second, name="QC")


def _methods(booking: Booking, editions: Sequence[Edition]) -> list[Method]:
    """What the laboratory can test of the product, as much as the booking has places for."""
    isic = booking.case.product.isic if booking.case else ""
    fitting = [edition for edition in editions if not edition.isic or isic in edition.isic]
    able, left = capabilities_at(booking.center), places_left(booking)
    chosen: dict[str, Method] = {}
    for method in (method for edition in fitting for method in edition.methods.all()):
        taken = sum(each.units for each in chosen.values())
        if method.capability_id in able and taken + method.units <= left and len(chosen) < MOST_TESTS:
            chosen.setdefault(method.key, method)
    return list(chosen.values())


def _value(loading: Loading, test: LabTest, *, fails: bool) -> Decimal | None:
    """Within its limits, or beyond them; None where whoever tests decides."""
    if not is_limited(test.least, test.most):
        return None
    if test.most is None:
        least = test.least or Decimal(0)
        return (least * Decimal("0.6")).quantize(Decimal(1)) if fails else least + loading.chance.randint(0, 2)
    share = Decimal(loading.chance.randint(15, 80)) / 100
    return (test.most * 3 + 1 if fails else test.most * share).quantize(Decimal("0.01"))
