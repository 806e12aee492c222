"""What the page of a test asks in both languages, and how its answering goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openitc.documents.qr import qr_svg
from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.market_tests.queries.wording import name_of_side, options_of, points_of, sentence_of, unit_of
from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import Days, State
from openitc.market_tests.rules.questionnaire import PRICES, Question, questionnaire_of
from openitc.shared import clock
from openitc.shared.models import in_both

Pair = dict[str, str]  # {th, en}
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
    faults: Sequence[Pair] = ()


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
    sides: Sequence[Option] = ()  # of A and B, where one of them is shown

    @property
    def code(self) -> str:
        """What the address of the page names."""
        return self.test.code


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


def answer_page(test: MarketTest, *, now: datetime) -> AnswerPage:
    """What the page of the test shows now; its questions only while it takes answers."""
    state = state_now(test, now=now)
    asked = questionnaire_of(test.kind, test.settings)
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
        tasted=test.kind in TASTED,
        questions=[_asked(test, each) for each in asked.questions] if state == "open" else (),
        arms=asked.arms,
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
    return test.answers.select_related("tablet").order_by("-received_at", "-pk")


TASTED = (MarketTest.Kind.LIKING, MarketTest.Kind.PILOT, MarketTest.Kind.CHOICE)


def _asked(test: MarketTest, question: Question) -> Asked:
    return Asked(
        key=question.key,
        type=question.type,
        sentence=_both(lambda: sentence_of(question)),
        options=_options(test, question),
        not_below=dict(zip(PRICES[1:], PRICES, strict=False)).get(question.key, ""),
    )


def _options(test: MarketTest, question: Question) -> list[Option]:
    """What can be chosen, each with its words in both languages."""
    if question.type == "yesno":
        return [(True, _both(lambda: _("Yes"))), (False, _both(lambda: _("No")))]
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
