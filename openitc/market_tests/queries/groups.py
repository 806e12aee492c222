"""The same result in groups of people, as far as it can be told without telling who they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.market_tests.models import MarketTest
from openitc.market_tests.queries.answer_pages import GROUP_WORDS
from openitc.market_tests.queries.findings import mean_on_nine
from openitc.market_tests.queries.pictures import Bar, Bars, Picture, per_hundred
from openitc.market_tests.queries.wording import name_of_side
from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.answers import GROUPS
from openitc.market_tests.rules.groups import tellable
from openitc.market_tests.rules.questionnaire import Values

HEADINGS: Mapping[str, str | Promise] = {"age": gettext_lazy("By age"), "home": gettext_lazy("By where they live")}
FEWEST = 2  # one group alone compares nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One way of grouping people, with its picture; `hidden` when some groups are too small to be told."""

    heading: str | Promise
    picture: Picture
    hidden: bool


def groupings_of(test: MarketTest, answers: Sequence[tuple[Values, Mapping[str, str]]]) -> list[Grouping]:
    """Each way of grouping in which at least two groups can be told; two answers in it cannot be put side by side."""
    measured = [(group, value) for values, group in answers if (value := _measure(test, values)) is not None]
    return [found for name in GROUPS if (found := _grouping(test, name, measured)) is not None]


def _grouping(test: MarketTest, name: str, measured: Sequence[tuple[Mapping[str, str], int]]) -> Grouping | None:
    by_group: dict[str, list[int]] = defaultdict(list)
    for group, value in measured:
        by_group[group.get(name, "")].append(value)
    unsaid = len(by_group.pop("", ()))
    told = tellable({key: len(by_group[key]) for key in GROUPS[name] if key in by_group}, unsaid=unsaid)
    if len(told) < FEWEST:
        return None
    rows = [(f"{GROUP_WORDS[key]} ({len(by_group[key])})", by_group[key]) for key in told]
    return Grouping(heading=HEADINGS[name], picture=_picture(test, rows), hidden=len(told) < len(by_group))


def _measure(test: MarketTest, values: Values) -> int | None:
    """What is compared between groups: overall liking, or whether A was chosen; of prices nothing."""
    if test.kind in {MarketTest.Kind.LIKING, MarketTest.Kind.PILOT}:
        overall = values.get("overall")
        return overall if isinstance(overall, int) else None
    if test.kind == MarketTest.Kind.CHOICE and "chosen" in values:
        return int(values["chosen"] == "a")
    return None


def _picture(test: MarketTest, rows: Sequence[tuple[str, list[int]]]) -> Picture:
    if test.kind != MarketTest.Kind.CHOICE:
        return mean_on_nine([(label, intervals.mean(given)) for label, given in rows], title=_("Mean liking"))
    title = _("How many of 100 chose %(name)s") % {"name": name_of_side("a", test.settings)}
    return Bars(title=title, rows=[_bar(label, intervals.share(sum(given), len(given))) for label, given in rows])


def _bar(label: str, share: intervals.Interval) -> Bar:
    return Bar(
        label=label,
        text=_("%(some)s of 100") % {"some": per_hundred(share.at)},
        w=round(100 * share.at, 2),
        low=round(100 * share.low, 2),
        high=round(100 * share.high, 2),
    )
