"""What one is asked in a market test, in order, and whether what came back is an answer to it.

A test's `settings` (JSON) by kind; prices are satang, words are pairs `{"th": …, "en": …}`:

    liking  {"attributes": [{"key": "sweetness", "words": {…}, "liked": true, "amount": true}, …], "buy": true}
    price   {"unit": {…}}                                    the unit that is priced: "one bag of 10"
    intent  {"unit": {…}, "prices": [5900, 7900, 9900]}      ascending
    choice  {"how": "paired" or "monadic", "about": "package", "name" or "recipe", "a": {…}, "b": {…}}
    pilot   {"unit": {…}, "price": 8900}

An answer's `values` (JSON) holds one value for each question's key, and `arm` where chance draws what one is shown:

    liking  {"overall": 7, "like_sweetness": 6, "amount_sweetness": 4, "buy": 4}
    price   {"too_cheap": 3000, "cheap": 6000, "dear": 12000, "too_dear": 18000}
    intent  {"arm": "up", "at_5900": true, "at_7900": true, "at_9900": false}
    choice  {"arm": "ab", "chosen": "a", "why": "look"}      paired: both are shown, in the order of the arm
            {"arm": "b", "overall": 6, "buy": 3}             monadic: only the one of the arm is shown
    pilot   {"overall": 8, "again": 5}

There is no question whose answer is text: what one writes may say who one is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from uuid import UUID

Words = Mapping[str, str]
Settings = Mapping[str, object]
Values = Mapping[str, object]
Type = Literal["scale9", "jar5", "intent5", "price", "yesno", "choice"]

ENDS: Mapping[Type, tuple[int, int]] = {"scale9": (1, 9), "jar5": (1, 5), "intent5": (1, 5), "price": (0, 10_000_000)}
JUST_RIGHT = 3  # of the five points from much too little to much too much
WHY = ("look", "clear", "story", "trust", "appetite", "other")  # mainly why one chose A or B
PRICES = ("too_cheap", "cheap", "dear", "too_dear")  # in the order they may not break
ASKED = ("too_dear", "dear", "cheap", "too_cheap")  # in the order they are asked
ARM = "arm"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its words are found under `wording` (see queries.wording) and name the attribute, price or unit."""

    key: str
    type: Type
    wording: str
    words: Words | None = None  # the attribute that is judged, or the unit that is priced
    price: int | None = None  # satang
    options: tuple[str, ...] = ()  # of a choice


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value: `missing`, `unknown`, `not_offered`, `out_of_range`, `prices_out_of_order`."""

    key: str
    code: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions in order, and the arms that chance draws from (none where everyone is shown the same)."""

    questions: tuple[Question, ...]
    arms: tuple[str, ...] = ()

    def arm_of(self, key: UUID) -> str:
        """What chance draws for whoever answers under this key: even or odd, so that a page without a signal can too.

        In a browser: `arms[parseInt(key.slice(-1), 16) % arms.length]`.
        """
        return self.arms[key.int % len(self.arms)] if self.arms else ""

    def in_order_of(self, arm: str) -> tuple[Question, ...]:
        """The questions as they are asked in that arm: a ladder of prices goes up or down."""
        return self.questions[::-1] if arm == "down" else self.questions


def questionnaire_of(kind: str, settings: Settings) -> Questionnaire:
    """What a test of that kind and those settings asks."""
    return {"liking": _liking, "price": _price, "intent": _intent, "choice": _choice, "pilot": _pilot}[kind](settings)


def faults_of(kind: str, settings: Settings, values: Values) -> tuple[Fault, ...]:
    """Everything that is wrong with the values; none means that they may be stored as they are."""
    asked = questionnaire_of(kind, settings)
    known = {question.key for question in asked.questions} | ({ARM} if asked.arms else set())
    faults = [Fault(str(key), "unknown") for key in values if key not in known]
    faults += (Fault(each.key, code) for each in asked.questions for code in _faults_of_one(each, values.get(each.key)))
    if asked.arms and values.get(ARM) not in asked.arms:
        faults.append(Fault(ARM, "missing" if ARM not in values else "not_offered"))
    if kind == "price" and not faults:
        faults.extend(_out_of_order(values))
    return tuple(faults)


def _faults_of_one(question: Question, value: object) -> Iterator[str]:
    if value is None:
        yield "missing"
    elif question.type == "yesno":
        if not isinstance(value, bool):
            yield "not_offered"
    elif question.type == "choice":
        if value not in question.options:
            yield "not_offered"
    elif not isinstance(value, int) or isinstance(value, bool):
        yield "not_offered"
    else:
        least, most = ENDS[question.type]
        if not least <= value <= most:
            yield "out_of_range"


def _out_of_order(values: Values) -> Iterator[Fault]:
    """The first price that is below the one it may not be below."""
    for lower, upper in pairwise(PRICES):
        if whole_of(values[lower]) > whole_of(values[upper]):
            yield Fault(upper, "prices_out_of_order")
            return


def _liking(settings: Settings) -> Questionnaire:
    questions = [Question("overall", "scale9", "overall")]
    for attribute in attributes_of(settings):
        key, words = str(attribute["key"]), words_of(attribute["words"])
        if attribute.get("liked", True):
            questions.append(Question(f"like_{key}", "scale9", "like", words))
        if attribute.get("amount"):
            questions.append(Question(f"amount_{key}", "jar5", "amount", words))
    if settings.get("buy", True):
        questions.append(Question("buy", "intent5", "buy"))
    return Questionnaire(tuple(questions))


def _price(settings: Settings) -> Questionnaire:
    unit = words_of(settings.get("unit"))
    return Questionnaire(tuple(Question(key, "price", key, unit) for key in ASKED))


def _intent(settings: Settings) -> Questionnaire:
    unit = words_of(settings.get("unit"))
    asked = (Question(f"at_{price}", "yesno", "buy_at", unit, price) for price in prices_of(settings))
    return Questionnaire(tuple(asked), arms=("up", "down"))


def _choice(settings: Settings) -> Questionnaire:
    if settings.get("how") == "monadic":
        return Questionnaire(_liked_and_bought("buy"), arms=("a", "b"))
    chosen = Question("chosen", "choice", "chosen", options=("a", "b"))
    return Questionnaire((chosen, Question("why", "choice", "why", options=WHY)), arms=("ab", "ba"))


def _pilot(settings: Settings) -> Questionnaire:  # noqa: ARG001 - every kind is given its settings
    return Questionnaire(_liked_and_bought("again"))


def _liked_and_bought(key: str) -> tuple[Question, ...]:
    return Question("overall", "scale9", "overall"), Question(key, "intent5", key)


def attributes_of(settings: Settings) -> list[Mapping[str, object]]:
    """The attributes that a test of liking has judged."""
    found = settings.get("attributes")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, Sequence) else []


def prices_of(settings: Settings) -> list[int]:
    """The prices that are asked, ascending."""
    found = settings.get("prices")
    return sorted({whole_of(price) for price in found}) if isinstance(found, Sequence) else []


def words_of(pair: object) -> dict[str, str]:
    """A pair of words as it is stored; where one language is missing the other stands for it."""
    kept = pair if isinstance(pair, Mapping) else {}
    thai, english = str(kept.get("th", "")), str(kept.get("en", ""))
    return {"th": thai or english, "en": english or thai}


def whole_of(value: object) -> int:
    """The stored number, or 0 where there is none."""
    return value if isinstance(value, int) else 0
