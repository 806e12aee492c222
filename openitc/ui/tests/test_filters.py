"""What templates say of days, money, lengths and stages, in both languages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.template import Context, Template
from django.utils import translation

NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine o'clock in Thailand
ELEVEN = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def said(expression: str, value: Any, language: str) -> str:  # noqa: ANN401 - whatever a template may hold
    """What a template makes of the value."""
    with translation.override(language):
        return Template("{{ " + expression + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "thai", "english"),
    [
        ("value|day", date(2026, 11, 24), "อ. 24 พ.ย. 2569", "Tue 24 Nov 2026"),
        ("value|day", NINE, "อ. 24 พ.ย. 2569", "Tue 24 Nov 2026"),
        ("value|short_day", NINE, "24 พ.ย.", "24 Nov"),
        ("value|moment", NINE, "อ. 24 พ.ย. 2569 09:00", "Tue 24 Nov 2026 09:00"),
        ("value|span", DateTimeTZRange(NINE, ELEVEN), "อ. 24 พ.ย. 2569 09:00–11:00", "Tue 24 Nov 2026 09:00–11:00"),
        ("value|span", (NINE, ELEVEN), "อ. 24 พ.ย. 2569 09:00–11:00", "Tue 24 Nov 2026 09:00–11:00"),
        ("value|span", DateRange(date(2026, 11, 24), date(2026, 11, 25)), "อ. 24 พ.ย. 2569", "Tue 24 Nov 2026"),
        (
            "value|span",
            (date(2026, 11, 24), date(2026, 11, 26)),
            "อ. 24 พ.ย. 2569 – พฤ. 26 พ.ย. 2569",
            "Tue 24 Nov 2026 – Thu 26 Nov 2026",
        ),
        ("value|baht", 1840000, "18,400 บาท", "18,400 baht"),
        ("value|duration", 150, "2 ชม. 30 นาที", "2 h 30 min"),
        ("value|duration", timedelta(days=14), "14 วัน", "14 days"),
        ("value|duration", 1440, "1 วัน", "1 day"),
        ("value|duration", timedelta(days=1, hours=4, minutes=20), "1 วัน 4 ชม.", "1 day 4 h"),
        ("value|duration", 0, "0 นาที", "0 min"),
        ("value|distance", 212.4, "212 กม.", "212 km"),
        ("value|distance", 0.4, "ไม่ถึง 1 กม.", "under 1 km"),
        ("value|stage_name", "market", "ทดสอบตลาด", "Test the market"),
        ("value|stage_name", "commercial", "ออกสู่เชิงพาณิชย์", "On sale"),
        ("value|percent", 9.5, "9.5%", "9.5%"),
        ("value|plain", 1234567.891, "1234567.89", "1234567.89"),
        ("value|iso", NINE, "2026-11-24T02:00:00+00:00", "2026-11-24T02:00:00+00:00"),
    ],
)
def test_a_value_is_said_in_both_languages(expression: str, value: object, thai: str, english: str) -> None:
    assert said(expression, value, "th") == thai
    assert said(expression, value, "en") == english


@pytest.mark.parametrize("name", ["day", "short_day", "moment", "span", "baht", "duration", "distance", "iso"])
def test_of_nothing_nothing_is_said(name: str) -> None:
    assert said(f"value|{name}", None, "th") == ""
