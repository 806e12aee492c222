"""What the page of a test asks, in both languages at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy

from openitc.centers.operations.wording import label_in_both
from openitc.market_tests.models import MarketTest
from openitc.market_tests.queries.allergens import allergens_named
from openitc.market_tests.queries.answers import days_of
from openitc.market_tests.queries.wording import (
    SCALES,
    name_of_side,
    options_of,
    points_of,
    sentence_of,
    unit_of,
    words_of_fault,
)
from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import State
from openitc.market_tests.rules.questionnaire import PRICES, Question, questionnaire_of
from openitc.shared.models import in_both

Pair = dict[str, str]  # {th, en}
HEADINGS = {
    "liking": gettext_lazy("How do you like it?"),
    "price": gettext_lazy("What is it worth to you?"),
    "intent": gettext_lazy("What is it worth to you?"),
    "choice": gettext_lazy("Which one do you like?"),
    "pilot": gettext_lazy("How do you like it?"),
}
# Prices are asked from the dearest down, so that the one that is too low stands above the one it may not be below.
FAULTS = {"prices_out_of_order": gettext_lazy("The next price is higher than this one. Please check both.")}
GROUP_SENTENCES = {"age": gettext_lazy("How old are you?"), "home": gettext_lazy("Where do you live?")}
Option = tuple[object, Pair]
GROUP_WORDS = {
    "under_25": gettext_lazy("Under 25"),
    "25_39": gettext_lazy("25 to 39"),
    "40_59": gettext_lazy("40 to 59"),
    "60_up": gettext_lazy("60 or older"),
    "province": gettext_lazy("In this province"),
    "thailand": gettext_lazy("Elsewhere in Thailand"),
    "abroad": gettext_lazy("In another country"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it, and what was answered where a form comes back with faults."""

    key: str
    type: str
    sentence: Pair
    options: Sequence[Option] = ()
    not_below: str = ""  # the question whose price this one's may not go below
    given: str = ""
    fault: Pair | None = None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page of a test, the same for everyone who answers: it may be kept by whoever carries it."""

    test: MarketTest
    state: State
    product: Pair
    enterprise: Pair
    consent: Pair
    unit: Pair
    price: int | None
    tasted: bool
    questions: Sequence[Asked] = ()
    arms: Sequence[str] = ()
    arm: str = ""  # the one that this page shows
    allergens: Sequence[Pair] = ()
    groups: Sequence[Asked] = ()
    sides: Sequence[Option] = ()  # of A and B, where one of them is shown

    @property
    def code(self) -> str:
        """What the address of the page names."""
        return self.test.code

    @property
    def heading(self) -> Pair:
        """What the page asks, in a few words."""
        return label_in_both(HEADINGS[self.test.kind])

    @property
    def until(self) -> datetime:
        """When it takes no more answers, as far as it is known: a tablet without a signal goes by it."""
        return days_of(self.test).ends_at


def answer_page(test: MarketTest, *, state: State, key: UUID | None = None) -> AnswerPage:
    """What the page of the test shows in that state; its questions only while it takes answers.

    With a key, in the order that chance drew for it; without, in the usual one, and the page's script draws.
    """
    asked = questionnaire_of(test.kind, test.settings)
    arm = asked.arm_of(key) if key else next(iter(asked.arms), "")
    product = test.case.product
    sides = [(side, in_both(partial(name_of_side, side, test.settings))) for side in asked.arms if side in {"a", "b"}]
    return AnswerPage(
        test=test,
        state=state,
        product=product.names,
        enterprise=product.enterprise.names,
        consent={"th": test.consent_th or test.consent_en, "en": test.consent_en or test.consent_th},
        unit=in_both(partial(unit_of, test.settings)),
        price=_price(test),
        tasted=test.kind in {"liking", "pilot"} or test.settings.get("about") == "recipe",
        questions=[_asked(test, each, arm) for each in asked.in_order_of(arm)] if state == "open" else (),
        arms=asked.arms,
        arm=arm,
        groups=_groups(),
        allergens=[label_in_both(name) for name in allergens_named(test.allergens)],
        sides=sides,
    )


def with_faults(page: AnswerPage, typed: Mapping[str, str], faults: Iterable[tuple[str, str]]) -> AnswerPage:
    """The page with what was typed and, at each question, what is wrong with it."""
    told = {
        key: label_in_both(FAULTS[code]) if code in FAULTS else in_both(partial(words_of_fault, code))
        for key, code in faults
    }
    questions = [replace(each, given=typed.get(each.key, ""), fault=told.get(each.key)) for each in page.questions]
    groups = [replace(each, given=typed.get(f"group_{each.key}", "")) for each in page.groups]
    return replace(page, questions=questions, groups=groups)


def _asked(test: MarketTest, question: Question, arm: str) -> Asked:
    return Asked(
        key=question.key,
        type=question.type,
        sentence=in_both(partial(sentence_of, question)),
        options=_options(test, question)[:: -1 if arm == "ba" and question.key == "chosen" else 1],
        not_below=dict(zip(PRICES[1:], PRICES, strict=False)).get(question.key, ""),
    )


def _groups() -> list[Asked]:
    """What one may say of oneself."""
    return [
        Asked(
            key=key,
            type="group",
            sentence=label_in_both(GROUP_SENTENCES[key]),
            options=[(value, label_in_both(GROUP_WORDS[value])) for value in values],
        )
        for key, values in rules.GROUPS.items()
    ]


def _options(test: MarketTest, question: Question) -> list[Option]:
    """What can be chosen, each with its words in both languages."""
    if question.type == "yesno":
        return [("yes", label_in_both(gettext_lazy("Yes"))), ("no", label_in_both(gettext_lazy("No")))]
    offered = partial(points_of, question) if question.type in SCALES else partial(options_of, question, test.settings)
    return [(key, in_both(partial(_word, offered, place))) for place, (key, _words) in enumerate(offered())]


def _word(offered: Callable[[], Sequence[tuple[object, str]]], place: int) -> str:
    return offered()[place][1]


def _price(test: MarketTest) -> int | None:
    price = test.settings.get("price")
    return price if isinstance(price, int) and test.kind == MarketTest.Kind.PILOT else None
