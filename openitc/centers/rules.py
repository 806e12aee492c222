"""When a center is open, and how far places are apart. Plain arithmetic: no Django, no clock."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache

import holidays

Minute = int  # counted from a midnight in Thailand, where a day always has 1,440
Span = tuple[Minute, Minute]  # half-open: from the first, up to but without the second
Hours = Sequence[tuple[time, time]]  # when a day opens and closes, once or several times

MINUTES_A_DAY = 1440
WORKING_DAYS_OF_STATE_OFFICES = frozenset({"National Children's Day", "National Labor Day"})
EARTH_RADIUS_KM = 6371
# Roads wind: over Thai provinces the way by road is about this much longer than the straight line.
ROAD_FACTOR = 1.3
SHIPPING_DAY_KM = 400
SHIPPING_BASE = 5_000  # satang a parcel
SHIPPING_STEP_KM = 100
SHIPPING_STEP = 1_000  # satang for each started step of distance


@cache
def government_holidays(year: int, *, language: str) -> Mapping[date, str]:
    """The days on which Thai government offices close, with their names.

    Source: the `holidays` package, its public and its government days, less those on which state offices work.
    """
    names = {
        spoken: dict(holidays.country_holidays("TH", years=year, categories=("public", "government"), language=code))
        for spoken, code in (("th", "th"), ("en", "en_US"))
    }
    return {
        day: name for day, name in names[language].items() if names["en"].get(day) not in WORKING_DAYS_OF_STATE_OFFICES
    }


def closed_days(days: Iterable[date], *, exceptions: Mapping[date, bool]) -> frozenset[date]:
    """Those of the days on which a center is closed; its exceptions (open or not) come before the holidays."""
    return frozenset(
        day for day in days if not exceptions.get(day, day not in government_holidays(day.year, language="th"))
    )


def weekly_spans(weekly: Mapping[int, Hours], *, first: date, days: int, closed: Collection[date]) -> list[Span]:
    """The open spans of `days` days from `first`, in minutes from the midnight on which `first` begins."""
    spans = []
    for offset in range(days):
        day = first + timedelta(days=offset)
        if day not in closed:
            midnight = offset * MINUTES_A_DAY
            spans += [
                (midnight + minute_of(opens), midnight + minute_of(closes))
                for opens, closes in weekly.get(day.weekday(), ())
            ]
    return merged(spans)


def minute_of(hour: time) -> Minute:
    """Minutes since midnight; a day that closes at the last minute closes at midnight."""
    return MINUTES_A_DAY if hour == time.max.replace(microsecond=0) else hour.hour * 60 + hour.minute


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as few, sorted spans that neither touch nor overlap."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of `spans` when the time of `taken` is cut out."""
    cuts = merged(taken)
    left = []
    for start, end in merged(spans):
        begun = start
        for cut_start, cut_end in cuts:
            if cut_end <= begun:
                continue
            if cut_start >= end:
                break
            if begun < cut_start:
                left.append((begun, cut_start))
            begun = cut_end
        if begun < end:
            left.append((begun, end))
    return left


def road_km(here: tuple[float, float], there: tuple[float, float]) -> int:
    """About how far it is by road, in whole kilometres, between two positions (latitude, longitude in degrees)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(lat), math.radians(lon)) for lat, lon in (here, there))
    chord = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return math.ceil(2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord)) * ROAD_FACTOR)


def travel_minutes(km: int) -> int:
    """How long a person is on the way: 60 km an hour, breaks included, rounded up to the minute."""
    return km


def shipping_minutes(km: int) -> int:
    """How long a parcel is on its way: nothing within a center, else a day for each started 400 km.

    Rounded up, never to the nearest, so that a detour is never quicker than the straight way.
    """
    return math.ceil(km / SHIPPING_DAY_KM) * MINUTES_A_DAY


def shipping_fee(km: int) -> int:
    """What a parcel costs, in satang: nothing within a center, else a base and a step for each started 100 km."""
    return 0 if km == 0 else SHIPPING_BASE + math.ceil(km / SHIPPING_STEP_KM) * SHIPPING_STEP
