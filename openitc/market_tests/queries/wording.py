"""The words of each question and of each answer that can be given, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openitc.market_tests.rules.questionnaire import Question, Settings, words_of
from openitc.shared.models import in_language
from openitc.shared.money import baht

SENTENCES: Mapping[str, str | Promise] = {
    "overall": gettext_lazy("How much do you like it, all in all?"),
    "like": gettext_lazy("How much do you like this: %(attribute)s?"),
    "amount": gettext_lazy("How is this for you: %(attribute)s?"),
    "buy": gettext_lazy("Would you buy it?"),
    "again": gettext_lazy("Would you buy it again?"),
    "buy_at": gettext_lazy("Would you buy it at %(price)s?"),
    "too_dear": gettext_lazy("At what price is it too dear, so that you would not buy it?"),
    "dear": gettext_lazy("At what price is it getting dear, but you would still think about it?"),
    "cheap": gettext_lazy("At what price is it a bargain, good for the money?"),
    "too_cheap": gettext_lazy("At what price is it so cheap that you would doubt its quality?"),
    "chosen": gettext_lazy("Which one would you buy?"),
    "why": gettext_lazy("What was the main reason?"),
}

# Peryam and Pilgrim's nine words of 1957, the scale that sensory laboratories use.
LIKING = (
    gettext_lazy("Dislike extremely"),
    gettext_lazy("Dislike very much"),
    gettext_lazy("Dislike moderately"),
    gettext_lazy("Dislike slightly"),
    gettext_lazy("Neither like nor dislike"),
    gettext_lazy("Like slightly"),
    gettext_lazy("Like moderately"),
    gettext_lazy("Like very much"),
    gettext_lazy("Like extremely"),
)
AMOUNT = (
    gettext_lazy("Far too little"),
    gettext_lazy("A little too little"),
    gettext_lazy("Just right"),
    gettext_lazy("A little too much"),
    gettext_lazy("Far too much"),
)
BUYING = (
    gettext_lazy("Surely not"),
    gettext_lazy("Rather not"),
    gettext_lazy("Perhaps"),
    gettext_lazy("Probably"),
    gettext_lazy("Surely"),
)
REASONS: Mapping[str, str | Promise] = {
    "look": gettext_lazy("It looks better"),
    "clear": gettext_lazy("I see at once what it is"),
    "story": gettext_lazy("It tells where it comes from"),
    "trust": gettext_lazy("I trust it more"),
    "appetite": gettext_lazy("It makes me want to try it"),
    "other": gettext_lazy("Another reason"),
}
SCALES: Mapping[str, tuple[str | Promise, ...]] = {"scale9": LIKING, "jar5": AMOUNT, "intent5": BUYING}


def sentence_of(question: Question) -> str:
    """The question as it is asked."""
    words = words_of(question.words)
    named = {
        "attribute": in_language(words["th"], words["en"]),
        "price": baht(question.price or 0, language=get_language() or "th"),
    }
    return str(SENTENCES[question.wording]) % named


def unit_of(settings: Settings) -> str:
    """What one price buys, such as one bag of ten; empty where the test names none."""
    words = words_of(settings.get("unit"))
    return in_language(words["th"], words["en"])


def points_of(question: Question) -> list[tuple[int, str]]:
    """Each point of a scale with its words, from the least; empty where the question has no scale."""
    return [(point, str(words)) for point, words in enumerate(SCALES.get(question.type, ()), start=1)]


def options_of(question: Question, settings: Settings) -> list[tuple[str, str]]:
    """What a choice offers: A and B by their names, or the reasons for choosing."""
    return [(option, _option(option, settings)) for option in question.options]


def name_of_side(side: str, settings: Settings) -> str:
    """The name of A or of B."""
    words = words_of(settings.get(side))
    return in_language(words["th"], words["en"]) or side.upper()


def words_of_fault(code: str) -> str:
    """What is wrong with an answer, and what to do, said gently."""
    return {
        "missing": _("Please answer this too."),
        "out_of_range": _("Please check this figure."),
        "prices_out_of_order": _("This price is below the one before it. Please check both."),
    }.get(code, _("Please choose one of the answers."))


def _option(option: str, settings: Settings) -> str:
    return str(REASONS[option]) if option in REASONS else name_of_side(option, settings)
