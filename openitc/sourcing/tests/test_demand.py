"""What areas lack: counted by fiscal year, province and need, for those who plan, without saying who asked."""

import csv
import io
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openitc.centers.tests.builders import a_center, a_province, an_administrator, an_analyst, an_officer, an_operator
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.people.tests.builders import a_user
from openitc.resources.operations import keep_unmet_need
from openitc.shared import clock
from openitc.shared.text import fiscal_year
from openitc.sourcing.queries.demand import Asked, demand_of, sheet_of
from openitc.sourcing.rules.periods import Period
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker, a_process_tag

pytestmark = pytest.mark.django_db
YEAR = Period(2570)


def a_need(on: date, *, capability: str = "", words: str = "", province: str = "TH-51", kind: str = "maker") -> None:
    """Somebody looked in vain."""
    tag = a_process_tag(capability) if capability else None
    keep_unmet_need(kind=kind, capability=tag, words=words, province=a_province(province), by=None, now=clock.at(on, 9))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2026, 9, 30), 2569, 4),
        (date(2026, 10, 1), 2570, 1),
        (date(2026, 12, 31), 2570, 1),
        (date(2027, 1, 1), 2570, 2),
        (date(2027, 4, 1), 2570, 3),
        (date(2027, 7, 1), 2570, 4),
    ],
)
def test_a_day_lies_in_its_fiscal_year_and_quarter(day: date, year: int, quarter: int) -> None:
    assert fiscal_year(day) == year
    period = Period(year, quarter)
    assert period.first <= day < period.after
    assert Period(year).first <= day < Period(year).after


def test_needs_are_counted_by_province_and_need_in_their_period() -> None:
    for _ in range(3):
        a_need(date(2027, 1, 5), capability="dry.freeze")
    a_need(date(2027, 2, 5), capability="dry.freeze", province="TH-50")
    a_need(date(2027, 8, 5), words="เครื่องคัดลำไย", kind="machine")
    a_need(date(2026, 9, 30), capability="dry.freeze")
    found = demand_of(Asked(period=YEAR))
    assert (found.total, found.before, found.province_count) == (5, 1, 2)
    assert [(rank.name, rank.asked) for rank in found.capabilities] == [("Doing dry.freeze", 4)]
    assert [rank.name for rank in found.words] == ["เครื่องคัดลำไย"]
    assert [(rank.name, rank.asked) for rank in found.provinces] == [("Lamphun", 4), ("Chiang Mai", 1)]
    assert demand_of(Asked(period=Period(2570, 2))).total == 4
    assert demand_of(Asked(period=YEAR, kind="machine")).total == 1
    assert demand_of(Asked(period=YEAR, province=a_province("TH-50"))).total == 1


def test_the_page_takes_as_many_queries_for_much_as_for_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(an_analyst())
    today = clock.local_day(clock.now())
    a_need(today, capability="dry.0")
    with django_assert_max_num_queries(30) as few:
        client.get("/demand/")
    for number in range(8):
        a_need(today, capability=f"dry.{number}", province=f"TH-5{number}")
        a_need(today, words=f"words {number}", kind="machine")
    with django_assert_max_num_queries(len(few)):
        client.get("/demand/")


def test_who_works_in_the_network_reads_it_and_nobody_else(client: Client) -> None:
    center = a_center()
    for visitor in (an_officer(center), an_operator(center), an_analyst(), an_administrator()):
        client.force_login(visitor)
        assert client.get("/demand/").status_code == HTTPStatus.OK
        assert client.get("/demand/sheet/").status_code == HTTPStatus.OK
    for visitor in (a_user(), a_member(an_enterprise(center=center)), a_member_of_maker(a_maker())):
        client.force_login(visitor)
        assert client.get("/demand/").status_code == HTTPStatus.FORBIDDEN
        assert client.get("/demand/sheet/").status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("asked", [{"year": "x"}, {"year": "9999"}, {"quarter": "7"}, {"province": "'"}, {"kind": "?"}])
def test_rubbish_in_the_address_narrows_nothing(client: Client, asked: dict[str, str]) -> None:
    client.force_login(an_analyst())
    a_need(clock.local_day(clock.now()), capability="dry.freeze")
    for address in ("/demand/", "/demand/sheet/"):
        answer = client.get(address, asked)
        assert answer.status_code == HTTPStatus.OK
        assert "Doing dry.freeze" in answer.content.decode()


def test_the_sheet_opens_in_thai_and_runs_no_formula(client: Client) -> None:
    client.force_login(an_analyst())
    today = clock.local_day(clock.now())
    a_need(today, words="=cmd|calc", kind="machine")
    a_need(today, words="ลำไยอบกรอบ", kind="machine")
    content = client.get("/demand/sheet/").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert sorted(row[6] for row in rows[1:]) == ["'=cmd|calc", "ลำไยอบกรอบ"]


def test_the_sheet_holds_every_line_of_the_page() -> None:
    a_need(date(2027, 1, 5), capability="dry.freeze")
    a_need(date(2027, 1, 5), words="tofu", kind="machine")
    asked = Asked(period=YEAR)
    assert len(sheet_of(demand_of(asked).lines, YEAR)) == 3


def test_an_empty_page_says_where_the_numbers_come_from(client: Client) -> None:
    client.force_login(an_analyst())
    assert "are counted here by themselves" in client.get("/demand/").content.decode()
