"""The pages of the network, as people meet them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openitc.centers.models import Center, Membership, Organisation, Role
from openitc.centers.operations import withdraw_offering
from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_province,
    an_administrator,
    an_offering,
    an_officer,
    an_operator,
    an_organisation,
)
from openitc.people.tests.builders import LONG_AGO, a_user

pytestmark = pytest.mark.django_db
PUBLIC = ("list", "detail")
FOR_MANAGERS = ("profile", "hours", "closures", "offering", "new-service", "people")
FOR_ADMINISTRATORS = ("life-cycle", "clone")


@pytest.fixture
def center() -> Center:
    return a_center("Chiang Mai center", code="ITC-R01")


@pytest.fixture
def manager(client: Client, center: Center) -> Client:
    client.force_login(a_manager(center))
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_administrator())
    client.cookies["language"] = "en"
    return client


def at(name: str, center: Center, *more: int) -> str:
    return reverse(f"centers:{name}", args=[center.code, *more])


def posts_of(center: Center) -> list[str]:
    """The addresses that only take something."""
    offering, role = an_offering(center), an_officer(center).memberships.get()
    names = ("service", "service-withdrawal", "service-restoration", "service-position")
    return [at("holidays", center), at("last-day", center, role.pk), *(at(name, center, offering.pk) for name in names)]


def network_pages(center: Center) -> list[str]:
    return [
        reverse("centers:new"),
        reverse("centers:organisations"),
        reverse("centers:organisation", args=[center.host_id]),
        *(at(name, center) for name in FOR_ADMINISTRATORS),
    ]


def test_everyone_sees_the_network_and_a_center(client: Client, center: Center) -> None:
    client.cookies["language"] = "en"
    assert "Chiang Mai center" in client.get(reverse("centers:list")).content.decode()
    page = client.get(at("detail", center)).content.decode()
    assert "08:30–16:30" in page
    assert "Run this center" not in page


def test_a_center_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/centers/nowhere/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, center: Center) -> None:
    for address in [*(at(name, center) for name in FOR_MANAGERS), *network_pages(center)]:
        answer = client.get(address)
        assert (answer.status_code, "login" in answer["Location"]) == (302, True), address
    for address in posts_of(center):
        assert client.post(address).status_code == 302, address


def test_strangers_and_neighbours_do_not_run_a_center(client: Client, center: Center) -> None:
    pages = [at(name, center) for name in FOR_MANAGERS]
    posts = posts_of(center)
    for user in (a_user(), a_manager(a_center()), an_officer(center), an_operator(center)):
        client.force_login(user)
        for address in [*pages, *network_pages(center)]:
            assert client.get(address).status_code == 403, address
        for address in posts:
            assert client.post(address).status_code == 403, address


def test_a_manager_does_not_open_centers(manager: Client, center: Center) -> None:
    for address in network_pages(center):
        assert manager.get(address).status_code == 403, address


def test_every_page_opens_for_its_people(manager: Client, center: Center) -> None:
    offering = an_offering(center)
    withdraw_offering(offering=an_offering(center, "Gone"), by=a_manager(center), now=LONG_AGO)
    for address in [*(at(name, center) for name in (*FOR_MANAGERS, "detail")), at("service", center, offering.pk)]:
        assert manager.get(address).status_code == 200, address


def test_every_page_of_the_network_opens_for_an_administrator(administrator: Client, center: Center) -> None:
    an_offering(center)
    for address in network_pages(center):
        assert administrator.get(address).status_code == 200, address


def test_hours_are_set_a_week_at_once(manager: Client, center: Center) -> None:
    typed = {"opens_0_0": "09:00", "closes_0_0": "12:00", "opens_0_1": "13:00", "closes_0_1": "15:00"}
    assert manager.post(at("hours", center), typed).status_code == 302
    assert center.opening_hours.count() == 2


def test_half_a_stretch_and_an_overlap_are_refused_and_kept_in_the_form(manager: Client, center: Center) -> None:
    half = manager.post(at("hours", center), {"opens_3_0": "09:07"})
    assert half.status_code == 422
    assert "09:07" in half.content.decode()
    typed = {"opens_0_0": "09:00", "closes_0_0": "12:00", "opens_0_1": "11:00", "closes_0_1": "15:00"}
    overlap = manager.post(at("hours", center), typed)
    assert overlap.status_code == 422
    assert "Monday: two stretches overlap" in overlap.content.decode()
    assert center.opening_hours.count() == 5


def test_a_center_closes_and_opens_after_all(manager: Client, center: Center) -> None:
    typed = {"first_day": "2099-01-05", "start": "00:00", "last_day": "2099-01-06", "end": "23:59", "reason": "Repairs"}
    assert manager.post(at("closures", center), typed).status_code == 302
    assert "Repairs" in manager.get(at("closures", center)).content.decode()
    closure = center.closures.get()
    manager.post(at("closure-withdrawal", center, closure.pk))
    manager.post(at("closure-withdrawal", center, closure.pk))
    closure.refresh_from_db()
    assert closure.withdrawn_at


def test_a_closure_that_is_over_is_refused(manager: Client, center: Center) -> None:
    typed = {"first_day": "2020-01-05", "start": "00:00", "last_day": "2020-01-06", "end": "23:59", "reason": "Repairs"}
    assert manager.post(at("closures", center), typed).status_code == 422


def test_a_center_has_its_own_word_on_holidays(manager: Client, center: Center) -> None:
    for word, left in (("open", True), ("closed", False)):
        manager.post(at("holidays", center), {"on": "2099-12-10", "word": word})
        assert center.holiday_exceptions.get().is_open is left
    manager.post(at("holidays", center), {"on": "2099-12-10", "word": "none"})
    manager.post(at("holidays", center), {"on": "2020-12-10", "word": "open"})
    manager.post(at("holidays", center), {"on": "soon", "word": "open"})
    assert not center.holiday_exceptions.exists()


def test_services_are_added_written_moved_withdrawn_and_restored(manager: Client, center: Center) -> None:
    for name in ("คั่ว", "บด"):
        manager.post(at("new-service", center), {"stage": "engineering", "name_th": name})
    first, second = center.offerings.all()
    manager.post(at("service", center, first.pk), {"stage": "engineering", "name_th": "คั่วกาแฟ"})
    manager.post(at("service-position", center, second.pk), {"direction": "up"})
    assert [offering.name_th for offering in center.offerings.all()] == ["บด", "คั่วกาแฟ"]
    manager.post(at("service-withdrawal", center, first.pk), follow=True)
    assert "คั่วกาแฟ" not in manager.get(at("detail", center)).content.decode()
    manager.post(at("service-restoration", center, first.pk))
    assert "คั่วกาแฟ" in manager.get(at("detail", center)).content.decode()
    assert manager.post(at("service-position", center, first.pk), {"direction": "away"}).status_code == 404


def test_a_manager_appoints_officers_and_sets_their_last_day(manager: Client, center: Center) -> None:
    page = manager.get(at("people", center)).content.decode()
    assert ('value="officer"' in page, 'value="manager"' in page) == (True, False)
    manager.post(at("people", center), {"email": "orn@example.com", "role": "officer"})
    role = Membership.objects.get(user__email="orn@example.com")
    twice = manager.post(at("people", center), {"email": "orn@example.com", "role": "officer"})
    assert twice.status_code == 422
    manager.post(at("last-day", center, role.pk), {"on": "2099-12-31"})
    manager.post(at("last-day", center, role.pk), {"on": "2020-12-31"})
    manager.post(at("last-day", center, role.pk), {"on": ""})
    role.refresh_from_db()
    assert str(role.ends_on) == "2099-12-31"


def test_a_manager_does_not_end_a_manager(manager: Client, center: Center) -> None:
    role = a_manager(center).memberships.get()
    assert manager.post(at("last-day", center, role.pk), {"on": "2099-12-31"}).status_code == 403


def test_a_profile_is_written_and_a_place_abroad_refused(manager: Client, center: Center) -> None:
    typed = {"name_th": "ศูนย์ใหม่", "latitude": "18.8", "longitude": "99.0", "focus": ["1079", "1312"]}
    assert manager.post(at("profile", center), typed).status_code == 302
    center.refresh_from_db()
    assert (center.name_th, center.focus) == ("ศูนย์ใหม่", ["1079", "1312"])
    assert manager.post(at("profile", center), {**typed, "latitude": "51.5"}).status_code == 422


def test_an_administrator_plans_opens_and_clones_a_center(administrator: Client) -> None:
    a_province("TH-21")
    organisation = an_organisation()
    typed = {
        "code": "itc-e03",
        "kind": "industrial_estate",
        "name_th": "ศูนย์ใหม่",
        "province": "TH-21",
        "host": organisation.pk,
        "supervising": organisation.pk,
    }
    assert administrator.post(reverse("centers:new"), typed).status_code == 302
    assert administrator.post(reverse("centers:new"), typed).status_code == 422
    center = Center.objects.get(code="ITC-E03")
    assert administrator.post(at("clone", center), {**typed, "code": "ITC-E04"}).status_code == 422
    an_offering(center)
    administrator.post(at("clone", center), {**typed, "code": "ITC-E04"})
    clone = Center.objects.get(code="ITC-E04")
    assert "Taken over" in administrator.get(at("offering", clone)).content.decode()
    administrator.post(at("life-cycle", center), {"status": "opened"})
    assert administrator.post(at("life-cycle", center), {"status": "suspended", "on": "2099-01-01"}).status_code == 422
    center.refresh_from_db()
    assert center.status == Center.Status.OPENED


def test_an_administrator_names_a_manager(administrator: Client, center: Center) -> None:
    administrator.post(at("people", center), {"email": "mali@example.com", "role": "manager"})
    assert Membership.objects.filter(center=center, role=Role.MANAGER).exists()


def test_organisations_are_added_and_renamed_but_not_enterprises(administrator: Client) -> None:
    administrator.post(reverse("centers:organisations"), {"kind": "host", "name_th": "สถาบันใหม่"})
    added = Organisation.objects.get(name_th="สถาบันใหม่")
    administrator.post(reverse("centers:organisation", args=[added.pk]), {"name_th": "สถาบันเก่า"})
    added.refresh_from_db()
    assert added.name_th == "สถาบันเก่า"
    coffee = an_organisation("Coffee", kind="enterprise")
    assert administrator.get(reverse("centers:organisation", args=[coffee.pk])).status_code == 404


def test_longer_lists_ask_the_database_no_more(
    administrator: Client, center: Center, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def grow() -> None:
        mini = a_center(parent=center)
        for on in (center, mini):
            an_offering(on)
            an_officer(on)

    grow()
    pages = [reverse("centers:list"), reverse("centers:organisations")]
    pages += [at(name, center) for name in ("detail", "closures", "offering", "people", "life-cycle")]
    counted = []
    for address in pages:
        administrator.get(address)
        with CaptureQueriesContext(connection) as few:
            administrator.get(address)
        counted.append(len(few))
    for _more in range(4):
        grow()
    for address, number in zip(pages, counted, strict=True):
        with django_assert_num_queries(number):
            administrator.get(address)
