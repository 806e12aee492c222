"""How a day is read from what was typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from openitc.shared.forms import DayField


@pytest.mark.parametrize("typed", ["2026-12-01", "2569-12-01", "01/12/2569"])
def test_a_year_of_the_buddhist_era_is_the_same_day(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 12, 1)


def test_the_leap_day_of_a_buddhist_year_is_understood() -> None:
    assert DayField().clean("2567-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("typed", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_here_holds_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError, match="2543"):
        DayField().clean(typed)
