"""What time it is, and in Thailand."""

from datetime import UTC, date, datetime, timedelta

from openitc.shared import clock


def test_now_is_the_present_moment_and_says_in_which_zone() -> None:
    before = datetime.now(tz=UTC)
    assert before <= clock.now() <= datetime.now(tz=UTC)
    assert clock.now().utcoffset() == timedelta(0)


def test_a_late_evening_in_utc_is_the_next_day_in_thailand() -> None:
    moment = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert clock.local(moment).isoformat() == "2027-01-01T00:30:00+07:00"
    assert clock.local_day(moment) == date(2027, 1, 1)


def test_an_hour_of_a_day_is_the_moment_that_clocks_in_thailand_show() -> None:
    moment = clock.at(date(2026, 11, 24), 9, 30)
    assert moment == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    assert clock.local_day(moment) == date(2026, 11, 24)


def test_every_day_in_thailand_has_twenty_four_hours() -> None:
    first = clock.at(date(2026, 1, 1))
    days = [clock.at(date(2026, 1, 1) + timedelta(days=number)) for number in range(366)]
    assert [day.astimezone(UTC) - first.astimezone(UTC) for day in days] == [timedelta(days=n) for n in range(366)]
