"""What a test of A and B says: which one people prefer, and whether that may be chance."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from openitc.market_tests.queries.findings import SURE, Finding, mean_on_nine, numbers, of_hundred
from openitc.market_tests.queries.pictures import Bar, Bars, Mark, Reaches, on_axis, per_hundred
from openitc.market_tests.queries.wording import REASONS, name_of_side
from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.intervals import Interval
from openitc.market_tests.rules.liking import LEAST_PEOPLE, TOP_BUYING
from openitc.market_tests.rules.questionnaire import WHY, Settings, Values

SIDES = ("a", "b")
HALF = 0.5


def of_choice(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    """Which of the two people prefer: compared by everyone, or each shown to its own half of the people."""
    if settings.get("how") == "monadic":
        return _of_halves(answers, settings)
    return [_of_pairs(answers, settings), *_of_reasons(answers, settings)]


def _of_pairs(answers: Sequence[Values], settings: Settings) -> Finding:
    chosen = Counter(str(answer.get("chosen")) for answer in answers)
    count = chosen["a"] + chosen["b"]
    shares = {side: intervals.share(chosen[side], count) for side in SIDES}
    ahead = max(SIDES, key=lambda side: chosen[side])
    names = {side: name_of_side(side, settings) for side in SIDES}
    clear = shares[ahead].low > HALF
    values = {"name": names[ahead], **of_hundred(shares[ahead]), "sure": SURE}
    words = (
        _("More people prefer %(name)s: %(some)s of 100 (%(low)s to %(high)s).")
        if clear
        else _("No clear winner: %(some)s of 100 chose %(name)s, which may be chance (%(low)s to %(high)s).")
    )
    return Finding(
        heading=_("Which one would they buy?"),
        n=count,
        words=words % values,
        more=[_by_chance(intervals.chance_of_preference(chosen["a"], count))],
        pictures=[Bars(title=_("How many chose each"), rows=[_side(names[s], shares[s], chosen[s]) for s in SIDES])],
        tone="good" if clear else "",
    )


def _of_reasons(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    """Why each was chosen, where enough chose it."""
    found = []
    for side in SIDES:
        why = Counter(str(answer.get("why")) for answer in answers if answer.get("chosen") == side)
        total = sum(why.values())
        if total < LEAST_PEOPLE:
            continue
        rows = [
            Bar(
                label=str(REASONS[key]),
                text=f"{why[key]} · {per_hundred(why[key] / total)} %",
                w=round(100 * why[key] / total, 2),
            )
            for key in sorted(WHY, key=lambda key: -why[key])
        ]
        top = max(WHY, key=lambda key: why[key])
        name = name_of_side(side, settings)
        found.append(
            Finding(
                heading=_("Why %(name)s?") % {"name": name},
                n=total,
                words=_("Most often: %(reason)s") % {"reason": REASONS[top]},
                pictures=[Bars(title=_("Main reason"), rows=rows)],
            )
        )
    return found


def _of_halves(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    halves = {side: [answer for answer in answers if answer.get("arm") == side] for side in SIDES}
    names = {side: name_of_side(side, settings) for side in SIDES}
    if min(len(half) for half in halves.values()) < LEAST_PEOPLE:
        return [_too_uneven(halves["a"], halves["b"])]
    would = {side: _would_buy(half) for side, half in halves.items()}
    apart = intervals.difference_of_shares(would["a"], would["b"])
    more = [_by_chance(intervals.chance_of_difference(would["a"], would["b"]))]
    bars = [_side(names[side], intervals.share(*would[side]), would[side][0]) for side in SIDES]
    liked = {side: numbers(half, "overall") for side, half in halves.items()}
    means = [(names[side], intervals.mean(liked[side])) for side in SIDES]
    return [
        Finding(
            heading=_("Which one sells better?"),
            n=len(answers),
            words=_words_of_difference(apart, names),
            more=more,
            pictures=[
                Bars(title=_("How many of 100 would probably or surely buy"), rows=bars),
                Reaches(
                    title=_("The difference"),
                    rows=[on_axis(apart, -1, 1, label=_("Difference"), text=_in_points(apart))],
                    marks=[Mark(x=0, text="−100"), Mark(x=50, text="0"), Mark(x=100, text="+100")],
                    line=50,
                ),
            ],
            tone="good" if apart.low > 0 or apart.high < 0 else "",
        ),
        Finding(
            heading=_("Which one do they like better?"),
            n=len(answers),
            words=_words_of_liking(intervals.difference_of_means(liked["a"], liked["b"]), names),
            pictures=[mean_on_nine(means, title=_("The mean, and between what it lies"))],
        ),
    ]


def _too_uneven(one: Sequence[Values], other: Sequence[Values]) -> Finding:
    return Finding(
        heading=_("Which one sells better?"),
        n=len(one) + len(other),
        words=_("Too few people saw one of the two to compare them: %(one)s saw A and %(other)s saw B.")
        % {"one": len(one), "other": len(other)},
    )


def _would_buy(half: Sequence[Values]) -> tuple[int, int]:
    given = numbers(half, "buy")
    return sum(point >= TOP_BUYING for point in given), len(given)


def _words_of_difference(apart: Interval, names: dict[str, str]) -> str:
    if apart.low > 0 or apart.high < 0:
        ahead, other = ("a", "b") if apart.at > 0 else ("b", "a")
        low, high = sorted((abs(apart.low), abs(apart.high)))
        return _("%(ahead)s sells better: %(low)s to %(high)s more of 100 would buy it than %(other)s.") % {
            "ahead": names[ahead],
            "other": names[other],
            "low": per_hundred(low),
            "high": per_hundred(high),
        }
    return _("No clear winner: the difference between the two may be chance.")


def _words_of_liking(apart: Interval, names: dict[str, str]) -> str:
    if apart.low > 0 or apart.high < 0:
        ahead = "a" if apart.at > 0 else "b"
        low, high = sorted((abs(apart.low), abs(apart.high)))
        return _("%(ahead)s is liked more, by %(low)s to %(high)s of nine points.") % {
            "ahead": names[ahead],
            "low": f"{low:.1f}",
            "high": f"{high:.1f}",
        }
    return _("They like both about as much: the difference may be chance.")


def _in_points(apart: Interval) -> str:
    return _("%(at)s points (%(low)s to %(high)s)") % {
        "at": f"{per_hundred(apart.at):+d}",
        "low": f"{per_hundred(apart.low):+d}",
        "high": f"{per_hundred(apart.high):+d}",
    }


def _by_chance(chance: float) -> str:
    """How often chance alone would do it, in words that promise no more than the number."""
    if chance < 0.01:  # noqa: PLR2004 - one in a hundred
        return _("Chance alone would bring a difference like it less than once in 100 such tests.")
    return _("Chance alone would bring a difference like it in about %(often)s of 100 such tests.") % {
        "often": per_hundred(chance)
    }


def _side(name: str, share: Interval, count: int) -> Bar:
    return Bar(
        label=name,
        text=f"{count} · {per_hundred(share.at)} %",
        w=round(100 * share.at, 2),
        low=round(100 * share.low, 2),
        high=round(100 * share.high, 2),
    )
