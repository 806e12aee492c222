"""Certificates: entered by one person, vouched for by another, and never changed."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from openitc.certification.models import Certificate
from openitc.certification.operations.certificates import (
    CertificateRefused,
    Wording,
    enter_certificate,
    see_certificate,
    withdraw_certificate,
)
from openitc.certification.queries.certificates import in_force
from openitc.certification.tests.builders.certificates import FOOD_NUMBER, Place, a_certificate, a_place, an_edition
from openitc.history.models import Event
from openitc.notices.models import Notice
from openitc.shared import clock
from openitc.shared.tests.races import race
from openitc.standards.models import Edition

ISSUED = date(2026, 1, 5)
ENDS = date(2099, 1, 4)


def wording(**changes: object) -> Wording:
    return Wording(**{"number": "A-1", "issuer": "FDA", "issued_on": ISSUED, "expires_on": ENDS, **changes})  # type: ignore[arg-type] # what a test changes


def entered(place: Place, edition: Edition, **changes: object) -> Certificate:
    return enter_certificate(
        enterprise=place.enterprise,
        product=place.product,
        case=place.case,
        standard=edition.standard,
        wording=wording(**changes),
        by=place.officer,
        now=clock.now(),
    )


@pytest.mark.django_db
def test_a_certificate_counts_once_a_second_person_has_seen_it() -> None:
    place = a_place()
    certificate = entered(place, an_edition())
    today = clock.local_day(clock.now())
    assert in_force(place.product, today) == []
    see_certificate(certificate=certificate, by=place.colleague, now=clock.now())
    assert in_force(place.product, today) == [certificate]
    assert Notice.objects.filter(to=place.member, sentence__contains="counts").exists()
    assert set(Event.objects.filter(verb__endswith="certificate").values_list("verb", flat=True)) == {
        "entered-certificate",
        "saw-certificate",
    }


@pytest.mark.django_db
def test_who_entered_it_does_not_vouch_for_it_by_code_or_by_table() -> None:
    place = a_place()
    certificate = entered(place, an_edition())
    with pytest.raises(CertificateRefused, match="second person"):
        see_certificate(certificate=certificate, by=place.officer, now=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(seen_by=place.officer, seen_at=clock.now())


@pytest.mark.django_db
def test_every_fault_is_told_at_once() -> None:
    place = a_place()
    edition = an_edition(number_format=Edition.NumberFormat.FOOD)
    with pytest.raises(CertificateRefused) as refused:
        entered(place, edition, number="99-9-01564-2-0001", issuer=" ", issued_on=date(2098, 1, 1), expires_on=None)
    assert {(reason.field, reason.code) for reason in refused.value.reasons} == {
        ("number", "food_province"),
        ("number", "food_status"),
        ("issuer", "none"),
        ("issued_on", "future"),
        ("expires_on", "no_end"),
    }


@pytest.mark.django_db
def test_its_number_is_kept_in_its_own_form_and_entered_once() -> None:
    place = a_place()
    edition = an_edition(number_format=Edition.NumberFormat.FOOD)
    assert entered(place, edition, number=FOOD_NUMBER.replace("-", "")).number == FOOD_NUMBER
    with pytest.raises(CertificateRefused, match="entered already"):
        entered(place, edition, number=FOOD_NUMBER)


@pytest.mark.django_db
def test_what_is_given_to_the_place_holds_for_every_product() -> None:
    place = a_place()
    certificate = entered(place, an_edition(subject=Edition.Subject.PLACE))
    assert certificate.product is None


@pytest.mark.django_db
def test_nothing_is_entered_under_a_standard_that_nothing_confirms() -> None:
    with pytest.raises(CertificateRefused, match="Nothing confirmed"):
        entered(a_place(), an_edition(confirmed=False))


@pytest.mark.django_db
def test_it_is_withdrawn_for_a_reason_and_for_good() -> None:
    place = a_place()
    certificate = a_certificate(place)
    with pytest.raises(CertificateRefused, match="Say why"):
        withdraw_certificate(certificate=certificate, reason=" ", by=place.officer, now=clock.now())
    withdraw_certificate(certificate=certificate, reason="The place closed", by=place.officer, now=clock.now())
    assert in_force(place.product, clock.local_day(clock.now())) == []
    with pytest.raises(CertificateRefused, match="withdrawn"):
        see_certificate(certificate=certificate, by=place.colleague, now=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"number": "B"}, {"expires_on": date(2100, 1, 1)}, {"code": "AAAAAAAAAA"}])
def test_the_table_refuses_to_change_what_was_entered(change: dict[str, object]) -> None:
    certificate = a_certificate(a_place())
    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).delete()


@pytest.mark.django_db
def test_what_ended_begins_later_or_waits_does_not_count() -> None:
    place, today = a_place(), clock.local_day(clock.now())
    day = timedelta(days=1)
    edition = an_edition()
    a_certificate(place, edition, expires_on=today - day)
    a_certificate(place, edition, issued_on=today + day)
    a_certificate(place, edition, seen=False)
    a_certificate(place, edition, withdrawn=True)
    last = a_certificate(place, edition, expires_on=today)
    assert in_force(place.product, today) == [last]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_vouch_at_once_one_is_told_that_it_is_done() -> None:
    place = a_place()
    certificate = a_certificate(place, seen=False)
    now = clock.now()

    def see(person: object) -> None:
        see_certificate(certificate=Certificate.objects.get(pk=certificate.pk), by=person, now=now)  # type: ignore[arg-type] # a user

    assert race(lambda: see(place.colleague), lambda: see(place.member)) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_a_number_entered_twice_at_once_stands_once() -> None:
    place, edition = a_place(), an_edition()
    assert race(lambda: entered(place, edition), lambda: entered(place, edition)) == ["done", "refused"]
    assert Certificate.objects.count() == 1
