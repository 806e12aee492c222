"""What the page of a test asks in both languages, and how its answering goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.documents.qr import qr_svg
from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.market_tests.queries.allergens import allergens_named
from openitc.market_tests.queries.wording import (
    name_of_side,
    options_of,
    points_of,
    sentence_of,
    unit_of,
    words_of_fault,
)
from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import Days, Incoming, State
from openitc.market_tests.rules.questionnaire import ARM, PRICES, Question, faults_of, questionnaire_of
from openitc.shared import clock
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
GROUP_WORDS = {
    "under_25": gettext_lazy("Under 25"),
    "25_39": gettext_lazy("25 to 39"),
    "40_59": gettext_lazy("40 to 59"),
    "60_up": gettext_lazy("60 or older"),
    "province": gettext_lazy("In this province"),
    "thailand": gettext_lazy("Elsewhere in Thailand"),
    "abroad": gettext_lazy("In another country"),
}
Option = tuple[object, Pair]


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
        return _both(lambda: HEADINGS[self.test.kind])

    @property
    def until(self) -> datetime:
        """When it takes no more answers, as far as it is known: a tablet without a signal goes by it."""
        return days_of(self.test).ends_at


@dataclass(frozen=True, slots=True)
class Answering:
    """How the answering of a test goes, for those who run it."""

    test: MarketTest
    state: State
    counted: int
    by_phone: int
    by_tablet: int
    set_aside: int
    address: str
    tablets: Sequence[Tablet] = field(default_factory=tuple)

    @property
    def is_open(self) -> bool:
        """Whether answers come in now."""
        return self.state == "open"

    @property
    def takes_tablets(self) -> bool:
        """Whether it is worth making a tablet ready."""
        return self.state in {"planned", "early", "open"}

    @property
    def short_address(self) -> str:
        """The address as one reads it out."""
        return self.address.partition("://")[2]

    @property
    def share(self) -> int:
        """How many per cent of the wanted answers there are."""
        return min(100, 100 * self.counted // self.test.wanted)

    @property
    def qr(self) -> SafeString:
        """The address as a code to point a phone at."""
        return qr_svg(self.address, label=_("The address of the answer page"))


def days_of(test: MarketTest) -> Days:
    """When the test takes answers."""
    return Days(
        first=clock.at(test.begins_on),
        end=clock.at(test.ends_on + timedelta(days=1)),
        opened_at=test.opened_at,
        closed_at=test.closed_at,
        withdrawn_at=test.withdrawn_at,
    )


def taken_so_far(test: MarketTest) -> int:
    """How many answers there are, those set aside included."""
    return test.answers.count()


def state_now(test: MarketTest, *, now: datetime) -> State:
    """Whether the test takes answers now, and if not, why."""
    return rules.state_of(days_of(test), counted=taken_so_far(test), wanted=test.wanted, now=now)


def with_arm(test: MarketTest, answer: Incoming) -> Mapping[str, object]:
    """The values with what chance drew for the key, where the test draws and the page left it out."""
    asked = questionnaire_of(test.kind, test.settings)
    return {ARM: asked.arm_of(answer.key), **answer.values} if asked.arms else answer.values


def faults_in(test: MarketTest, answer: Incoming) -> tuple[tuple[str, str], ...]:
    """Everything that is wrong with what was answered: which question, and what."""
    found = faults_of(test.kind, test.settings, with_arm(test, answer))
    return (*((fault.key, fault.code) for fault in found), *rules.faults_of_group(answer.group))


def answer_page(test: MarketTest, *, now: datetime, key: UUID | None = None) -> AnswerPage:
    """What the page of the test shows now; its questions only while it takes answers.

    With a key, in the order that chance drew for it; without, in the usual one, and the page's script draws.
    """
    state = state_now(test, now=now)
    asked = questionnaire_of(test.kind, test.settings)
    arm = asked.arm_of(key) if key else next(iter(asked.arms), "")
    product = test.case.product
    sides = [(side, _both(lambda side=side: name_of_side(side, test.settings))) for side in asked.arms if side in "ab"]
    return AnswerPage(
        test=test,
        state=state,
        product=product.names,
        enterprise=product.enterprise.names,
        consent={"th": test.consent_th or test.consent_en, "en": test.consent_en or test.consent_th},
        unit=_both(lambda: unit_of(test.settings)),
        price=_price(test),
        tasted=test.kind in {"liking", "pilot"} or test.settings.get("about") == "recipe",
        questions=[_asked(test, each, arm) for each in asked.in_order_of(arm)] if state == "open" else (),
        arms=asked.arms,
        arm=arm,
        groups=_groups(),
        allergens=[_both(lambda name=name: name) for name in allergens_named(test.allergens)],
        sides=sides,
    )


def answering(test: MarketTest, *, now: datetime) -> Answering:
    """How the answering goes: two queries."""
    of_tablet = Q(channel=Answer.Channel.TABLET)
    counts = test.answers.aggregate(
        counted=Count("pk", filter=Q(set_aside_at=None)),
        by_tablet=Count("pk", filter=Q(set_aside_at=None) & of_tablet),
        all=Count("pk"),
    )
    return Answering(
        test=test,
        state=rules.state_of(days_of(test), counted=counts["all"], wanted=test.wanted, now=now),
        counted=counts["counted"],
        by_phone=counts["counted"] - counts["by_tablet"],
        by_tablet=counts["by_tablet"],
        set_aside=counts["all"] - counts["counted"],
        address=settings.SITE_URL + reverse("market_tests:answer", args=[test.code]),
        tablets=list(test.tablets.annotate(sent=Count("answers")).filter(Q(revoked_at=None) | Q(sent__gt=0))),
    )


def answers_newest_first(test: MarketTest) -> QuerySet[Answer]:
    """Every answer to the test, those set aside too."""
    return test.answers.select_related("tablet", "test").order_by("-received_at", "-pk")


def with_faults(page: AnswerPage, typed: Mapping[str, str], faults: Iterable[tuple[str, str]]) -> AnswerPage:
    """The page with what was typed and, at each question, what is wrong with it."""
    told = {key: _both(lambda code=code: FAULTS.get(code) or words_of_fault(code)) for key, code in faults}
    questions = [replace(each, given=typed.get(each.key, ""), fault=told.get(each.key)) for each in page.questions]
    groups = [replace(each, given=typed.get(f"group_{each.key}", "")) for each in page.groups]
    return replace(page, questions=questions, groups=groups)


def _asked(test: MarketTest, question: Question, arm: str) -> Asked:
    return Asked(
        key=question.key,
        type=question.type,
        sentence=_both(lambda: sentence_of(question)),
        options=_options(test, question)[:: -1 if arm == "ba" and question.key == "chosen" else 1],
        not_below=dict(zip(PRICES[1:], PRICES, strict=False)).get(question.key, ""),
    )


def _groups() -> list[Asked]:
    """What one may say of oneself."""
    return [
        Asked(
            key=key,
            type="group",
            sentence=_both(lambda key=key: GROUP_SENTENCES[key]),
            options=[(value, _both(lambda value=value: GROUP_WORDS[value])) for value in values],
        )
        for key, values in rules.GROUPS.items()
    ]


def _options(test: MarketTest, question: Question) -> list[Option]:
    """What can be chosen, each with its words in both languages."""
    if question.type == "yesno":
        return [("yes", _both(lambda: _("Yes"))), ("no", _both(lambda: _("No")))]
    return _in_both(lambda: points_of(question)) or _in_both(lambda: options_of(question, test.settings))


def _in_both(offered: Callable[[], Iterable[tuple[object, str]]]) -> list[Option]:
    keys = [key for key, _words in offered()]
    words = [_both(lambda place=place: list(offered())[place][1]) for place in range(len(keys))]
    return list(zip(keys, words, strict=True))


def _both(words: Callable[[], object]) -> Pair:
    return in_both(words)


def _price(test: MarketTest) -> int | None:
    price = test.settings.get("price")
    return price if isinstance(price, int) and test.kind == MarketTest.Kind.PILOT else None
