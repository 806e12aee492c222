"""How enterprises come to be known, and what is refused."""

from datetime import date

import pytest

from openitc.centers.models import Membership, Role
from openitc.centers.operations import set_hub
from openitc.centers.tests.builders import a_center, a_province, an_officer
from openitc.enterprises import operations
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import CITIZEN, JURISTIC, a_member, a_product, a_profile, an_enterprise
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 11, 23), 9)


def reasons(profile: operations.Profile) -> list[str]:
    center = a_center()
    with pytest.raises(operations.EnterpriseRefused) as refusal:
        operations.register_enterprise(profile=profile, center=center, by=an_officer(center), now=NOW)
    return [reason.code for reason in refusal.value.reasons]


def test_two_enterprises_without_a_number_are_two_enterprises() -> None:
    center = a_center()
    first, second = an_enterprise("Coffee", center=center), an_enterprise("Silk", center=center)
    assert (first.registration, second.registration) == (None, None)


def test_a_registered_enterprise_is_known_to_the_center_that_took_it_in() -> None:
    center = a_center()
    enterprise = an_enterprise(center=center, registration=JURISTIC)
    assert [known.center for known in enterprise.acquaintances.all()] == [center]
    assert enterprise.organisation.name_en == enterprise.name_en


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        ("123", Enterprise.Kind.COMMUNITY, "not_13_digits"),
        ("๐๑๐๕๕๓๖๑๑๒๐๑๔", Enterprise.Kind.COMPANY, "not_13_digits"),
        ("0105536112015", Enterprise.Kind.COMPANY, "check_digit"),
        (CITIZEN, Enterprise.Kind.COMPANY, "not_a_company"),
    ],
)
def test_a_number_is_checked(number: str, kind: str, code: str) -> None:
    assert reasons(a_profile(registration=number, kind=kind)) == [code]


def test_every_reason_is_said_at_once() -> None:
    assert reasons(a_profile(" ", registration="123")) == ["no_name", "not_13_digits"]


def test_a_number_known_at_another_center_is_refused_without_saying_whose_it_is() -> None:
    an_enterprise("Secret Recipe", center=a_center(), registration=JURISTIC)
    center = a_center()
    with pytest.raises(operations.EnterpriseRefused) as refusal:
        operations.register_enterprise(
            profile=a_profile("Coffee", registration=JURISTIC), center=center, by=an_officer(center), now=NOW
        )
    assert [reason.code for reason in refusal.value.reasons] == ["number_known"]
    assert "Secret" not in str(refusal.value)


def test_a_number_known_here_is_refused_with_the_name_to_open() -> None:
    center = a_center()
    an_enterprise("Mae Tha", center=center, registration=JURISTIC)
    with pytest.raises(operations.EnterpriseRefused, match="Mae Tha"):
        operations.register_enterprise(
            profile=a_profile("Coffee", registration=JURISTIC), center=center, by=an_officer(center), now=NOW
        )


def test_a_name_known_here_is_shown_and_can_be_passed_over() -> None:
    center = a_center()
    officer = an_officer(center)
    known = an_enterprise("Mae Tha Coffee", center=center)
    profile = a_profile("Mae Tha Coffee Co., Ltd.")
    with pytest.raises(operations.NameKnown) as refusal:
        operations.register_enterprise(profile=profile, center=center, by=officer, now=NOW)
    assert (refusal.value.one_of, refusal.value.overridable) == ([known], True)
    operations.register_enterprise(profile=profile, center=center, despite_namesakes=True, by=officer, now=NOW)
    assert Enterprise.objects.count() == 2


def test_a_name_known_elsewhere_is_hinted_at_and_not_shown() -> None:
    an_enterprise("Mae Tha Coffee", center=a_center())
    center = a_center()
    with pytest.raises(operations.NameKnown) as refusal:
        operations.register_enterprise(profile=a_profile(), center=center, by=an_officer(center), now=NOW)
    assert refusal.value.one_of == []


def test_the_same_name_in_another_province_is_another_enterprise() -> None:
    center = a_center()
    an_enterprise("Mae Tha Coffee", center=center, province="TH-52")
    operations.register_enterprise(profile=a_profile(), center=center, by=an_officer(center), now=NOW)
    assert Enterprise.objects.count() == 2


def test_an_owner_registers_at_the_hub_of_the_province_and_becomes_a_member() -> None:
    a_center(province="TH-51")
    hub, owner = a_center(province="TH-50"), a_user()
    set_hub(province=a_province("TH-51"), center=hub, by=None, now=NOW)
    enterprise = operations.register_own_enterprise(profile=a_profile(), by=owner, now=NOW)
    assert enterprise.acquaintances.get().center == hub
    assert Membership.objects.get(user=owner).organisation == enterprise.organisation


def test_without_a_hub_the_nearest_open_center_serves_the_province() -> None:
    a_center(province="TH-90")
    near = a_center(province="TH-50")
    a_center(province="TH-51", status="planned")
    enterprise = operations.register_own_enterprise(profile=a_profile(), by=a_user(), now=NOW)
    assert enterprise.acquaintances.get().center == near


def test_without_any_center_an_owner_is_told_to_come_back() -> None:
    with pytest.raises(operations.EnterpriseRefused) as refusal:
        operations.register_own_enterprise(profile=a_profile(), by=a_user(), now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["no_center"]


def test_a_profile_keeps_its_own_number_when_it_is_written_anew() -> None:
    center = a_center()
    enterprise = an_enterprise("Mae Tha", center=center, registration=JURISTIC)
    changed = operations.change_enterprise(
        enterprise=enterprise,
        profile=a_profile("Mae Tha Coffee", registration=JURISTIC),
        by=enterprise.registered_by,
        now=NOW,
    )
    assert changed.organisation.name_en == "Mae Tha Coffee"
    assert Enterprise.objects.filter(search_text__contains="coffee").get() == changed


def test_sharing_twice_is_sharing_once() -> None:
    enterprise, other = an_enterprise(center=a_center()), a_center()
    for _time in range(2):
        operations.share_with_center(enterprise=enterprise, center=other, by=enterprise.registered_by, now=NOW)
    assert enterprise.acquaintances.count() == 2


def test_who_keeps_the_number_is_asked_to_share_it() -> None:
    knowing, asking = a_center(), a_center()
    keeper, officer = an_officer(knowing), an_officer(asking)
    an_enterprise(center=knowing, registration=JURISTIC, by=keeper)
    operations.ask_to_share(registration=JURISTIC, center=asking, by=officer, now=NOW)
    assert [notice.to for notice in Notice.objects.all()] == [keeper]


@pytest.mark.parametrize("number", ["", "0994000617721"])
def test_asking_for_a_number_that_nobody_keeps_tells_nobody(number: str) -> None:
    center = a_center()
    an_enterprise(center=center)
    operations.ask_to_share(registration=number, center=center, by=an_officer(center), now=NOW)
    assert not Notice.objects.exists()


def test_a_member_is_known_by_e_mail_or_made_known_and_told() -> None:
    enterprise, known = an_enterprise(center=a_center()), a_user(email="nid@example.com")
    by = a_member(enterprise)
    first = operations.add_member(enterprise=enterprise, email="NID@example.com", by=by, now=NOW)
    second = operations.add_member(enterprise=enterprise, email="ton@example.com", name="Ton", by=by, now=NOW)
    assert (first.user, second.role) == (known, Role.ENTERPRISE_MEMBER)
    assert not User.objects.get(email="ton@example.com").has_usable_password()
    assert Notice.objects.count() == 2


def test_a_product_is_found_by_its_words_after_it_changes() -> None:
    product = a_product(an_enterprise(center=a_center()))
    operations.change_product(product=product, name_th="กาแฟดริป", isic="1079", by=product.added_by, now=NOW)
    assert "กาแฟดริป" in product.search_text


def test_a_product_without_a_name_or_with_a_wrong_industry_is_refused() -> None:
    product = a_product(an_enterprise(center=a_center()))
    with pytest.raises(operations.ProductRefused) as refusal:
        operations.change_product(product=product, name_th=" ", isic="coffee", by=product.added_by, now=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["no_name", "isic"]


def test_a_company_number_is_shown_and_a_citizens_is_masked() -> None:
    center = a_center()
    assert an_enterprise(center=center, registration=JURISTIC).shown_registration == JURISTIC
    assert an_enterprise(center=center, registration=CITIZEN).shown_registration == "x-xxxx-xxxxx-63-5"
    assert an_enterprise(center=center).shown_registration == ""
