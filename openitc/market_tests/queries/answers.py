"""How the answering of a test goes, and what is wrong with an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openitc.documents.qr import qr_svg
from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import Days, Incoming, State
from openitc.market_tests.rules.questionnaire import ARM, faults_of, questionnaire_of
from openitc.shared import clock


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
