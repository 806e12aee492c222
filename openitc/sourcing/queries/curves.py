"""The total cost over the quantity as a picture and as sentences: who is cheapest from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from openitc.sourcing.rules.curves import Crossing, Stretch, cheapest, crossings
from openitc.sourcing.rules.quotations import Offer, total_at

BEFORE, BEYOND = 0.7, 1.12  # the picture begins a little before the first quantity, and ends a little after the last
FEWEST_STEPS = 3
TONES = 5
LEAST_SPREAD = 19  # per cent of the width between two quantities
LEAST_GAP = 11  # per cent of the height between two letters


def tone_of(letter: str) -> int:
    """Which of the five colours goes with a maker's letter; the line's dashes tell them apart as well."""
    return (ord(letter) - ord("A")) % TONES + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `first` to `last` (None: and on) the maker costs least."""

    first: int
    last: int | None
    name: str
    letter: str

    @property
    def tone(self) -> int:
        """The colour of its letter."""
        return tone_of(self.letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One maker's line: its pieces as SVG paths on a square of 100, and where its letter stands, in per cent."""

    letter: str
    name: str
    paths: list[str]
    label_y: float

    @property
    def tone(self) -> int:
        """The colour of its line."""
        return tone_of(self.letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point or a line of the picture, in per cent from the left and from the top."""

    x: float
    y: float
    text: int
    crosses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """What each maker asks for that many, with the least of them."""

    quantity: int
    totals: list[int | None]
    least: int | None
    crosses: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that the page shows of the curves."""

    spans: list[Span] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    crossings: list[Mark] = field(default_factory=list)
    across: list[Mark] = field(default_factory=list)
    up: list[Mark] = field(default_factory=list)
    rows: list[TotalRow] = field(default_factory=list)


def picture_of(
    offers: Sequence[Offer], names: Mapping[int, str], letters: Mapping[int, str], *, asked: Sequence[int]
) -> Picture:
    """The curves of the offers, at least over the quantities asked for; empty without an offer."""
    if not offers:
        return Picture()
    stretches, met = cheapest(offers), crossings(offers)
    last = max(*asked, *(stretch.first for stretch in stretches if stretch.first <= 2 * max(asked)), 1) * BEYOND
    start = BEFORE * min(offer.least for offer in offers)
    frame = _Frame(first=start, last=last, top=max(total_at(offer, round(last)) or 0 for offer in offers))
    curves = [_curve(offer, names, letters, frame) for offer in offers]
    return Picture(
        spans=[_span(stretch, names, letters) for stretch in stretches],
        curves=_apart(curves),
        crossings=[_mark(crossing, offers, frame) for crossing in met if crossing.quantity <= last],
        across=_spread([crossing.quantity for crossing in met], asked, frame),
        up=[Mark(x=0, y=frame.y(total), text=total) for total in _round_steps(frame.top)],
        rows=_rows(offers, asked, {crossing.quantity for crossing in met}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    first: float
    last: float
    top: int

    def x(self, quantity: float) -> float:
        return round(100 * (quantity - self.first) / (self.last - self.first), 3)

    def y(self, total: float) -> float:
        return round(100 - 100 * total / self.top, 3)


def _span(stretch: Stretch, names: Mapping[int, str], letters: Mapping[int, str]) -> Span:
    return Span(first=stretch.first, last=stretch.last, name=names[stretch.key], letter=letters[stretch.key])


def _curve(offer: Offer, names: Mapping[int, str], letters: Mapping[int, str], frame: _Frame) -> Curve:
    """A straight piece for each tier: where a tier begins, the total drops, and the line is broken there."""
    starts = [quantity for quantity, _price in offer.prices if quantity < frame.last]
    ends = [*starts[1:], frame.last]
    paths = []
    height = frame.y(total_at(offer, offer.least) or 0)
    for (start, price), end in zip(offer.prices, ends, strict=False):
        height = frame.y(price * end + offer.once)
        path = f"M{frame.x(start):g} {frame.y(price * start + offer.once):g}L{frame.x(end):g} {height:g}"
        paths.append(path)
    return Curve(letter=letters[offer.key], name=names[offer.key], paths=paths, label_y=height)


def _apart(curves: list[Curve]) -> list[Curve]:
    """The same with their letters far enough from each other to be read."""
    placed: list[Curve] = []
    for curve in sorted(curves, key=lambda curve: curve.label_y):
        lowest = placed[-1].label_y + LEAST_GAP if placed else 0.0
        y = max(curve.label_y, lowest)
        placed.append(replace(curve, label_y=round(y, 2)))
    return sorted(placed, key=lambda curve: curve.letter)


def _mark(crossing: Crossing, offers: Sequence[Offer], frame: _Frame) -> Mark:
    at = float(crossing.meets) if crossing.meets is not None else crossing.quantity
    new = next(offer for offer in offers if offer.key == crossing.after)
    return Mark(x=frame.x(at), y=frame.y(total_at(new, crossing.quantity) or 0), text=crossing.quantity)


def _spread(met: Sequence[int], asked: Sequence[int], frame: _Frame) -> list[Mark]:
    """The quantities that have room beside each other on the axis: where curves cross first, then the greatest."""
    kept: list[Mark] = []
    for quantity in [*met, *sorted(asked, reverse=True)]:
        x = frame.x(quantity)
        if quantity <= frame.last and all(abs(x - mark.x) >= LEAST_SPREAD for mark in kept):
            kept.append(Mark(x=x, y=100, text=quantity, crosses=quantity in met))
    return kept


def _round_steps(top: int) -> list[int]:
    """Three to seven round amounts up to the top."""
    round_ones = (digit * 10**power for power in range(len(str(top)), -1, -1) for digit in (5, 2, 1))
    step = next((amount for amount in round_ones if top // amount >= FEWEST_STEPS), top)
    return [step * count for count in range(1, top // step + 1)]


def _rows(offers: Sequence[Offer], asked: Sequence[int], met: set[int]) -> list[TotalRow]:
    rows = []
    for quantity in sorted({*asked, *met}):
        totals = [total_at(offer, quantity) for offer in offers]
        least = min((total for total in totals if total is not None), default=None)
        rows.append(TotalRow(quantity=quantity, totals=totals, least=least, crosses=quantity in met))
    return rows
