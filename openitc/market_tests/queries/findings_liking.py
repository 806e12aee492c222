"""What a test of liking says: how much people like it, what is too much or too little, and who would buy."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from openitc.market_tests.queries.findings import (
    SURE,
    Finding,
    counts_of,
    mean_on_nine,
    numbers,
    of_hundred,
    points,
)
from openitc.market_tests.queries.pictures import Parts, per_hundred
from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.liking import TOP_BUYING, TOP_LIKING, Penalty, Side, penalty_of, scale_of
from openitc.market_tests.rules.questionnaire import Settings, Values, attributes_of, words_of
from openitc.shared.models import in_language

BELOW_MIDDLE, WELL_LIKED = 5, 7


def of_liking(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    """Everything that answers to a test of liking tell."""
    found = [overall_of(answers)]
    named = [(str(each["key"]), _name_of(each)) for each in attributes_of(settings)]
    liked = [(name, given) for key, name in named if (given := numbers(answers, f"like_{key}"))]
    if liked:
        found.append(_of_attributes(liked))
    for key, name in named:
        judged = _judged(answers, f"amount_{key}")
        if judged:
            found.append(_of_amount(name, penalty_of(judged)))
    if buying := numbers(answers, "buy"):
        found.append(of_buying(buying, heading=_("Would they buy it?")))
    return found


def overall_of(answers: Sequence[Values]) -> Finding:
    """How much people like it, all in all."""
    scale = scale_of(numbers(answers, "overall"), most=9, top_from=TOP_LIKING)
    like = _("%(some)s of 100 like it at least moderately; we are %(sure)s %% sure that it is %(low)s to %(high)s.")
    return Finding(
        heading=_("How much do they like it?"),
        n=scale.n,
        words=_liking_words(scale.mean) % points(scale.mean),
        more=[
            _("We are %(sure)s %% sure that the mean of everyone like them lies between %(low)s and %(high)s.")
            % {**points(scale.mean), "sure": SURE},
            like % {**of_hundred(scale.top), "sure": SURE},
        ],
        pictures=[
            counts_of(scale, "scale9", title=_("How many chose each point")),
            mean_on_nine([(_("Mean"), scale.mean)], title=_("The mean, and between what it lies")),
        ],
        tone="good" if scale.mean.low >= WELL_LIKED else "warn" if scale.mean.high < BELOW_MIDDLE else "",
    )


def of_buying(given: Sequence[int], *, heading: str) -> Finding:
    """Who would probably or surely buy it."""
    scale = scale_of(given, most=5, top_from=TOP_BUYING)
    return Finding(
        heading=heading,
        n=scale.n,
        words=_("%(some)s of 100 say probably or surely; we are %(sure)s %% sure that it is %(low)s to %(high)s.")
        % {**of_hundred(scale.top), "sure": SURE},
        more=[_("More people say so than do so: how many buy in truth, only a sale can tell.")],
        pictures=[counts_of(scale, "intent5", title=heading)],
    )


def _liking_words(mean: intervals.Interval) -> str:
    if mean.low >= WELL_LIKED:
        return _("People like it: %(mean)s of 9 points on average.")
    if mean.high < BELOW_MIDDLE:
        return _("People rather do not like it: %(mean)s of 9 points on average.")
    return _("On average people give it %(mean)s of 9 points.")


def _of_attributes(liked: Sequence[tuple[str, Sequence[int]]]) -> Finding:
    means = sorted(((name, intervals.mean(given)) for name, given in liked), key=lambda row: -row[1].at)
    best, worst = means[0], means[-1]
    words = _("%(name)s: %(mean)s of 9 points.") % {"name": best[0], **points(best[1])}
    if worst[1].high < best[1].low:
        words = _("They like %(best)s most and %(worst)s least.") % {"best": best[0], "worst": worst[0]}
    elif len(means) > 1:
        words = _("No attribute is clearly liked more or less than the others.")
    return Finding(
        heading=_("What do they like about it?"),
        n=min(len(given) for _name, given in liked),
        words=words,
        pictures=[mean_on_nine(means, title=_("Mean liking of each attribute"))],
    )


def _of_amount(name: str, penalty: Penalty) -> Finding:
    """One attribute from too little to too much, and what being off costs."""
    told = [_words_of_side(key, side) for key, side in _sides(penalty) if side.drop is not None]
    costly = [key for key, side in _sides(penalty) if side.matters]
    return Finding(
        heading=_("Is it just right: %(name)s?") % {"name": name},
        n=penalty.n,
        words=_words_of_amount(penalty, costly),
        more=told or [_("Neither side is named by a fifth of the people, so there is no ground to change it.")],
        pictures=[
            Parts(
                title=_("How many of 100 find it too little, just right or too much"),
                rows=[
                    (_("Too little"), "little", per_hundred(penalty.little.share.at)),
                    (_("Just right"), "right", per_hundred(penalty.right.at)),
                    (_("Too much"), "much", per_hundred(penalty.much.share.at)),
                ],
            )
        ],
        tone="warn" if costly else "",
    )


def _sides(penalty: Penalty) -> list[tuple[str, Side]]:
    return [("little", penalty.little), ("much", penalty.much)]


def _words_of_amount(penalty: Penalty, costly: Sequence[str]) -> str:
    if not costly:
        return _("Just right for %(some)s of 100 (%(low)s to %(high)s).") % of_hundred(penalty.right)
    if len(costly) > 1:
        return _("Too little for some and too much for others: one recipe does not suit both.")
    if costly[0] == "little":
        values = of_hundred(penalty.little.share)
        return _("Too little for %(some)s of 100, and it costs liking: worth changing.") % values
    return _("Too much for %(some)s of 100, and it costs liking: worth changing.") % of_hundred(penalty.much.share)


def _words_of_side(key: str, side: Side) -> str:
    """How much less those like it who find it so; only where there are enough of them to say it."""
    if side.drop is None:
        return ""
    sentences = {
        ("little", True): _(
            "The %(n)s people who find it too little like it %(mean)s points less than those who find it just right"
            " (%(low)s to %(high)s less)."
        ),
        ("much", True): _(
            "The %(n)s people who find it too much like it %(mean)s points less than those who find it just right"
            " (%(low)s to %(high)s less)."
        ),
        ("little", False): _(
            "%(n)s people find it too little; whether they like it less for it cannot be told: it may be chance."
        ),
        ("much", False): _(
            "%(n)s people find it too much; whether they like it less for it cannot be told: it may be chance."
        ),
    }
    return sentences[key, side.matters] % {"n": side.n, **points(side.drop)}


def _judged(answers: Sequence[Values], key: str) -> list[tuple[int, int]]:
    pairs = ((answer.get(key), answer.get("overall")) for answer in answers)
    return [(point, liking) for point, liking in pairs if isinstance(point, int) and isinstance(liking, int)]


def _name_of(attribute: Settings) -> str:
    words = words_of(attribute["words"])
    return in_language(words["th"], words["en"])
