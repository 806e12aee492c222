"""Laboratories, requests and what becomes of them, for tests."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from psycopg.types.range import TimestamptzRange

from openitc.bookings.models import Booking, Reservation
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.certification.models import Custody, LabRequest, LabTest, Lot, Report, Result
from openitc.certification.operations.custody import add_custody
from openitc.certification.operations.reports import publish_report
from openitc.certification.operations.requests import ask_for_tests
from openitc.certification.operations.results import enter_result, verify_result
from openitc.certification.tests.builders.lots import a_lot
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.resources.models import Capability, Kind, Place, Resource, ResourceType
from openitc.shared import clock
from openitc.standards.models import Edition, Method, Standard

_turns = count(1)


def a_laboratory(center: Center, *, capability: str = "test.shelf_life", places: int = 6) -> Resource:
    """A laboratory of the center with so many places."""
    tag, _ = Capability.objects.get_or_create(
        code=capability, defaults={"name_th": capability, "name_en": capability, "kind": Kind.LABORATORY}
    )
    kind, _ = ResourceType.objects.get_or_create(
        code="test-chamber", defaults={"name_th": "ตู้อบอายุ", "name_en": "Chamber", "kind": Kind.LABORATORY}
    )
    number = next(_turns)
    resource = Resource.objects.create(
        center=center,
        type=kind,
        kind=Kind.LABORATORY,
        code=f"lab-{number}",
        name_th=f"ห้องปฏิบัติการ {number}",
        name_en=f"Laboratory {number}",
        fee_basis="free",
        runs_overnight=True,
        added_at=LONG_AGO,
    )
    resource.capabilities.add(tag)
    Place.objects.bulk_create(Place(resource=resource, number=turn) for turn in range(1, places + 1))
    return resource


def a_method(
    key: str = "shelf-life",
    *,
    least: str | None = "14",
    most: str | None = None,
    unit: str = "days",
    capability: str = "test.shelf_life",
    edition: Edition | None = None,
) -> Method:
    """A test of an approved edition that every market asks for."""
    tag, _ = Capability.objects.get_or_create(
        code=capability, defaults={"name_th": capability, "name_en": capability, "kind": Kind.LABORATORY}
    )
    edition = edition or an_edition()
    method = Method.objects.create(
        edition=edition,
        position=edition.methods.count() + 1,
        key=key,
        name_th=f"ทดสอบ {key}",
        name_en=f"Test of {key}",
        capability=tag,
        reference="ISO 16779",
        unit=unit,
        least=Decimal(least) if least else None,
        most=Decimal(most) if most else None,
        sample_th="200 กรัม",
        sample_en="200 g",
        minutes=60 * 24 * 14,
        if_failed_th="อบให้แห้งกว่านี้",
        if_failed_en="Dry it further, or seal it better.",
    )
    edition.approved_by, edition.approved_at = a_user("Who approved"), LONG_AGO
    edition.save(update_fields=["approved_by", "approved_at"])
    return method


def an_edition(key: str = "") -> Edition:
    """An edition of a standard of its own, that its methods approve."""
    key = key or f"test-standard-{next(_turns)}"
    standard = Standard.objects.create(key=key, name_th=key, name_en=key, added_at=LONG_AGO)
    return Edition.objects.create(
        standard=standard,
        number=1,
        weight=Edition.Weight.BUYERS,
        authority_th="สมอ.",
        authority_en="TISI",
        about_th="ทดสอบ",
        about_en="Tested",
        markets=["home", "japan"],
        confirmed=True,
        source="https://example.go.th/standard",
        checked_on=date(2026, 10, 1),
        drafted_by=a_user("Who drafted"),
        drafted_at=LONG_AGO,
        handed_in_at=LONG_AGO,
    )


def a_laboratory_booking(
    case: Case,
    laboratory: Resource,
    *,
    places: int = 2,
    start: datetime | None = None,
    days: int = 14,
    step_key: str = "test",
) -> Booking:
    """The case's test booked at the laboratory, taking so many of its places."""
    start = start or clock.now()
    during = TimestamptzRange(start, start + timedelta(days=days))
    booking = Booking.objects.create(
        enterprise=case.enterprise,
        case=case,
        step=case.version.steps.filter(key=step_key).first(),
        center=laboratory.center,
        during=during,
        attended=False,
        booked_by=case.opened_by,
        booked_at=start - timedelta(hours=1),
    )
    taken = Reservation.objects.filter(resource=laboratory, released_at=None).values("place")
    for place in laboratory.places.exclude(pk__in=taken)[:places]:
        Reservation.objects.create(booking=booking, resource=laboratory, place=place, during=during, blocked=during)
    return booking


def a_request(
    case: Case,
    *,
    methods: Sequence[Method] = (),
    lot: Lot | None = None,
    booking: Booking | None = None,
    laboratory: str = "",
    by: User | None = None,
    now: datetime | None = None,
    **facts: Any,  # noqa: ANN401 - any that tests are asked with
) -> LabRequest:
    """Tests asked of the booked laboratory, or else of one outside that answers by its link."""
    if booking is None:
        facts = {"email": f"lab{next(_turns)}@example.com", **facts}
        laboratory = laboratory or "Lanna Testing House"
    return ask_for_tests(
        case=case,
        lot=lot or a_lot(case, now=now),
        methods=methods or [a_method()],
        booking=booking,
        laboratory=laboratory,
        by=by or case.officer or a_user(),
        now=now or clock.now(),
        **facts,
    )


def received(request: LabRequest, *, by: User | None = None, condition: str = "good") -> LabRequest:
    """Its samples sent and arrived."""
    now, samples = clock.now(), list(request.samples.all())
    add_custody(request=request, samples=samples, kind=Custody.Kind.SENT, name="Nid", by=request.asked_by, now=now)
    add_custody(
        request=request,
        samples=samples,
        kind=Custody.Kind.RECEIVED,
        condition=condition,
        name="Ek of the laboratory",
        by=by,
        now=now,
    )
    return request


def in_test(request: LabRequest, *, by: User | None = None) -> LabRequest:
    """Its samples taken into test."""
    received(request, by=by)
    add_custody(
        request=request,
        samples=list(request.samples.all()),
        kind=Custody.Kind.OPENED,
        name="Ek of the laboratory",
        by=by,
        now=clock.now(),
    )
    return request


def a_result(test: LabTest, value: str | None = "15", *, by: User | None = None, **facts: Any) -> Result:  # noqa: ANN401 - any
    """What somebody found; by the link where nobody is named."""
    found = Decimal(value) if value else None
    usual: dict[str, Any] = {"name": by.name if by else "Ek of the laboratory"}
    return enter_result(test=test, value=found, **(usual | facts), by=by, now=clock.now())


def verified(
    request: LabRequest, value: str = "15", *, by: User | None = None, second: User | None = None
) -> LabRequest:
    """In test, every result entered with that value, and verified by a second person."""
    if request.began_at is None:
        in_test(request, by=by)
    for test in request.tests.all():
        verify_result(result=a_result(test, value, by=by), by=second or a_user("Second Pair"), now=clock.now())
    return request


def a_report(request: LabRequest, value: str = "15", *, second: User | None = None) -> Report:
    """Verified and published."""
    second = second or a_user("Second Pair")
    return publish_report(request=verified(request, value, second=second), by=second, now=clock.now())


def the_request(world: Any) -> LabRequest:  # noqa: ANN401 - of tests/world.py, which stands above every package
    """What the case here asked of the laboratory here, made when it is first asked for: its lot did not pass."""
    case = world.here.case
    found: LabRequest | None = case.lab_requests.first()
    if found is None:
        booking = a_laboratory_booking(case, a_laboratory(world.here.center))
        found = a_request(case, booking=booking, by=world.here.officer)
        a_report(found, "9", second=world.here.manager)
    return found
