"""The pages of makers: who may see what, what may be typed, and how many queries it takes."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openitc.centers.tests.builders import a_center, an_analyst, an_officer, an_operator
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.models import Certificate, Maker, Mark, Process
from openitc.sourcing.operations.certificates import withdraw_certificate
from openitc.sourcing.operations.makers import leave_directory
from openitc.sourcing.operations.stops import stop_inviting
from openitc.sourcing.queries.sightings import seen_of_maker, seen_of_profile
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker, a_member_of_maker, a_process_tag
from openitc.sourcing.tests.builders.requests import a_sent_request

pytestmark = pytest.mark.django_db
DIRECTORY = "/makers/"


def today() -> date:
    """The day it is in the test."""
    return clock.local_day(clock.now())


def page(client: Client, address: str, **asked: str) -> str:
    """What the page says."""
    answer = client.get(address, asked)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def address(maker: Maker, name: str = "maker", *keys: int) -> str:
    """The address of a page of the maker."""
    return reverse(f"sourcing:{name}", args=[maker.pk, *keys])


def test_the_directory_shows_strangers_verified_makers_only(client: Client) -> None:
    a_maker("Seen Foods")
    a_maker("Waiting Foods", verified=False)
    gone = a_maker("Gone Foods")
    leave_directory(maker=gone, by=gone.added_by, now=clock.now())
    said = page(client, DIRECTORY)
    assert "Seen Foods" in said
    assert "Waiting Foods" not in said
    assert "Gone Foods" not in said


def test_makers_are_found_by_words_of_what_they_do(client: Client) -> None:
    a_maker("Freeze Works", "dry.freeze")
    a_maker("Soap Works", "mix.soap")
    said = page(client, DIRECTORY, q="dry.fre")
    assert "Freeze Works" in said
    assert "Soap Works" not in said


def test_filters_narrow_down_and_an_expired_certificate_fits_nobody(client: Client) -> None:
    a_maker("Holds It", marks=[Mark.HACCP], minimum=100)
    late = a_maker("Held It", marks=(), minimum=100)
    a_certificate(late, Mark.HACCP, expires_on=today() - timedelta(days=1))
    a_maker("Large Only", marks=[Mark.HACCP], minimum=9_000)
    a_maker("Elsewhere", marks=[Mark.HACCP], minimum=100, province="TH-10")
    said = page(client, DIRECTORY, mark="haccp", most="500", where="TH-51", capability="dry.freeze")
    assert "Holds It" in said
    assert not [name for name in ("Held It", "Large Only", "Elsewhere") if name in said]


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "x"},
        {"page": "99"},
        {"most": "-1"},
        {"most": "1" * 40},
        {"where": "TH-99"},
        {"mark": "nonsense"},
        {"capability": "'; --"},
        {"q": "\x00"},
    ],
)
def test_rubbish_in_the_address_breaks_nothing(client: Client, asked: dict[str, str]) -> None:
    a_maker()
    assert client.get(DIRECTORY, asked).status_code == HTTPStatus.OK


def test_an_empty_directory_says_what_to_do(client: Client) -> None:
    assert "Register as a contract manufacturer" in page(client, DIRECTORY)
    assert "Show every maker" in page(client, DIRECTORY, q="unicorns")


def test_the_directory_takes_as_many_queries_for_many_makers_as_for_few(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        a_maker()
    with django_assert_max_num_queries(20) as few:
        page(client, DIRECTORY)
    for number in range(10):
        a_maker(capability=f"dry.{number}", marks=[Mark.GMP, Mark.HALAL])
    with django_assert_max_num_queries(len(few)):
        page(client, DIRECTORY)


def test_strangers_read_no_contact_no_record_and_no_paper(client: Client) -> None:
    maker = a_maker()
    stop_inviting(maker=maker, reason="Sent us stones.", by=maker.added_by, now=clock.now())
    certificate = a_certificate(maker, Mark.HALAL, verified=False, number="SECRET-7")
    for visitor in (None, a_user("Stranger"), a_member_of_maker(a_maker("Rival"))):
        if visitor:
            client.force_login(visitor)
        said = page(client, address(maker))
        hidden = (maker.contact_email, maker.contact_phone, maker.contact_name, "Its record", "stones", "SECRET-7")
        assert [words for words in hidden if words in said] == []
    assert client.get(address(maker, "certificate-file", certificate.pk)).status_code == HTTPStatus.FORBIDDEN


def test_staff_and_the_maker_itself_read_whom_to_ask_and_its_record(client: Client) -> None:
    maker = a_maker()
    stop_inviting(maker=maker, reason="Sent us stones.", by=maker.added_by, now=clock.now())
    for visitor in (an_officer(a_center()), an_operator(a_center()), an_analyst(), a_member_of_maker(maker)):
        client.force_login(visitor)
        said = page(client, address(maker))
        assert maker.contact_email in said
        assert "Sent us stones." in said


def test_a_maker_does_not_learn_from_its_history_who_asked_for_it(client: Client) -> None:
    maker = a_maker()
    [invitation] = a_sent_request(makers=[maker])
    asker = invitation.invited_by
    client.force_login(a_member_of_maker(maker))
    said = page(client, address(maker)).replace(invitation.rfq.number, "")  # that number it may know
    case = invitation.rfq.case
    secrets = (str(asker), case.number, case.enterprise.name_th, case.enterprise.name_en, case.product.name_th)
    assert [secret for secret in secrets if secret in said] == []


def test_the_directory_says_what_each_does_from_how_little_on_and_with_what(client: Client) -> None:
    a_maker("Seen Foods", minimum=750, lead_days=33, marks=[Mark.HACCP])
    said = page(client, DIRECTORY)
    assert "Doing dry.freeze" in said
    assert "750" in said
    assert "33" in said
    assert "HACCP</li>" in said


def test_an_unverified_maker_exists_for_staff_and_itself_only(client: Client) -> None:
    maker = a_maker(verified=False)
    own = a_member_of_maker(maker)
    assert client.get(address(maker)).status_code == HTTPStatus.NOT_FOUND
    client.force_login(a_member_of_maker(a_maker("Rival")))
    assert client.get(address(maker)).status_code == HTTPStatus.NOT_FOUND
    for visitor in (own, an_officer(a_center())):
        client.force_login(visitor)
        assert client.get(address(maker)).status_code == HTTPStatus.OK


def test_a_page_takes_as_many_queries_for_much_as_for_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    small, large = a_maker(), a_maker(marks=[Mark.GMP, Mark.HACCP, Mark.HALAL])
    for number in range(6):
        tag = a_process_tag(f"dry.{number}")
        Process.objects.create(maker=large, capability=tag, minimum=1, monthly=10, lead_days=5)
    client.force_login(an_officer(a_center()))
    for name in ("maker", "profile"):
        page(client, address(small, name))
        with django_assert_max_num_queries(60) as few:
            page(client, address(small, name))
        with django_assert_max_num_queries(len(few)):
            page(client, address(large, name))


def test_who_registers_their_own_works_acts_for_it(client: Client) -> None:
    a_maker()  # brings the provinces
    person = a_user("Lek")
    client.force_login(person)
    answer = client.post(
        reverse("sourcing:new-maker"),
        {"name_th": "โรงงานเล็ก", "province": "TH-51", "contact_email": "lek@example.com", "language": "th"},
    )
    maker = Maker.objects.get(name_th="โรงงานเล็ก")
    assert answer["Location"] == address(maker, "profile")
    assert maker.verified_at is None
    assert page(client, address(maker, "profile"))


def test_a_maker_that_an_officer_enters_is_kept_by_officers_until_somebody_takes_it_up(client: Client) -> None:
    officer, colleague = an_officer(a_center()), an_officer(a_center())
    client.force_login(officer)
    a_maker()
    client.post(
        reverse("sourcing:new-maker"),
        {"name_th": "โรงงานใหญ่", "province": "TH-51", "contact_email": "yai@example.com", "language": "th"},
    )
    maker = Maker.objects.get(name_th="โรงงานใหญ่")
    client.force_login(colleague)
    assert client.get(address(maker, "profile")).status_code == HTTPStatus.OK
    client.post(address(maker, "new-maker-member"), {"email": "yai@example.com", "name": "Yai"})
    assert client.get(address(maker, "profile")).status_code == HTTPStatus.FORBIDDEN
    assert client.get(address(maker)).status_code == HTTPStatus.OK


def test_what_is_refused_says_why_at_its_field_and_loses_nothing(client: Client) -> None:
    maker = a_maker()
    client.force_login(a_member_of_maker(maker))
    answer = client.post(
        address(maker, "profile"),
        {"name_th": "ชื่อใหม่", "registration": "1234567890123", "contact_email": "x", "language": "th"},
    )
    said = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ชื่อใหม่" in said
    assert "1234567890123" in said
    for name, sent in {
        "new-process": {"capability": "unheard of", "minimum": "5", "monthly": "1", "lead_days": "0", "unit": "kg"},
        "new-certificate": {"mark": "gmp", "number": "", "issued_on": "2569-13-99", "expires_on": "soon"},
        "new-site": {"name_th": "", "province": "TH-99", "latitude": "north"},
        "new-maker-member": {"email": "not an address"},
    }.items():
        answer = client.post(address(maker, name), sent)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, name
        assert all(value in answer.content.decode() for value in sent.values()), name


def test_a_process_is_offered_by_a_word_of_either_language_and_kept_month_by_month(client: Client) -> None:
    maker = a_maker()
    tag = a_process_tag("roast.coffee")
    client.force_login(a_member_of_maker(maker))
    usual = {"unit": "kg", "minimum": "50", "monthly": "900", "lead_days": "14"}
    client.post(address(maker, "new-process"), {"capability": tag.name_th, **usual})
    process = Process.objects.get(maker=maker, capability=tag)
    month = f"{today():%Y-%m}"
    answer = client.post(address(maker, "process", process.pk), {**usual, f"free-{month}": "0", f"lead-{month}": "21"})
    assert answer.status_code == HTTPStatus.FOUND
    [differing] = process.months.all()
    assert (differing.month, differing.free, differing.lead_days) == (today().replace(day=1), 0, 21)
    client.post(address(maker, "process", process.pk), usual)
    assert not process.months.exists()
    client.post(address(maker, "process", process.pk), {"withdraw": "1"})
    assert not maker.processes.offered().filter(pk=process.pk).exists()


def test_a_certificate_comes_with_its_paper_which_staff_can_open(client: Client) -> None:
    maker = a_maker(marks=())
    client.force_login(a_member_of_maker(maker))
    answer = client.post(
        address(maker, "new-certificate"),
        {
            "mark": "gmp",
            "number": "GMP-1",
            "issuer": "FDA",
            "issued_on": "2569-01-05",
            "expires_on": f"{today() + timedelta(days=400)}",
            "file": SimpleUploadedFile("gmp.pdf", b"%PDF-1.4 paper"),
        },
    )
    assert answer.status_code == HTTPStatus.FOUND
    [certificate] = Certificate.objects.waiting(today())
    client.force_login(an_officer(a_center()))
    assert client.get(address(maker, "certificate-file", certificate.pk)).content == b"%PDF-1.4 paper"


def test_an_officer_verifies_a_maker_and_its_certificates_and_its_own_people_cannot(client: Client) -> None:
    maker = a_maker(verified=False, marks=())
    certificate = a_certificate(maker, verified=False)
    own, officer = a_member_of_maker(maker), an_officer(a_center())
    sent = {"seen": seen_of_maker(maker)}
    client.force_login(own)
    assert client.post(address(maker, "verification"), sent).status_code == HTTPStatus.FORBIDDEN
    client.force_login(officer)
    assert maker.name in page(client, reverse("sourcing:verifications"))
    client.post(address(maker, "verification"), sent)
    client.post(address(maker, "certificate-verification", certificate.pk))
    maker.refresh_from_db()
    assert maker.verified_by == officer
    assert Certificate.objects.in_force(today()).filter(pk=certificate.pk).exists()
    assert "Nothing waits to be verified" in page(client, reverse("sourcing:verifications"))


def test_sending_back_asks_for_a_reason_and_keeps_it(client: Client) -> None:
    maker = a_maker(verified=False)
    client.force_login(an_officer(a_center()))
    answer = client.post(address(maker, "verification"), {"return": "1", "reason": ""})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(address(maker, "verification"), {"return": "1", "reason": "The number is another company's."})
    client.force_login(a_member_of_maker(maker))
    assert "The number is another company&#x27;s." in page(client, address(maker, "profile"))


def test_staff_stop_inviting_with_a_reason_and_end_the_stop(client: Client) -> None:
    maker = a_maker()
    client.force_login(an_officer(a_center()))
    assert client.post(address(maker, "stop"), {"reason": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(address(maker, "stop"), {"reason": "Late three times."})
    assert "Late three times." in page(client, address(maker))
    client.post(address(maker, "stop"), {"end": "1"})
    assert maker.stops.get().ended_at is not None


def test_who_acts_for_another_maker_can_change_nothing(client: Client) -> None:
    maker = a_maker()
    certificate, process, site = maker.certificates.get(), maker.processes.get(), maker.sites.get()
    client.force_login(a_member_of_maker(a_maker("Rival")))
    doors = {
        "profile": (), "presence": (), "new-site": (), "site": (site.pk,), "new-process": (), "process": (process.pk,),
        "new-certificate": (), "certificate": (certificate.pk,), "new-maker-member": (), "verification": (),
        "stop": (), "certificate-verification": (certificate.pk,),
    }  # fmt: skip
    for name, keys in doors.items():
        for answer in (client.get(address(maker, name, *keys)), client.post(address(maker, name, *keys))):
            assert answer.status_code == HTTPStatus.FORBIDDEN, name


def test_two_people_who_write_at_one_time_notice_each_other(client: Client) -> None:
    maker = a_maker()
    client.force_login(a_member_of_maker(maker))
    seen = seen_of_profile(maker)
    sent = {"name_th": maker.name_th, "contact_email": "one@example.com", "language": "th", "seen": seen}
    assert client.post(address(maker, "profile"), sent).status_code == HTTPStatus.FOUND
    answer = client.post(address(maker, "profile"), {**sent, "contact_email": "two@example.com"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "two@example.com" in answer.content.decode()
    maker.refresh_from_db()
    assert maker.contact_email == "one@example.com"


def test_a_withdrawn_certificate_is_no_door_any_more(client: Client) -> None:
    maker = a_maker()
    certificate = maker.certificates.get()
    withdraw_certificate(certificate=certificate, by=maker.added_by, now=clock.now())
    client.force_login(a_member_of_maker(maker))
    assert client.get(address(maker, "certificate", certificate.pk)).status_code == HTTPStatus.NOT_FOUND
