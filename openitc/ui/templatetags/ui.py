"""What every template can say; a builtin, so that no page needs to load it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openitc.shared import money, text
from openitc.ui import icons, lengths, map_picture, shapes, stages

register = template.Library()
register.filter("stage_name", stringfilter(stages.stage_name))
register.simple_tag(icons.icon, name="icon")


def _language() -> str:
    return "th" if (get_language() or "th").startswith("th") else "en"


@register.filter
def day(value: date | datetime | None) -> str:
    """`อ. 24 พ.ย. 2569` or `Tue 24 Nov 2026`."""
    return "" if value is None else text.thai_or_english_day(value, language=_language())


@register.filter
def short_day(value: date | datetime | None) -> str:
    """`24 พ.ย.` or `24 Nov`."""
    return "" if value is None else text.thai_or_english_day(value, language=_language(), weekday=False, year=False)


@register.filter
def moment(value: datetime | None) -> str:
    """`อ. 24 พ.ย. 2569 09:00`."""
    return "" if value is None else text.moment(value, language=_language())


@register.filter
def span(value: Any) -> str:  # noqa: ANN401 - psycopg's ranges share no type with pairs
    """A stretch of time, from a range with `lower` and `upper` or from a pair; of days, the last one is named."""
    if value is None:
        return ""
    start, end = value if isinstance(value, tuple | list) else (value.lower, value.upper)
    if isinstance(start, datetime):
        return text.span(start, end, language=_language())
    last = end if isinstance(value, tuple | list) else end - timedelta(days=1)
    return day(start) if start == last else f"{day(start)} – {day(last)}"


@register.filter
def baht(satang: int | None) -> str:
    """`18,400 บาท` or `18,400 baht`."""
    return "" if satang is None else money.baht(satang, language=_language())


@register.filter
def duration(length: timedelta | int | None) -> str:
    """`2 h 30 min`, `14 days`."""
    return "" if length is None else lengths.duration(length)


@register.filter
def distance(kilometres: float | None) -> str:
    """`212 km`."""
    return "" if kilometres is None else lengths.distance(kilometres)


@register.filter
def iso(value: datetime | None) -> str:
    """The moment for machines, as `<time datetime>` wants it."""
    return "" if value is None else value.isoformat()


@register.filter
def plain(value: float) -> SafeString:
    """A number for machines, in every language with a point: `9.5`."""
    return SafeString(f"{float(value):.2f}".rstrip("0").rstrip("."))


@register.filter
def percent(value: float) -> SafeString:
    """A length for `style`: `9.5%`."""
    return SafeString(f"{plain(value)}%")


@register.simple_tag(name="stages")
def all_stages() -> dict[str, str]:
    """Every stage of a way to market with its name, in order."""
    return {stage: str(name) for stage, name in stages.STAGES.items()}


@register.simple_tag
def pages_of(page: Page[Any]) -> list[int | str]:
    """The page numbers worth a link, with a gap where many are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def spaced(bars: Sequence[shapes.Bar]) -> list[tuple[shapes.Bar, bool]]:
    """Each bar of a lane, and whether its words stand behind it: it is too narrow for them and what follows is not."""
    ends = [bar.x for bar in bars[1:]] + [100.0]
    return [(bar, bar.w < _room(bar.text) < end - bar.x - bar.w) for bar, end in zip(bars, ends, strict=True)]


def _room(words: str) -> float:
    """About how much of a lane the words take, in per cent."""
    return 1.5 + 1.5 * lengths.letters(words)


@register.simple_tag
def at(things: Sequence[Any], index: int) -> Any:  # noqa: ANN401 - whatever the list holds
    """The thing at that place in a list."""
    return things[index]


@register.inclusion_tag("ui/_thailand.html")
def thailand(
    points: Sequence[map_picture.MapPoint] = (),
    lines: Sequence[map_picture.MapLine] = (),
    highlight: Collection[str] = (),
    *,
    near: bool = False,
    title: str = "",
    text: str = "",
) -> dict[str, object]:
    """The map of Thailand with points, ways between them and provinces brought out."""
    picture = map_picture.draw(points or (), lines or (), highlight=highlight or (), near=near)
    return {"picture": picture, "title": title, "text": text}
