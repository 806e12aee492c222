"""Products that the world sees: words by kind, drawn pictures, and agreements that differ from one to the next."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from stdnum import ean

from openitc.cases.models import Case, CaseStage
from openitc.cases.queries import members_of
from openitc.centers.models import Role
from openitc.centers.operations import appoint
from openitc.enterprises.models import Product
from openitc.enterprises.operations import Told as Origin
from openitc.enterprises.operations import add_photograph, write_identity
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations.agreements import agree
from openitc.listings.operations.enquiries import Asked, mark_answered, send_enquiry
from openitc.listings.operations.listings import Told, begin_listing, publish, write_listing
from openitc.listings.operations.places import add_place
from openitc.people.models import User
from openitc.people.operations import add_user
from openitc.sample.drawings import drawn
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.shared.money import SATANG_A_BAHT

PUBLISHED = 20
ON_SALE = (CaseStage.COMMERCIAL, CaseStage.FOLLOW_UP, CaseStage.MARKET)
DAY = timedelta(days=1)
_P = Agreement.Part
EVERYTHING = tuple(_P)
AGREED = (
    EVERYTHING,
    tuple(part for part in EVERYTHING if part != _P.MAKER),
    (_P.ENTERPRISE, _P.PHOTOGRAPHS, _P.IDENTITY, _P.CERTIFICATES, _P.PLACES, _P.PRICE, _P.MAP),
    (_P.PHOTOGRAPHS, _P.IDENTITY, _P.CERTIFICATES, _P.PRICE),
    (_P.ENTERPRISE, _P.PHOTOGRAPHS, _P.CERTIFICATES, _P.MARKET_TEST, _P.PRICE, _P.MAP),
)
SHOPS = (
    ("ถนนคนเดินเมืองสมมติ", "The walking street of Mueang Sommut", ""),
    ("ร้านของฝากสถานีในนิทาน", "Gift shop of Nithan station", ""),
    ("หน้าร้านออนไลน์", "The enterprise's own shop", "https://shop.example.com/"),
)
ASKED = (
    ("Akari Yume", "Yume Trading", "Japan", "We run twelve shops. What do 800 units cost?"),
    ("Lena Feld", "Feldlicht GmbH", "Germany", "Could you send three samples for our customers?"),
    ("คุณใจดี", "ร้านนิทานของฝาก", "", "ขอราคาส่งสำหรับร้านของฝากสามสาขาค่ะ สั่งครั้งแรกประมาณ 200 ชิ้น"),
)  # fmt: skip


def load_listings(loading: Loading) -> None:
    """Twenty public pages, and one that waits for the word of its enterprise; call it when cases have their stages."""
    words = {row.text("pathway"): row for row in toml_rows(DATA / "listings.toml", "listing")}
    for turn, case in enumerate(_chosen(words)):
        _show(loading, case, words[case.version.pathway.code], turn)
    _waits(loading, words)


def _chosen(words: dict[str, Row]) -> list[Case]:
    """Cases on sale, of each kind in turn, so that the catalogue is colourful."""
    kinds: dict[str, list[Case]] = defaultdict(list)
    rows = Case.objects.filter(stage__in=ON_SALE, closed_at=None, version__pathway__code__in=words)
    for case in rows.select_related("version__pathway", "product", "enterprise__province").order_by("-number"):
        kinds[case.version.pathway.code].append(case)
    turns = zip_longest(*(kinds[code] for code in sorted(kinds)))
    return [case for turn in turns for case in turn if case is not None][:PUBLISHED]


def _show(loading: Loading, case: Case, row: Row, turn: int) -> None:
    then = loading.now - (9 + 6 * turn) * DAY
    member = _member(loading, case, turn, then)
    listing = _written(loading, case, row, turn, by=member, now=then)
    _picture(case.product, row, turn, by=member, now=then)
    _place(case, row, by=member, now=then)
    for thai, english, url in SHOPS[: 1 + turn % len(SHOPS)]:
        add_place(listing=listing, name_th=thai, name_en=english, url=url, by=member, now=then)
    agree(listing=listing, parts=AGREED[turn % len(AGREED)], by=member, now=then)
    publish(listing=listing, by=member, now=then)
    for name, company, country, text in _asked(turn):
        asked = Asked(name=name, company=company, country=country, text=text, reply_to="buyer@example.com")
        enquiry = send_enquiry(listing=listing, asked=asked, by=None, now=loading.now - DAY)
        if turn:
            mark_answered(enquiry=enquiry, by=member, now=loading.now - DAY / 2)


def _waits(loading: Loading, words: dict[str, Row]) -> None:
    """The story of the hill coffee: its page is written, and its member has not decided yet what is shown."""
    found = Case.objects.filter(product__in=[product.pk for _, product in loading.story_enterprises.values()])
    found = found.select_related("version__pathway", "product", "enterprise__province")
    case = found.filter(version__pathway__code__in=words, stage__in=(CaseStage.CERTIFICATION, *ON_SALE)).first()
    if case and case.version:
        _written(loading, case, words[case.version.pathway.code], PUBLISHED, by=loading.by, now=loading.now - 2 * DAY)


def _written(loading: Loading, case: Case, row: Row, turn: int, *, by: User, now: datetime) -> Listing:
    listing = begin_listing(case=case, by=by, now=now)
    price = row.whole("price") * loading.chance.choice((0.9, 1, 1, 1.15))
    told = Told(
        title_th=case.product.name_th,
        title_en=case.product.name_en,
        **{name: row.text(name) for name in WORDS},
        allergens=tuple(row.values["allergens"]),
        gtin=_gtin(turn),
        hs_code=row.text("hs"),
        net_weight=Decimal(row.whole("net")),
        gross_weight=Decimal(row.whole("gross")),
        shelf_life_days=row.whole("days") or None,
        price=round(price) * SATANG_A_BAHT,
        moq=row.whole("moq"),
    )
    return write_listing(listing=listing, told=told, by=by, now=now)


WORDS = ("summary_th", "summary_en", "ingredients_th", "ingredients_en", "storage_th", "storage_en")


def _member(loading: Loading, case: Case, turn: int, now: datetime) -> User:
    """Who decides for the enterprise: the one it has, or one made for it."""
    known = members_of(case.enterprise, on=clock.local_day(now)).first()
    if known:
        return known
    user = add_user(email=f"owner.{turn + 1}@example.com", name=f"เจ้าของ {case.enterprise.name_th}"[:150], now=now)
    role = Role.ENTERPRISE_MEMBER
    appoint(user=user, role=role, organisation=case.enterprise.organisation, by=loading.by, now=now - DAY)
    return user


def _picture(product: Product, row: Row, turn: int, *, by: User, now: datetime) -> None:
    caption = {"caption_th": f"{product.name_th} (ภาพวาด)", "caption_en": f"{product.name_en} (drawn)"}
    for palette in (turn, turn + 2)[: 1 + turn % 2]:
        data = drawn(row.text("shape"), palette)
        name = f"{row.text('shape')}-{palette}.jpg"
        add_photograph(product=product, name=name, data=data, **caption, by=by, now=now)


def _place(case: Case, row: Row, *, by: User, now: datetime) -> None:
    names = ("material_th", "material_en", "craft_th", "craft_en", "story_th", "story_en")
    enterprise = case.enterprise
    words: dict[str, Any] = {name: row.text(name) for name in names}
    told = Origin(
        province=enterprise.province,
        district_th=enterprise.district_th,
        district_en=enterprise.district_en,
        **words,
    )
    if not hasattr(case.product, "identity"):
        write_identity(product=case.product, told=told, by=by, now=now)


def _gtin(turn: int) -> str:
    """A number whose last digit is right, of a company that there is not."""
    body = f"88500000{turn + 1:04d}"
    return f"{body}{ean.calc_check_digit(body)}"


def _asked(turn: int) -> Iterator[tuple[str, str, str, str]]:
    yield from ASKED[turn : turn + 1] if turn < len(ASKED) else ()
