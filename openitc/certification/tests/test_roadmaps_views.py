"""The pages of roadmaps and certificates, through the front door."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.bookings.operations import cancel
from openitc.cases.models import Milestone
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import Certificate
from openitc.certification.operations.roadmaps import tell_roadmap
from openitc.certification.tests.builders.certificates import FOOD_NUMBER, Place, a_certificate, a_place, an_edition
from openitc.certification.tests.builders.laboratory import a_laboratory_booking
from openitc.pathways.tests.builders import a_resource
from openitc.shared import clock
from openitc.standards.models import Edition

pytestmark = pytest.mark.django_db


def address(name: str, *args: object) -> str:
    return reverse(f"certification:{name}", args=args)


@pytest.fixture
def place() -> Place:
    return a_place()


def told(place: Place) -> Place:
    tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
    return place


def test_a_case_without_a_roadmap_is_asked_for_its_markets_first(place: Place, client: Client) -> None:
    an_edition("licence", name="Licence")
    client.force_login(place.member)
    page = client.get(address("roadmap", place.case.number), follow=True)
    assert "Where is Ginger powder to be sold?" in page.content.decode()
    page = client.post(address("roadmap-markets", place.case.number), {"markets": ["home"]}, follow=True)
    assert "What Ginger powder must have" in page.content.decode()
    assert "authority.example" in page.content.decode()


def test_a_market_that_is_none_is_refused_and_rubbish_is_no_crash(place: Place, client: Client) -> None:
    client.force_login(place.member)
    assert client.get(address("roadmap-markets", place.case.number), {"markets": "mars"}).status_code == 422
    assert client.post(address("roadmap-markets", place.case.number), {"markets": "mars"}).status_code == 422
    assert client.post(address("roadmap-markets", place.case.number), {}).status_code == 422


def test_tests_are_put_on_the_way_by_one_press(place: Place, client: Client) -> None:
    a_resource(place.center, "test.micro", overnight=True)
    an_edition(methods=[{"minutes": 7200}])
    client.force_login(told(place).member)
    assert "Put them on the way" in client.get(address("roadmap", place.case.number)).content.decode()
    answer = client.post(address("roadmap-tests", place.case.number))
    assert answer["Location"] == reverse("routes:options", args=[place.case.number])
    assert place.case.added_steps.count() == 1


def test_every_form_of_the_page_carries_what_lets_it_be_sent(place: Place, client: Client) -> None:
    a_resource(place.center, "test.micro", overnight=True)
    an_edition(methods=[{"minutes": 7200}], condition_en="it is so", condition_th="x")
    told(place)
    an_edition(most_days=90)
    client.force_login(place.officer)
    page = client.get(address("roadmap", place.case.number)).content.decode()
    assert page.count('action="/cases/') == 2
    assert page.count('name="csrfmiddlewaretoken"') == page.count('method="post"')


def test_staff_judge_a_requirement_and_its_enterprise_is_refused(place: Place, client: Client) -> None:
    an_edition()
    told(place)
    requirement = place.case.roadmaps.get().requirements.get()
    door = address("requirement", place.case.number, requirement.pk)
    client.force_login(place.member)
    assert client.post(door, {"not_needed_reason": "No"}).status_code == 403
    client.force_login(place.officer)
    both = client.post(door, {"not_needed_reason": "No", "evidence_words": "Yes"})
    assert both.status_code == 422
    assert client.post(door, {"not_needed_reason": "Sold by weight"}).status_code == 302
    assert "Sold by weight" in client.get(address("roadmap", place.case.number)).content.decode()


def roadmap(place: Place, client: Client) -> str:
    return client.get(address("roadmap", place.case.number)).content.decode()


def is_certified(place: Place) -> bool:
    return place.case.milestones.filter(kind=Milestone.Kind.CERTIFIED, withdrawn_at=None).exists()


def test_what_the_law_asks_only_if_something_is_so_blocks_nothing_until_it_is(place: Place, client: Client) -> None:
    a_certificate(place, an_edition("a-licence"))
    an_edition("organic", name="Organic", condition_en="it claims to be organic", condition_th="อ้างว่าอินทรีย์")
    told(place)
    requirement = place.case.roadmaps.get().requirements.get(edition__standard__key="organic")
    client.force_login(place.member)
    page = roadmap(place, client)
    assert "Only if it claims to be organic." in page
    assert "1<small> / 1</small>" in page
    assert page.index("A licence") < page.index("1 question to answer")
    assert is_certified(place)
    door = address("requirement-answer", place.case.number, requirement.pk)
    client.post(door, {"applies": "yes"})
    page = roadmap(place, client)
    assert "1<small> / 2</small>" in page
    assert "question to answer" not in page
    assert not is_certified(place)
    client.post(door, {"applies": "no"})
    page = roadmap(place, client)
    assert "1<small> / 1</small>" in page
    assert "It does not apply" in page
    assert is_certified(place)
    client.post(door, {"applies": "perhaps"})
    requirement.refresh_from_db()
    assert requirement.applies is False


def test_an_answer_is_carried_over_while_the_question_is_the_same(place: Place, client: Client) -> None:
    an_edition("sugar", condition_en="it is sweet", condition_th="หวาน")
    told(place)
    client.force_login(place.member)
    first = place.case.roadmaps.get().requirements.get()
    client.post(address("requirement-answer", place.case.number, first.pk), {"applies": "no"})
    an_edition("sugar", most_days=90, condition_en="it is sweet", condition_th="หวาน")
    told(place)
    assert place.case.roadmaps.get(ended_at=None).requirements.get().applies is False
    client.post(address("requirement-answer", place.case.number, first.pk), {"applies": "yes"})
    assert place.case.roadmaps.get(ended_at=None).requirements.get().applies is False
    an_edition("sugar", condition_en="it is very sweet", condition_th="หวานมาก")
    told(place)
    assert place.case.roadmaps.get(ended_at=None).requirements.get().applies is None


def test_an_unconditional_requirement_and_a_strangers_one_are_not_answered(place: Place, client: Client) -> None:
    an_edition()
    told(place)
    door = address("requirement-answer", place.case.number, place.case.roadmaps.get().requirements.get().pk)
    client.force_login(place.member)
    assert "asked of every such product" in client.post(door, {"applies": "no"}, follow=True).content.decode()
    client.force_login(an_officer(a_center()))
    assert client.post(door, {"applies": "no"}).status_code == 404


def test_tests_that_nothing_asks_for_any_more_are_taken_from_the_way_unless_booked(
    place: Place, client: Client
) -> None:
    laboratory = a_resource(place.center, "test.micro", overnight=True)
    an_edition("licence", name="Licence")
    an_edition("import", markets=["japan"], methods=[{"minutes": 7200}])
    tell_roadmap(case=place.case, markets=["home", "japan"], by=place.officer, now=clock.now())
    client.force_login(place.member)
    client.post(address("roadmap-tests", place.case.number))
    added = place.case.added_steps.get()
    told(place)
    assert "Nothing on the roadmap asks for them any more." in roadmap(place, client)
    booking = a_laboratory_booking(place.case, laboratory)
    booking.step = added.version.steps.get()
    booking.save()
    page = roadmap(place, client)
    assert reverse("bookings:detail", args=[booking.pk]) in page
    assert "Take these steps from the way" not in page
    door = address("roadmap-withdrawal", place.case.number, added.pk)
    assert "A laboratory is booked" in client.post(door, follow=True).content.decode()
    cancel(booking=booking, reason="Not needed", by=place.officer, now=clock.now())
    assert "Take these steps from the way" in roadmap(place, client)
    client.post(door)
    assert not place.case.added_steps.filter(withdrawn_at=None).exists()
    assert client.post(door).status_code == 404
    assert "Put on the way by this roadmap" not in roadmap(place, client)


def test_an_earlier_roadmap_is_kept(place: Place, client: Client) -> None:
    an_edition()
    told(place)
    an_edition(most_days=90)
    told(place)
    client.force_login(place.member)
    assert "As it was told on" in client.get(address("roadmap-earlier", place.case.number, 1)).content.decode()
    assert client.get(address("roadmap-earlier", place.case.number, 9)).status_code == 404


def test_a_member_enters_a_certificate_and_staff_see_it(place: Place, client: Client) -> None:
    edition = an_edition(number_format=Edition.NumberFormat.FOOD)
    client.force_login(place.member)
    typed = {"standard": edition.standard.key, "number": "51", "issuer": "FDA", "issued_on": "2026-01-05"}
    page = client.post(address("new-certificate", place.case.number), typed)
    assert page.status_code == 422
    assert "13 digits" in page.content.decode()
    typed |= {"number": FOOD_NUMBER, "expires_on": "2642-01-05"}
    entered = client.post(address("new-certificate", place.case.number), typed)
    certificate = Certificate.objects.get()
    assert entered["Location"] == address("certificate", certificate.pk)
    assert client.post(address("certificate-sight", certificate.pk)).status_code == 403
    client.force_login(place.officer)
    assert "I have seen it" in client.get(address("certificate", certificate.pk)).content.decode()
    client.post(address("certificate-sight", certificate.pk))
    certificate.refresh_from_db()
    assert certificate.seen_by == place.officer
    assert "<svg" in client.get(address("certificate", certificate.pk)).content.decode()


def test_a_certificate_is_withdrawn_by_staff_for_a_reason(place: Place, client: Client) -> None:
    certificate = a_certificate(place)
    client.force_login(place.member)
    assert client.post(address("certificate-withdrawal", certificate.pk), {"reason": "x"}).status_code == 403
    client.force_login(place.officer)
    assert client.post(address("certificate-withdrawal", certificate.pk), {"reason": ""}).status_code == 422
    assert client.post(address("certificate-withdrawal", certificate.pk), {"reason": "Closed"}).status_code == 302


def test_neighbours_learn_nothing_of_a_certificate(place: Place, client: Client) -> None:
    certificate = a_certificate(place)
    client.force_login(an_officer(a_center()))
    for name in ("certificate", "certificate-sight", "certificate-withdrawal", "certificate-paper"):
        assert client.get(address(name, certificate.pk)).status_code == 404


def test_an_enterprise_enters_what_its_place_holds_without_a_case(place: Place, client: Client) -> None:
    edition = an_edition(subject=Edition.Subject.PLACE, valid_months=None)
    client.force_login(place.member)
    typed = {"standard": edition.standard.key, "number": "S-1", "issuer": "FDA", "issued_on": "2026-01-05"}
    assert client.post(address("new-enterprise-certificate", place.enterprise.pk), typed).status_code == 302
    assert "S-1" in client.get(address("enterprise-certificates", place.enterprise.pk)).content.decode()


@pytest.mark.parametrize("name", ["roadmap", "certificates"])
def test_a_page_reads_as_much_for_many_as_for_few(place: Place, client: Client, name: str) -> None:
    client.force_login(place.officer)
    counts = []
    for size in (2, 6):
        for number in range(size):
            a_certificate(place, an_edition(f"s-{size}-{number}", methods=[{"key": f"m-{size}-{number}"}]))
        tell_roadmap(case=place.case, markets=["home"], by=place.officer, now=clock.now())
        client.get(address(name, place.case.number))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, place.case.number))
        counts.append(len(queries))
    assert counts[0] == counts[1]
