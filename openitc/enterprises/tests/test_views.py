"""The pages of enterprises, as people meet them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, a_role, an_officer
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.tests.builders import CITIZEN, JURISTIC, a_member, a_product, an_enterprise
from openitc.notices.models import Notice
from openitc.people.tests.builders import a_user

pytestmark = pytest.mark.django_db
TYPED = {"name_th": "กาแฟแม่ทา", "kind": "community_enterprise", "province": "TH-51"}


@pytest.fixture
def center() -> Center:
    return a_center("Chiang Mai center")


@pytest.fixture
def officer_client(client: Client, center: Center) -> Client:
    client.force_login(an_officer(center))
    client.cookies["language"] = "en"
    return client


def addresses_of(enterprise: Enterprise) -> list[str]:
    product, member = a_product(enterprise), a_member(enterprise).memberships.get()
    within = [reverse(f"enterprises:{name}", args=[enterprise.pk]) for name in ("detail", "edit", "sharing")]
    within += [reverse(f"enterprises:{name}", args=[enterprise.pk]) for name in ("new-product", "new-member")]
    return [
        *within,
        reverse("enterprises:product", args=[enterprise.pk, product.pk]),
        reverse("enterprises:departure", args=[enterprise.pk, member.pk]),
    ]


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, center: Center) -> None:
    pages = [reverse("enterprises:list"), reverse("enterprises:new"), *addresses_of(an_enterprise(center=center))]
    for address in pages:
        answer = client.get(address)
        assert (answer.status_code, "login" in answer["Location"]) == (302, True), address
    assert client.post(reverse("enterprises:request")).status_code == 302


def test_for_strangers_and_neighbours_there_is_no_such_page(client: Client, center: Center) -> None:
    pages = addresses_of(an_enterprise(center=center))
    for user in (a_user(), an_officer(a_center()), a_member(an_enterprise(center=a_center()))):
        client.force_login(user)
        for address in pages:
            assert client.get(address).status_code == 404, address
            assert client.post(address, TYPED).status_code in {404, 405}, address


def test_every_page_opens_for_its_people(officer_client: Client, center: Center) -> None:
    for address in addresses_of(an_enterprise(center=center)):
        assert officer_client.get(address).status_code == 200, address


def test_an_officer_registers_an_enterprise_with_three_answers(officer_client: Client, center: Center) -> None:
    answer = officer_client.post(reverse("enterprises:new"), TYPED)
    enterprise = Enterprise.objects.get()
    assert answer["Location"] == reverse("enterprises:detail", args=[enterprise.pk])
    assert enterprise.acquaintances.get().center == center


def test_an_officer_of_two_centers_says_which_one(client: Client, center: Center) -> None:
    officer, second = an_officer(center), a_center()
    a_role(officer, "officer", at=second)
    client.force_login(officer)
    assert 'name="center"' in client.get(reverse("enterprises:new")).content.decode()
    client.post(reverse("enterprises:new"), {**TYPED, "center": second.pk})
    assert Enterprise.objects.get().acquaintances.get().center == second


def test_an_owner_registers_their_own_and_sees_it_in_their_list(client: Client, center: Center) -> None:
    client.force_login(a_user())
    client.post(reverse("enterprises:new"), TYPED)
    assert "กาแฟแม่ทา" in client.get(reverse("enterprises:list")).content.decode()


def test_a_wrong_number_is_refused_and_nothing_typed_is_lost(officer_client: Client) -> None:
    answer = officer_client.post(reverse("enterprises:new"), {**TYPED, "registration": "0-1055-36112-01-5"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "0-1055-36112-01-5" in page
    assert "mistyped" in page


def test_an_alike_name_asks_whether_it_is_the_same_and_takes_no_for_an_answer(
    officer_client: Client, center: Center
) -> None:
    known = an_enterprise("กลุ่มกาแฟแม่ทา", center=center)
    asked = officer_client.post(reverse("enterprises:new"), TYPED)
    assert asked.status_code == 422
    assert reverse("enterprises:detail", args=[known.pk]) in asked.content.decode()
    officer_client.post(reverse("enterprises:new"), {**TYPED, "despite_namesakes": "1"})
    assert Enterprise.objects.count() == 2


def test_a_number_kept_elsewhere_can_be_asked_for_and_shows_nothing(officer_client: Client) -> None:
    keeper = a_center()
    an_enterprise("ความลับ", center=keeper, registration=JURISTIC)
    refused = officer_client.post(reverse("enterprises:new"), {**TYPED, "registration": JURISTIC})
    page = refused.content.decode()
    assert (refused.status_code, "ความลับ" in page) == (422, False)
    assert reverse("enterprises:request") in page
    officer_client.post(reverse("enterprises:request"), {"registration": JURISTIC})
    assert Notice.objects.exists()


def test_a_citizens_number_is_masked_and_kept_when_the_profile_is_saved(officer_client: Client, center: Center) -> None:
    enterprise = an_enterprise(center=center, registration=CITIZEN)
    edit = reverse("enterprises:edit", args=[enterprise.pk])
    for address in (edit, reverse("enterprises:detail", args=[enterprise.pk]), reverse("enterprises:list")):
        assert CITIZEN not in officer_client.get(address).content.decode()
    answer = officer_client.post(edit, {**TYPED, "registration": enterprise.shown_registration})
    assert answer.status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.registration, enterprise.name_th) == (CITIZEN, "กาแฟแม่ทา")


def test_a_list_is_searched_inside_thai_words_and_narrowed(officer_client: Client, center: Center) -> None:
    an_enterprise("วิสาหกิจชุมชนกาแฟแม่ทา", center=center)
    an_enterprise("ผ้าไหมลำพูน", center=center, province="TH-50")
    address = reverse("enterprises:list")
    found = officer_client.get(address, {"q": "แม่ทา"}).content.decode()
    assert ("กาแฟแม่ทา" in found, "ผ้าไหม" in found) == (True, False)
    assert "ผ้าไหม" in officer_client.get(address, {"province": "TH-50"}).content.decode()
    assert "No enterprise fits" in officer_client.get(address, {"kind": "juristic"}).content.decode()


def test_products_members_and_sharing_work_from_their_pages(officer_client: Client, center: Center) -> None:
    enterprise, other = an_enterprise(center=center), a_center()
    officer_client.post(reverse("enterprises:new-product", args=[enterprise.pk]), {"name_th": "ดริป", "isic": "1079"})
    product = Product.objects.get()
    officer_client.post(reverse("enterprises:product", args=[enterprise.pk, product.pk]), {"name_th": "ดริปแบบซอง"})
    officer_client.post(reverse("enterprises:new-member", args=[enterprise.pk]), {"email": "nid@example.com"})
    officer_client.post(reverse("enterprises:sharing", args=[enterprise.pk]), {"center": other.pk})
    page = officer_client.get(reverse("enterprises:detail", args=[enterprise.pk])).content.decode()
    assert all(words in page for words in ("ดริปแบบซอง", "nid@example.com", other.name_en))
    member = enterprise.organisation.memberships.get()
    officer_client.post(reverse("enterprises:departure", args=[enterprise.pk, member.pk]))
    member.refresh_from_db()
    assert member.ends_on is not None


def test_longer_lists_ask_the_database_no_more(
    officer_client: Client, center: Center, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def grow(enterprise: Enterprise) -> None:
        a_product(enterprise)
        a_member(enterprise)

    first = an_enterprise(center=center)
    grow(first)
    pages = [reverse("enterprises:list"), reverse("enterprises:detail", args=[first.pk])]
    counted = []
    for address in pages:
        officer_client.get(address)
        with CaptureQueriesContext(connection) as few:
            officer_client.get(address)
        counted.append(len(few))
    for _more in range(5):
        grow(first)
        grow(an_enterprise(center=center))
    for address, number in zip(pages, counted, strict=True):
        with django_assert_num_queries(number):
            officer_client.get(address)
