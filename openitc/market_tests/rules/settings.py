"""Whether the settings of a test can be asked; see `questionnaire` for their shape. No Django, no clock."""

from collections.abc import Iterator

from openitc.market_tests.rules.questionnaire import Settings, attributes_of, prices_of, questionnaire_of, words_of

MOST_QUESTIONS = 9  # more are not answered within a minute, standing at a stall
FEWEST_PRICES, MOST_PRICES = 3, 7
SIDES = ("a", "b")


def faults_of_settings(kind: str, settings: Settings) -> Iterator[str]:
    """What stands in the way of asking: codes that `operations.market_tests` puts into words."""
    if kind in {"price", "intent", "pilot"} and not words_of(settings.get("unit"))["th"]:
        yield "no_unit"
    if kind == "liking":
        yield from _of_liking(settings)
    if kind == "intent" and not FEWEST_PRICES <= len(prices_of(settings)) <= MOST_PRICES:
        yield "prices"
    if kind == "choice":
        yield from _of_choice(settings)
    price = settings.get("price")
    if kind == "pilot" and not (isinstance(price, int) and price > 0):
        yield "no_price"


def _of_liking(settings: Settings) -> Iterator[str]:
    keys = [str(attribute.get("key")) for attribute in attributes_of(settings)]
    if len(set(keys)) < len(keys):
        yield "attribute_twice"
    if len(questionnaire_of("liking", settings).questions) > MOST_QUESTIONS:
        yield "too_many_questions"


def _of_choice(settings: Settings) -> Iterator[str]:
    one, other = (words_of(settings.get(side))["th"].strip() for side in SIDES)
    if not one or not other:
        yield "no_names"
    elif one == other:
        yield "same_names"
