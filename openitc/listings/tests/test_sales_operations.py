"""Sales are told by month and channel, sheets are taken whole or not at all, and the first sale is kept."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from openitc.cases.models import Case, Milestone
from openitc.listings.models import Sale
from openitc.listings.operations.sales import SalesRefused, read_sales, take_sales, tell_sales
from openitc.listings.queries.sales import preview_of, sold, state_of_sales
from openitc.listings.rules import sales as rules
from openitc.listings.tests.builders.channels import the_case, the_channel
from openitc.listings.tests.builders.listings import a_listing
from openitc.listings.tests.builders.sales import a_month, a_sale, a_sheet, this_month
from openitc.shared import clock
from openitc.shared.tests.races import race

pytestmark = pytest.mark.django_db
MARCH = "2026-03"


def first_sale(case: Case) -> Milestone | None:
    """The first sale that stands with the case."""
    return case.milestones.filter(kind=Milestone.Kind.FIRST_SALE, withdrawn_at=None).first()


def take(listing: object, read: object, state: int | None = None) -> list[Sale]:
    """Take a sheet over as it is now."""
    seen = state_of_sales(listing) if state is None else state  # type: ignore[arg-type] # a listing
    return take_sales(read=read, state=seen, by=listing.changed_by, now=clock.now())  # type: ignore[attr-defined,arg-type] # as above


def test_the_first_unit_sold_is_kept_with_the_case() -> None:
    listing = a_listing()
    assert first_sale(the_case(listing)) is None
    a_sale(listing, 0, 0)
    assert first_sale(the_case(listing)) is None
    a_sale(listing, 3, 555)
    assert first_sale(the_case(listing)) is not None


def test_the_only_sale_corrected_to_none_takes_the_first_sale_back() -> None:
    listing = a_listing()
    a_sale(listing, 3, 555)
    a_sale(listing, 0, 0)
    assert first_sale(the_case(listing)) is None
    a_sale(listing, 4, 740)
    assert first_sale(the_case(listing)) is not None


def test_another_sale_keeps_the_first_one() -> None:
    listing = a_listing()
    a_sale(listing, 3, 555, month=date(2026, 3, 1))
    a_sale(listing, 5, 925, month=date(2026, 4, 1))
    a_sale(listing, 0, 0, month=date(2026, 3, 1))
    assert first_sale(the_case(listing)) is not None


def test_a_month_told_again_keeps_its_earlier_word() -> None:
    listing = a_listing()
    a_sale(listing, 3, 555)
    a_sale(listing, 4, 740)
    assert a_sale(listing, 4, 740) is None
    assert [row.units for row in listing.sales.filter(replaced_at=None)] == [4]
    assert listing.sales.count() == 2


def test_the_table_refuses_to_change_what_was_told() -> None:
    sale = a_sale(a_listing())
    assert sale is not None
    sale.units = 99
    with pytest.raises(Exception, match="stays as it was told"):
        sale.save()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"elsewhere": " "}, "no_channel"),
        ({"units": 0, "baht": 10}, "nothing_sold"),
        ({"month": date(2099, 1, 1)}, "later"),
        ({"elsewhere": "Stall", "key": "shopee"}, "both"),
    ],
)
def test_a_month_that_cannot_be_is_refused(told: dict[str, object], code: str) -> None:
    listing = a_listing()
    with pytest.raises(SalesRefused) as refused:
        tell_sales(listing=listing, told=a_month(**told), by=listing.changed_by, now=clock.now())  # type: ignore[arg-type] # each case names some
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_a_sheet_says_what_it_would_change_before_it_does() -> None:
    the_channel()
    listing = a_listing()
    a_sale(listing, 10, 1850, month=date(2026, 3, 1))
    a_sale(listing, 20, 3700, month=date(2026, 4, 1))
    read = a_sheet(listing, f"Own shop,{MARCH},12,2220", "Own shop,04/2569,20,3700", "Shopee Thailand,May 2026,5,900")
    preview = preview_of(read)
    assert [row.change.kind for row in preview.rows] == ["changed", "unchanged", "new"]
    assert preview.rows[0].change.units_before == 10
    assert sold(listing, in_baht=True).units == 30
    assert len(take(listing, read)) == 2
    assert sold(listing, in_baht=True).units == 37
    assert listing.sales.get(channel=the_channel("shopee")).revenue == 90_000


def test_a_sheet_with_a_fault_changes_nothing_and_names_every_fault_by_its_row() -> None:
    listing = a_listing()
    read = a_sheet(listing, f"Own shop,{MARCH},10,1850", ",soon,ten,lots", f"Own shop,{MARCH},1,1", "Fair,2026-02,0,50")
    assert {(fault["row"], fault["en"].split()[0]) for fault in read.faults} == {
        (3, "Say"), (3, "The"), (4, "This"), (5, "There"),
    }  # fmt: skip
    with pytest.raises(SalesRefused):
        take(listing, read)
    assert not listing.sales.exists()


def test_a_sheet_is_taken_once() -> None:
    listing = a_listing()
    read = a_sheet(listing, f"Own shop,{MARCH},10,1850")
    take(listing, read)
    with pytest.raises(SalesRefused, match="already"):
        take(listing, read)


def test_a_sheet_that_was_looked_at_before_somebody_else_told_sales_is_looked_at_again() -> None:
    listing = a_listing()
    read = a_sheet(listing, f"Own shop,{MARCH},10,1850")
    seen = state_of_sales(listing)
    a_sale(listing, 1, 100)
    with pytest.raises(SalesRefused, match="meanwhile"):
        take(listing, read, seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_sheets_over_at_once_one_wins() -> None:
    listing = a_listing()
    sheets = [a_sheet(listing, f"Own shop,{MARCH},{units},1850") for units in (10, 11)]
    seen = state_of_sales(listing)
    outcomes = race(*(lambda read=read: take(listing, read, seen) for read in sheets))
    assert outcomes == ["done", "refused"]
    assert listing.sales.filter(replaced_at=None).count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874", "tis-620"])
def test_thai_sheets_are_read_in_every_encoding_they_come_in(encoding: str) -> None:
    listing = a_listing()
    read = a_sheet(listing, "ร้านหน้าสวน,มี.ค. 69,๑๐,1850", heads="ช่องทาง,เดือน,จำนวน,รายได้", encoding=encoding)
    assert read.faults == []
    [row] = read.rows
    assert (row["elsewhere"], row["month"], row["units"], row["revenue"]) == ("ร้านหน้าสวน", "2026-03-01", 10, 185_000)


def test_a_workbook_is_read_by_its_values() -> None:
    listing = a_listing()
    book = Workbook()
    for row in (["Channel", "Month", "Units", "Revenue"], [], ["Fair", date(2026, 3, 9), 4, 500.5]):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    read = read_sales(listing=listing, name="s.xlsx", content=kept.getvalue(), by=listing.changed_by, now=clock.now())
    assert read.faults == []
    assert (read.rows[0]["row"], read.rows[0]["revenue"]) == (3, 50_050)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 no workbook", "unreadable"),
        (b"one,two\n1,2", "no_heads"),
        (b"", "no_heads"),
        (b"channel,month,units,revenue\n", "empty"),
        (b"channel,month,units,revenue\n" + b"a,2026-01,1,1\n" * 5001, "long"),
        (b"x" * 2_000_001, "large"),
        (b"\x00\xff\xfe" * 50, "no_heads"),
    ],
)
def test_files_that_are_no_sheets_of_sales_are_refused_with_a_reason(content: bytes, code: str) -> None:
    listing = a_listing()
    with pytest.raises(SalesRefused) as refused:
        read_sales(listing=listing, name="s.csv", content=content, by=listing.changed_by, now=clock.now())
    assert [reason.code for reason in refused.value.reasons] == [code]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03",
        "03/2569",
        "3/69",
        "March 2026",
        "Mar 26",
        "มีนาคม 2569",
        "มี.ค.69",
        "31/3/2569",
        "๐๓/๒๕๖๙",
        "2026-03-09",
    ],
)
def test_months_are_understood_as_people_write_them(typed: str) -> None:
    assert rules.month_of(typed) == date(2026, 3, 1)


@pytest.mark.parametrize("typed", ["", "13/2026", "soon", "2026", "0/2026", "1/1", "2026-3-x", "99999-01"])
def test_what_is_no_month_is_none(typed: str) -> None:
    assert rules.month_of(typed) is None


def test_the_picture_stacks_channels_and_leaves_out_no_month_between() -> None:
    listing = a_listing()
    for units, back in ((10, 90), (20, 0)):
        month = (this_month() - timedelta(days=back)).replace(day=1)
        tell_sales(listing=listing, told=a_month(units, units, month=month), by=listing.changed_by, now=clock.now())
    chart = sold(listing, in_baht=False).chart
    assert chart is not None
    assert len(chart.bars) >= 3
    assert chart.top == 20
    assert [bar.total for bar in chart.bars][0 :: len(chart.bars) - 1] == [10, 20]
    assert chart.bars[0].pieces[0].height == 50
