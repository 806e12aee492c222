"""What may be written of makers, what an officer's word covers, and who is told."""

from datetime import date, timedelta

import pytest

from openitc.centers.tests.builders import a_center, a_province, an_officer
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.refusals import Refused
from openitc.sourcing.models import Certificate, Maker, Mark
from openitc.sourcing.operations import certificates, makers, processes, sites, stops
from openitc.sourcing.operations.certificates import Wording
from openitc.sourcing.operations.makers import Profile, Spot
from openitc.sourcing.operations.processes import Month, Offer
from openitc.sourcing.queries.scorecards import may_be_invited
from openitc.sourcing.queries.sightings import seen_of_certificate, seen_of_maker
from openitc.sourcing.rules.months import months_from
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker, a_member_of_maker, a_process_tag

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2027, 1, 25), 9)
TODAY = clock.local_day(NOW)
DAY = timedelta(days=1)
JURISTIC = "0105536112014"  # a number whose check digit is right, from the documentation of python-stdnum


@pytest.fixture
def officer() -> User:
    """Who serves at a center."""
    return an_officer(a_center())


def a_profile(maker: Maker, **changed: str) -> Profile:
    """What the maker says of itself, but for what changed."""
    said = {"name_th": maker.name_th, "name_en": maker.name_en, "contact_email": maker.contact_email}
    return Profile(**{**said, **changed})  # type: ignore[arg-type] # what a test changes is text


def a_wording(**changed: object) -> Wording:
    """What stands on a certificate that holds for a year."""
    usual = {
        "mark": Mark.GMP,
        "number": "G-1",
        "issuer": "FDA",
        "issued_on": TODAY - DAY,
        "expires_on": TODAY + 365 * DAY,
    }
    return Wording(**{**usual, **changed})  # type: ignore[arg-type] # what a test changes fits its field


def an_offer(**changed: object) -> Offer:
    """What a maker says of a process."""
    usual = {"unit": "piece", "minimum": 100, "monthly": 1_000, "lead_days": 20}
    return Offer(**{**usual, **changed})  # type: ignore[arg-type] # what a test changes fits its field


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[tuple[str | None, str]]:
    """The field and the code of every reason."""
    return [(reason.field, reason.code) for reason in refusal.value.reasons]


def told(user: User) -> list[str]:
    """What the person was told."""
    return [str(notice) for notice in Notice.objects.filter(to=user)]


def test_a_number_is_thirteen_digits_with_the_right_last_one_or_none(officer: User) -> None:
    spot = Spot(province=a_province())
    blank = Profile(name_th="โรงงาน", contact_email="a@example.com")
    makers.register_maker(profile=blank, spot=spot, by=officer, now=NOW)
    makers.register_maker(profile=blank, spot=spot, by=officer, now=NOW)
    for number in ("123", "1234567890123", "๑๒๓๔๕๖๗๘๙๐๑๒๓", "0105536112015"):
        with pytest.raises(makers.MakerRefused):
            makers.register_maker(
                profile=Profile(name_th="โรงงาน", contact_email="a@example.com", registration=number),
                spot=spot, by=officer, now=NOW,
            )  # fmt: skip


def test_one_number_is_one_maker(officer: User) -> None:
    profile = Profile(name_th="โรงงาน", contact_email="a@example.com", registration=JURISTIC)
    makers.register_maker(profile=profile, spot=Spot(province=a_province()), by=officer, now=NOW)
    with pytest.raises(makers.MakerRefused) as refusal:
        makers.register_maker(profile=profile, spot=Spot(province=a_province()), by=officer, now=NOW)
    assert codes(refusal) == [("registration", "number_known")]


@pytest.mark.parametrize("changed", [{"name_th": "ชื่อใหม่"}, {"name_en": "New name"}, {"registration": JURISTIC}])
def test_another_name_or_number_takes_the_verification_away(officer: User, changed: dict[str, str]) -> None:
    maker = a_maker()
    makers.change_maker(maker=maker, profile=a_profile(maker, **changed), by=officer, now=NOW)
    maker.refresh_from_db()
    assert maker.verified_at is None
    assert not may_be_invited(maker, TODAY)


def test_what_nobody_verified_may_change_without_an_officer(officer: User) -> None:
    maker = a_maker()
    changed = a_profile(maker, about_th="ใหม่", contact_phone="1", contact_name="Lek")
    makers.change_maker(maker=maker, profile=changed, by=officer, now=NOW)
    processes.offer_process(
        maker=maker, capability=a_process_tag("roast.coffee"), offer=an_offer(), by=officer, now=NOW
    )
    maker.refresh_from_db()
    assert maker.verified_at is not None
    assert may_be_invited(maker, TODAY)


def test_another_place_takes_the_verification_away_and_the_first_one_says_the_province(officer: User) -> None:
    maker = a_maker(province="TH-51")
    bangkok = Spot(province=a_province("TH-10"), name_th="บางนา")
    second = sites.add_site(maker=maker, spot=bangkok, by=officer, now=NOW)
    maker.refresh_from_db()
    assert (maker.verified_at, maker.province_id) == (None, "TH-51")
    sites.close_site(site=maker.sites.open()[0], by=officer, now=NOW)
    maker.refresh_from_db()
    assert maker.province_id == "TH-10"
    with pytest.raises(sites.SiteRefused):
        sites.close_site(site=second, by=officer, now=NOW)


def test_a_place_saved_as_it_was_changes_nothing(officer: User) -> None:
    maker = a_maker()
    site = maker.sites.get()
    same = Spot(
        province=site.province, name_th=site.name_th, name_en=site.name_en,
        latitude=site.latitude, longitude=site.longitude,
    )  # fmt: skip
    sites.change_site(site=site, spot=same, by=officer, now=NOW)
    maker.refresh_from_db()
    assert maker.verified_at is not None


def test_half_a_position_is_refused_at_the_other_half(officer: User) -> None:
    with pytest.raises(sites.SiteRefused) as refusal:
        sites.add_site(
            maker=a_maker(), spot=Spot(province=a_province(), name_th="x", latitude=18.0), by=officer, now=NOW
        )
    assert codes(refusal) == [("longitude", "half_a_position")]


def test_an_officer_verifies_what_they_saw_and_nothing_else(officer: User) -> None:
    maker = a_maker(verified=False)
    seen = seen_of_maker(maker)
    makers.change_maker(maker=maker, profile=a_profile(maker, name_th="อีกชื่อ"), by=officer, now=NOW)
    with pytest.raises(makers.MakerRefused) as refusal:
        makers.verify_maker(maker=maker, seen=seen, by=officer, now=NOW)
    assert codes(refusal) == [(None, "written_meanwhile")]
    maker.refresh_from_db()
    makers.verify_maker(maker=maker, seen=seen_of_maker(maker), by=officer, now=NOW)


def test_who_was_sent_back_waits_again_as_soon_as_it_is_corrected(officer: User) -> None:
    maker = a_maker(verified=False)
    own = a_member_of_maker(maker)
    makers.return_maker(maker=maker, reason="Wrong number.", by=officer, now=NOW)
    assert not Maker.objects.waiting().exists()
    assert any("Wrong number." in sentence for sentence in told(own))
    makers.change_maker(maker=maker, profile=a_profile(maker, registration=JURISTIC), by=own, now=NOW)
    assert list(Maker.objects.waiting()) == [maker]


def test_who_comes_back_to_the_directory_is_looked_at_again(officer: User) -> None:
    maker = a_maker()
    makers.leave_directory(maker=maker, by=officer, now=NOW)
    assert not Maker.objects.verified().exists()
    makers.rejoin_directory(maker=maker, by=officer, now=NOW)
    assert list(Maker.objects.waiting()) == [maker]


def test_the_officers_of_the_area_are_told_what_waits_for_them() -> None:
    center = a_center(province="TH-51")
    near, person = an_officer(center), a_user("Lek")
    profile = Profile(name_th="โรงงาน", name_en="Works", contact_email="a@example.com")
    makers.register_own_maker(profile=profile, spot=Spot(province=a_province("TH-51")), by=person, now=NOW)
    assert told(near) == ["Works waits for an officer to verify it."]


def test_a_changed_certificate_has_to_be_verified_again(officer: User) -> None:
    maker = a_maker(marks=())
    certificate = certificates.enter_certificate(maker=maker, wording=a_wording(), by=officer, now=NOW)
    certificates.verify_certificate(certificate=certificate, seen=seen_of_certificate(certificate), by=officer, now=NOW)
    assert Certificate.objects.in_force(TODAY).exists()
    certificates.change_certificate(certificate=certificate, wording=a_wording(), by=officer, now=NOW)
    assert Certificate.objects.in_force(TODAY).exists(), "nothing of it changed"
    longer = a_wording(expires_on=TODAY + 800 * DAY)
    certificates.change_certificate(certificate=certificate, wording=longer, by=officer, now=NOW)
    assert not Certificate.objects.in_force(TODAY).exists()
    maker.refresh_from_db()
    assert maker.verified_at is not None


def test_a_certificate_says_everything_that_is_wrong_with_it(officer: User) -> None:
    wrong = a_wording(number=" ", issuer="", issued_on=TODAY + 9 * DAY, expires_on=TODAY + DAY)
    with pytest.raises(certificates.CertificateRefused) as refusal:
        certificates.enter_certificate(maker=a_maker(), wording=wrong, by=officer, now=NOW)
    assert [field for field, _code in codes(refusal)] == ["number", "issuer", "issued_on", "expires_on"]


def test_one_certificate_is_entered_once_until_it_is_withdrawn(officer: User) -> None:
    maker = a_maker(marks=())
    certificates.enter_certificate(maker=maker, wording=a_wording(), by=officer, now=NOW)
    with pytest.raises(certificates.CertificateRefused):
        certificates.enter_certificate(maker=maker, wording=a_wording(), by=officer, now=NOW)


def test_a_withdrawn_certificate_counts_no_longer_and_may_be_entered_anew(officer: User) -> None:
    maker = a_maker(marks=())
    first = certificates.enter_certificate(maker=maker, wording=a_wording(), by=officer, now=NOW)
    certificates.withdraw_certificate(certificate=first, by=officer, now=NOW)
    again = certificates.enter_certificate(maker=maker, wording=a_wording(), by=officer, now=NOW)
    assert list(maker.certificates.standing()) == [again]
    with pytest.raises(certificates.CertificateRefused):
        certificates.verify_certificate(certificate=first, by=officer, now=NOW)


def test_an_expired_certificate_is_never_verified(officer: User) -> None:
    late = a_certificate(a_maker(marks=()), expires_on=TODAY - DAY, verified=False)
    with pytest.raises(certificates.CertificateRefused):
        certificates.verify_certificate(certificate=late, by=officer, now=NOW)


def test_a_maker_is_warned_once_of_each_step_towards_the_last_day() -> None:
    maker = a_maker(marks=())
    own = a_member_of_maker(maker)
    a_certificate(maker, expires_on=TODAY + 60 * DAY)
    a_certificate(maker, Mark.HACCP, expires_on=TODAY + 400 * DAY)
    a_certificate(maker, Mark.HALAL, expires_on=TODAY + 5 * DAY, verified=False)
    for days, sent in ((0, 1), (0, 0), (10, 0), (31, 1), (60, 0), (61, 1), (90, 0)):
        assert certificates.warn_of_expiry(by=None, now=NOW + days * DAY) == sent, days
    assert len(told(own)) == 3


def test_months_differ_from_a_usual_one_only_where_they_do(officer: User) -> None:
    maker = a_maker()
    months = months_from(TODAY)
    differing = {months[0]: Month(free=0, lead_days=20), months[3]: Month(free=1_000, lead_days=20)}
    process = processes.offer_process(
        maker=maker, capability=a_process_tag("roast.coffee"), offer=an_offer(months=differing), by=officer, now=NOW
    )
    assert [(month.month, month.free) for month in process.months.all()] == [(months[0], 0)]
    far = {months[0].replace(year=months[0].year + 2): Month(free=1, lead_days=1)}
    with pytest.raises(processes.ProcessRefused):
        processes.change_process(process=process, offer=an_offer(months=far), by=officer, now=NOW)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"minimum": 0}, "minimum"), ({"monthly": 99}, "monthly"), ({"lead_days": 0}, "lead_days")],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(officer: User, changed: dict[str, int], field: str) -> None:
    with pytest.raises(processes.ProcessRefused) as refusal:
        processes.offer_process(
            maker=a_maker(), capability=a_process_tag("roast.coffee"), offer=an_offer(**changed), by=officer, now=NOW
        )
    assert [found for found, _code in codes(refusal)] == [field]


def test_what_a_maker_no_longer_offers_finds_it_no_more(officer: User) -> None:
    maker = a_maker(capability="roast.coffee")
    process = maker.processes.get()
    assert "roast.coffee" in maker.search_text
    processes.withdraw_process(process=process, by=officer, now=NOW)
    maker.refresh_from_db()
    assert "roast.coffee" not in maker.search_text
    with pytest.raises(processes.ProcessRefused):
        processes.change_process(process=process, offer=an_offer(), by=officer, now=NOW)


def test_a_stop_keeps_a_maker_from_being_invited_until_it_ends(officer: User) -> None:
    maker = a_maker()
    own = a_member_of_maker(maker)
    stops.stop_inviting(maker=maker, reason="Late three times.", by=officer, now=NOW)
    verdict = may_be_invited(maker, TODAY)
    assert not verdict
    assert not verdict.overridable
    assert any("Late three times." in sentence for sentence in told(own))
    with pytest.raises(stops.StopRefused):
        stops.stop_inviting(maker=maker, reason="Again.", by=officer, now=NOW)


def test_a_stop_that_ended_no_longer_counts(officer: User) -> None:
    maker = a_maker()
    stops.stop_inviting(maker=maker, reason="Late.", by=officer, now=NOW)
    stops.end_stop(maker=maker, by=officer, now=NOW)
    assert may_be_invited(maker, TODAY)
    with pytest.raises(stops.StopRefused):
        stops.end_stop(maker=maker, by=officer, now=NOW)
