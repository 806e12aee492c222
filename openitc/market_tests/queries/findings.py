"""What the answers to a test say: for each question a heading, words for a shop owner, and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.market_tests.queries.pictures import Bar, Bars, Mark, Picture, Reaches, on_axis, per_hundred
from openitc.market_tests.queries.wording import SCALES
from openitc.market_tests.rules.intervals import LEVEL, Interval
from openitc.market_tests.rules.liking import Scale
from openitc.market_tests.rules.questionnaire import Values
from openitc.shared.money import baht

SURE = per_hundred(LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found: the answer first, then what it rests on."""

    heading: str
    n: int
    words: str
    more: Sequence[str] = ()
    pictures: Sequence[Picture] = field(default_factory=tuple)
    tone: str = ""  # good, warn or nothing


def numbers(answers: Sequence[Values], key: str) -> list[int]:
    """The whole numbers that were answered to that question."""
    return [value for answer in answers if isinstance(value := answer.get(key), int) and not isinstance(value, bool)]


def money(satang: float) -> str:
    """A price in whole baht, as the reader writes it."""
    return baht(round(satang / 100) * 100, language=get_language() or "th")


def figure(satang: float) -> str:
    """The same without its unit, where the sentence names it once."""
    return f"{round(satang / 100):,}"


def of_hundred(share: Interval) -> dict[str, int]:
    """A share and its interval as people of a hundred, for sentences."""
    return {"some": per_hundred(share.at), "low": per_hundred(share.low), "high": per_hundred(share.high)}


def points(mean: Interval) -> dict[str, str]:
    """A mean and its interval in points, for sentences."""
    return {"mean": f"{mean.at:.1f}", "low": f"{mean.low:.1f}", "high": f"{mean.high:.1f}"}


def counts_of(scale: Scale, type_: str, *, title: str) -> Bars:
    """How many chose each point of a scale, the good end first."""
    most = max(*scale.counts, 1)
    rows = [
        Bar(
            label=f"{point} · {words}",
            text=f"{count} · {per_hundred(count / scale.n)} %",
            w=round(100 * count / most, 2),
            strong=point >= scale.top_from,
        )
        for point, (words, count) in enumerate(zip(SCALES[type_], scale.counts, strict=True), start=1)
    ]
    return Bars(title=title, rows=rows[::-1])


def mean_on_nine(rows: Sequence[tuple[str, Interval]], *, title: str) -> Reaches:
    """Means of nine points below each other, each with its interval."""
    drawn = [on_axis(mean, 1, 9, label=label, text=_of_nine(mean)) for label, mean in rows]
    return Reaches(title=title, rows=drawn, marks=[Mark(x=(n - 1) * 12.5, text=str(n)) for n in range(1, 10, 2)])


def _of_nine(mean: Interval) -> str:
    return _("%(mean)s of 9 (%(low)s to %(high)s)") % points(mean)
