"""The sample network's contract manufacturers, all invented, and what areas looked for in vain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openitc.centers.models import Role
from openitc.centers.operations import appoint
from openitc.people.models import User
from openitc.people.operations import add_user
from openitc.resources.operations import keep_unmet_need
from openitc.sample.files import DATA, Row, csv_rows
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.sourcing.models import Maker
from openitc.sourcing.operations.certificates import Wording, enter_certificate, verify_certificate
from openitc.sourcing.operations.makers import (
    Profile,
    Spot,
    leave_directory,
    register_maker,
    return_maker,
    verify_maker,
)
from openitc.sourcing.operations.processes import Month, Offer, offer_process
from openitc.sourcing.rules.months import months_from

DAY = timedelta(days=1)
STATES = frozenset({"verified", "waiting", "returned", "left"})
REGISTERED_DAYS_AGO = 500
NEEDS, NEEDS_DAYS = 150, 700
USUAL_SHARE = 50  # per cent of a usual month; with less room an order takes longer
VERIFIER = "officer.chiangmai@example.go.th"
# Where people look in vain most often: provinces with many growers and few works.
LACKING = ("TH-51", "TH-50", "TH-57", "TH-55", "TH-52", "TH-58", "TH-56", "TH-54", "TH-65", "TH-40", "TH-41", "TH-34",
           "TH-32", "TH-80", "TH-86", "TH-22", "TH-63", "TH-42")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate of a maker: its last day counted from today; one with a question mark nobody has verified."""

    mark: str
    days_left: int
    verified: bool


def load_makers(loading: Loading) -> dict[str, Maker]:
    """Every maker of the list, in the state it says; by its code."""
    officer = loading.people.get(VERIFIER, loading.by)
    return {row.text("code"): _load(loading, row, position, officer) for position, row in enumerate(_rows())}


def load_needs(loading: Loading) -> None:
    """What was looked for in vain over two fiscal years, more of it lately."""
    chance, kinds = loading.chance, csv_rows(DATA / "needs.csv")
    weights = [row.whole("weight") for row in kinds]
    for row in chance.choices(kinds, weights, k=NEEDS):
        days_ago = int(NEEDS_DAYS * chance.random() ** 1.4)
        keep_unmet_need(
            kind=row.text("kind"),
            capability=loading.capabilities.get(row.optional("capability")),
            words=row.optional("words"),
            province=loading.provinces[chance.choices(LACKING, range(len(LACKING), 0, -1))[0]],
            by=None,
            now=loading.now - days_ago * DAY,
        )


def _rows() -> tuple[Row, ...]:
    return csv_rows(DATA / "makers.csv")


def _load(loading: Loading, row: Row, position: int, officer: User) -> Maker:
    state = row.one_of("state", STATES)
    then = loading.now - (REGISTERED_DAYS_AGO - 7 * position if state == "verified" else 3 + position % 9) * DAY
    member = _account(loading, row)
    by = member or officer
    maker = register_maker(profile=_profile(row, position), spot=_spot(loading, row), by=by, now=then)
    if member:
        appoint(user=member, role=Role.MAKER_MEMBER, organisation=maker.organisation, by=loading.by, now=then)
    _offer_all(loading, row, maker, by)
    _certify(loading, row, maker, officer, by=by)
    if state in {"verified", "left"}:
        verify_maker(maker=maker, by=officer, now=then + 2 * DAY)
    if state == "returned":
        reason = "เลขทะเบียนไม่ตรงกับชื่อในทะเบียนนิติบุคคล"  # house: an officer's own words, as data
        return_maker(maker=maker, reason=reason, by=officer, now=then + DAY)
    if state == "left":
        leave_directory(maker=maker, by=by, now=then + 2 * DAY)
    return maker


def _account(loading: Loading, row: Row) -> User | None:
    """The account that signs in for the maker, where one does."""
    email = row.optional("account")
    if not email:
        return None
    user = loading.people.get(email) or add_user(
        email=email, name=f"สมาชิก {row.text('name_th')}", now=loading.now - REGISTERED_DAYS_AGO * DAY
    )
    loading.people[email] = user
    return user


def _profile(row: Row, position: int) -> Profile:
    return Profile(
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        registration=_registration(position),
        about_th=row.optional("about_th"),
        about_en=row.optional("about_en"),
        markets=row.words("markets"),
        contact_phone=f"02-555-{position:04d}",
        contact_email=row.optional("account") or f"{row.text('code')}@example.com",
    )


def _spot(loading: Loading, row: Row) -> Spot:
    province, chance = loading.provinces[row.text("province")], loading.chance
    return Spot(
        province=province,
        name_th=row.text("place_th"),
        name_en=row.text("place_en"),
        latitude=round(province.latitude + chance.uniform(-0.12, 0.12), 4),
        longitude=round(province.longitude + chance.uniform(-0.12, 0.12), 4),
    )


def _offer_all(loading: Loading, row: Row, maker: Maker, by: User) -> None:
    for part in row.words("processes", separator=";"):
        code, unit, minimum, monthly, lead = part.split(":")
        offer = Offer(
            unit=unit,
            minimum=int(minimum),
            monthly=int(monthly),
            lead_days=int(lead),
            months=_months(loading, int(monthly), int(lead)),
        )
        offer_process(maker=maker, capability=loading.capabilities[code], offer=offer, by=by, now=loading.now)


def _months(loading: Loading, monthly: int, lead: int) -> dict[date, Month]:
    """The coming weeks are fuller than the rest of the year, and a few months differ."""
    chance, months = loading.chance, months_from(clock.local_day(loading.now))
    differing = {months[0]: chance.choice((0, 10, 30)), months[1]: chance.choice((20, 50, 80, 100))}
    differing |= {chance.choice(months[2:]): chance.choice((0, 40, 60, 130))}
    return {
        month: Month(free=monthly * share // 100, lead_days=lead + (7 if share < USUAL_SHARE else 0))
        for month, share in differing.items()
    }


def _certify(loading: Loading, row: Row, maker: Maker, officer: User, *, by: User) -> None:
    for number, held in enumerate(_held(row)):
        then = max(loading.now + min(held.days_left - 340, -4) * DAY, maker.added_at + DAY)
        expires = clock.local_day(loading.now) + held.days_left * DAY
        wording = Wording(
            mark=held.mark,
            number=f"{held.mark.upper()[:4]}-{maker.pk:03d}{number}/{expires.year + 541 - 2000}",
            issuer="หน่วยรับรองตัวอย่าง",  # house: an invented body, as data
            issued_on=clock.local_day(then) - 30 * DAY,
            expires_on=expires,
        )
        certificate = enter_certificate(maker=maker, wording=wording, by=by, now=then)
        if held.verified:
            verify_certificate(certificate=certificate, by=officer, now=then + DAY)


def _held(row: Row) -> Iterable[Held]:
    for part in row.words("certificates"):
        mark, days = part.split(":")
        yield Held(mark.removesuffix("?"), int(days), not mark.endswith("?"))


def _registration(position: int) -> str:
    """A number with a right check digit in a range that is no province's: 099 begins no real one."""
    body = f"09955651{position:04d}"
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(body))
    return f"{body}{(11 - total % 11) % 10}"
