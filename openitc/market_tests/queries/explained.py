"""Market tests explained to whoever plans one: which kind answers what, and why so many must be asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.market_tests.models import MarketTest
from openitc.market_tests.rules import planning
from openitc.market_tests.rules.planning import MARGINS, POWER, Aim, aim_of, least_of, wanted_for
from openitc.shared.models import in_both


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of test, by the question it answers."""

    key: str
    label: str | Promise
    question: str | Promise
    how: str | Promise
    icon: str


QUESTIONS: Mapping[str, str | Promise] = {
    "liking": gettext_lazy("Do people like it, and what should change?"),
    "price": gettext_lazy("What may it cost?"),
    "intent": gettext_lazy("How many would buy at which price?"),
    "choice": gettext_lazy("Which of two packages, names or recipes?"),
    "pilot": gettext_lazy("Does it really sell, and do buyers come back?"),
}
HOW: Mapping[str, str | Promise] = {
    "liking": gettext_lazy("People taste or try it and judge it: liking on nine points, too sweet or not on five."),
    "price": gettext_lazy("People name four prices, from too cheap to too dear. For a product that is new to them."),
    "intent": gettext_lazy("People say at each of a few prices whether they would buy. To choose among known prices."),
    "choice": gettext_lazy("People compare A and B, or each sees one of them; chance draws which comes first."),
    "pilot": gettext_lazy("A lot that is for sale is sold for some days; units are counted and buyers asked."),
}
ICONS = {"liking": "person", "price": "baht", "intent": "chart", "choice": "filter", "pilot": "product"}
CONSENT = gettext_lazy(
    "Your answers are used only to improve this product. We do not ask who you are, and nobody can find out from the"
    " answers. You may stop at any time. If you taste: read the warning about allergens first."
)


def kinds() -> list[Kind]:
    """Every kind of test, the one that is done first in front."""
    return [
        Kind(key=key, label=MarketTest.Kind.label_of(key), question=words, how=HOW[key], icon=ICONS[key])
        for key, words in QUESTIONS.items()
    ]


def usual_question(kind: str) -> dict[str, str]:
    """What such a test usually is to find out, to be written more exactly."""
    words = in_both(lambda: QUESTIONS[kind])
    return {"question_th": words["th"], "question_en": words["en"]}


def consent_texts() -> dict[str, str]:
    """What people usually agree to."""
    words = in_both(lambda: CONSENT)
    return {"consent_th": words["th"], "consent_en": words["en"]}


def margins_to_choose(kind: str) -> list[tuple[str, str]]:
    """Each precision one can want, with how many it takes."""
    settings = {"how": "monadic"} if kind == "choice" else {}
    aim = aim_of(kind, settings)
    return [(f"{margin:g}", _choice(kind, aim, margin, wanted_for(kind, settings, margin))) for margin in MARGINS[aim]]


def why_so_many(test: MarketTest) -> list[str]:
    """In words, what as many answers as are wanted tell, and what they do not."""
    margin = float(test.precision.get("margin", MARGINS["share"][0]))
    aim = aim_of(test.kind, test.settings)
    values = {"wanted": test.wanted, "margin": f"{margin:g}", "spread": planning.USUAL_SPREAD, "power": POWER}
    least = least_of(test.kind)
    words = [_SENTENCES[aim, test.kind == MarketTest.Kind.PILOT] % values]
    if test.wanted == least:
        words.append(_("The precision alone would take fewer, but below %(least)s nothing is told.") % {"least": least})
    else:
        words.append(_("From %(least)s on the results are shown, with what they leave open.") % {"least": least})
    return words


def _choice(kind: str, aim: Aim, margin: float, wanted: int) -> str:
    values = {"margin": f"{margin:g}", "wanted": wanted}
    if kind == MarketTest.Kind.PILOT:
        return _("To within %(margin)s of 100 units: %(wanted)s units") % values
    if aim == "mean":
        return _("To within %(margin)s of nine points: %(wanted)s answers") % values
    if aim == "share":
        return _("To within %(margin)s of 100 people: %(wanted)s answers") % values
    return _("A lead of %(margin)s of 100 people is found: %(wanted)s answers") % values


_SENTENCES: Mapping[tuple[Aim, bool], str | Promise] = {
    ("mean", False): gettext_lazy(
        "With %(wanted)s answers the mean lies within %(margin)s of nine points of the truth in nine of ten such tests,"
        " if people differ as they usually do over food (a standard deviation of %(spread)s points)."
    ),
    ("share", False): gettext_lazy(
        "With %(wanted)s answers a share, such as those who would buy, lies within %(margin)s of 100 people of the"
        " truth in nine of ten such tests."
    ),
    ("share", True): gettext_lazy(
        "With %(wanted)s units the share that is sold lies within %(margin)s of 100 of the truth in nine of ten such"
        " sales, on days and at places like these."
    ),
    ("preference", False): gettext_lazy(
        "If one of the two truly leads by %(margin)s of 100 people, %(power)s of 100 tests with %(wanted)s answers find"
        " it; where neither leads, nine of ten find none."
    ),
    ("difference", False): gettext_lazy(
        "If one of the two truly leads by %(margin)s of 100 people, %(power)s of 100 tests with %(wanted)s answers,"
        " half for each, find it; where neither leads, nine of ten find none."
    ),
}
