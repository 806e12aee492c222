"""What the pictures of results are made of: each is drawn by the include it names and reads as a table as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

from openitc.market_tests.rules.intervals import Interval
from openitc.market_tests.rules.prices import CROSSINGS, Meter

FEWEST_MARKS, MOST_MARKS = 3, 6
BEFORE, BEYOND = 0.55, 1.5  # of the price picture, beside the range that is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its length in per cent of the track, and between what the truth lies, where that is known."""

    label: str
    text: str
    w: float
    low: float | None = None
    high: float | None = None
    strong: bool = True
    note: str = ""

    @property
    def reach(self) -> float:
        """How wide the interval is, in per cent of the track."""
        return round((self.high or 0) - (self.low or 0), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars below each other."""

    title: str
    rows: Sequence[Bar]
    template: str = "market_tests/_bars.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One estimate on an axis with its interval, all in per cent from the left."""

    label: str
    text: str
    x: float
    low: float
    w: float
    strong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark of an axis, in per cent from the left or from the top, and what stands there."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaches:
    """Estimates below each other on one axis; `line` is where nothing would be different."""

    title: str
    rows: Sequence[Reach]
    marks: Sequence[Mark]
    line: float | None = None
    template: str = "market_tests/_reaches.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A whole in three parts: too little, just right, too much, in per cent."""

    title: str
    rows: Sequence[tuple[str, str, int]]  # the name of the part, its class, how many of a hundred
    template: str = "market_tests/_parts.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One curve of the price picture: its line on a square of a hundred."""

    name: str
    key: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One of the four prices: where it stands, what it is called and what it means."""

    key: str
    x: float
    price: int
    low: int
    high: int
    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The price picture: curves, the acceptable range, the four prices, and the same as a table."""

    title: str
    curves: Sequence[Curve]
    marks: Sequence[Mark]
    band: tuple[float, float]  # from the left, and how wide
    points: Sequence[Point]
    rows: Sequence[tuple[int, Sequence[int]]] = field(default_factory=tuple)  # a price, and of a hundred on each curve
    template: str = "market_tests/_prices.html"


Picture = Bars | Reaches | Parts | Prices


def per_hundred(share: float) -> int:
    """How many of a hundred people."""
    return round(100 * share)


def on_axis(interval: Interval, low: float, high: float, *, label: str, text: str, strong: bool = True) -> Reach:
    """The interval on an axis from `low` to `high`; what lies beyond is drawn at its edge."""

    def x(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / (high - low), 2)

    return Reach(
        label=label,
        text=text,
        x=x(interval.at),
        low=x(interval.low),
        w=round(x(interval.high) - x(interval.low), 2),
        strong=strong,
    )


def prices_of(meter: Meter, *, title: str, names: Mapping[str, str], points: Mapping[str, tuple[str, str]]) -> Prices:
    """The picture of the meter; `names` are the curves' and `points` the four prices' names and meanings."""
    left, right = _span(meter)

    def x(price: float) -> float:
        return round(100 * (price - left) / (right - left), 3)

    shown = [turn for turn, price in enumerate(meter.grid) if left <= price <= right]
    first, last = max(shown[0] - 1, 0), min(shown[-1] + 1, len(meter.grid) - 1)
    curves = [
        Curve(
            key=key,
            name=name,
            path="M" + "L".join(f"{x(meter.grid[turn]):g} {round(100 - 100 * meter.curves[key][turn], 2):g}"
                                for turn in range(first, last + 1)),
        )
        for key, name in names.items()
    ]  # fmt: skip
    band = (x(meter.pmc.at), round(x(meter.pme.at) - x(meter.pmc.at), 3))
    return Prices(
        title=title,
        curves=curves,
        marks=[Mark(x=x(price), text=f"{price // 100:,}") for price in round_marks(left, right)],
        band=band,
        points=[_point(key, getattr(meter, key), x(getattr(meter, key).at), *points[key]) for key in CROSSINGS],
        rows=_rows(meter, names, round_marks(left, right, most=10)),
    )


def round_marks(left: float, right: float, *, most: int = MOST_MARKS) -> list[int]:
    """A few round amounts within the span, in satang that are whole baht."""
    rough = max((right - left) / most, 100)
    power = 10 ** floor(log10(rough))
    step = next(int(digit * power) for digit in (1, 2, 5, 10) if digit * power >= rough)
    return list(range(ceil(left / step) * step, floor(right) + 1, step))


def _span(meter: Meter) -> tuple[float, float]:
    """From somewhat before to somewhat after what is told, and never beyond what was named."""
    left = max(meter.grid[0], min(BEFORE * meter.pmc.at, meter.pmc.low))
    right = min(meter.grid[-1], max(BEYOND * meter.pme.at, meter.pme.high))
    return (left, right) if right > left else (left - 100, left + 100)


def _point(key: str, found: Interval, x: float, name: str, meaning: str) -> Point:
    whole = [round(price / 100) * 100 for price in (found.at, found.low, found.high)]
    return Point(key=key, x=x, price=whole[0], low=whole[1], high=whole[2], name=name, meaning=meaning)


def _rows(meter: Meter, names: Mapping[str, str], prices: Sequence[int]) -> list[tuple[int, list[int]]]:
    """At each of the prices, how many of a hundred stand on each curve."""
    return [(price, [per_hundred(_height(meter, key, price)) for key in names]) for price in prices]


def _height(meter: Meter, key: str, price: float) -> float:
    """How high a curve is at the price, on a straight line between the prices that were named."""
    heights = meter.curves[key]
    turn = next((turn for turn, named in enumerate(meter.grid) if named >= price), len(heights) - 1)
    if turn == 0 or meter.grid[turn] == price:
        return heights[turn]
    way = (price - meter.grid[turn - 1]) / (meter.grid[turn] - meter.grid[turn - 1])
    return heights[turn - 1] + min(way, 1.0) * (heights[turn] - heights[turn - 1])
