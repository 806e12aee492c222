"""Dates in words: the Buddhist Era in Thai, the weekday first in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from openitc.shared import clock, text

TUESDAY = date(2026, 11, 24)


def test_a_day_has_its_weekday_and_its_own_language_s_year() -> None:
    assert text.thai_or_english_day(TUESDAY, language="th") == "อ. 24 พ.ย. 2569"
    assert text.thai_or_english_day(TUESDAY, language="en") == "Tue 24 Nov 2026"


def test_what_is_plain_anyway_can_be_left_out() -> None:
    assert text.thai_or_english_day(TUESDAY, language="th", weekday=False) == "24 พ.ย. 2569"
    assert text.thai_or_english_day(TUESDAY, language="en", year=False) == "Tue 24 Nov"


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_week_has_seven_weekdays_and_a_year_twelve_months(language: str) -> None:
    week = [text.thai_or_english_day(TUESDAY + timedelta(days=number), language=language) for number in range(7)]
    assert len({day.split()[0] for day in week}) == 7
    year = [text.month_and_year(date(2026, month, 1), language=language) for month in range(1, 13)]
    assert len(set(year)) == 12


def test_a_moment_shows_the_day_and_the_hour_of_thailand() -> None:
    moment = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
    assert text.moment(moment, language="th") == "อ. 24 พ.ย. 2569 01:05"
    assert text.hour(moment) == "01:05"


def test_a_month_is_written_out() -> None:
    assert text.month_and_year(TUESDAY, language="th") == "พฤศจิกายน 2569"
    assert text.month_and_year(TUESDAY, language="en") == "November 2026"


@pytest.mark.parametrize(
    ("hours", "thai", "english"),
    [
        (2, "อ. 24 พ.ย. 2569 09:00–11:00", "Tue 24 Nov 2026 09:00–11:00"),
        (25, "อ. 24 พ.ย. 09:00 – พ. 25 พ.ย. 2569 10:00", "Tue 24 Nov 09:00 – Wed 25 Nov 2026 10:00"),
        (24 * 40, "อ. 24 พ.ย. 2569 09:00 – อา. 3 ม.ค. 2570 09:00", "Tue 24 Nov 2026 09:00 – Sun 3 Jan 2027 09:00"),
    ],
)
def test_a_stretch_of_time_names_each_day_once(hours: int, thai: str, english: str) -> None:
    start = clock.at(TUESDAY, 9)
    end = start + timedelta(hours=hours)
    assert text.span(start, end, language="th") == thai
    assert text.span(start, end, language="en") == english


def test_the_fiscal_year_begins_in_october_and_is_named_by_its_end() -> None:
    assert text.fiscal_year(date(2026, 9, 30)) == 2569
    assert text.fiscal_year(date(2026, 10, 1)) == 2570


def test_a_language_we_do_not_speak_is_answered_in_english() -> None:
    assert text.thai_or_english_day(TUESDAY, language="fr") == "Tue 24 Nov 2026"
