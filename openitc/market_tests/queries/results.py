"""The results of a market test as they stand now: two queries, three for a pilot sale."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openitc.market_tests.models import Answer, MarketTest, PilotSale
from openitc.market_tests.queries.findings import Finding
from openitc.market_tests.queries.findings_choices import of_choice
from openitc.market_tests.queries.findings_liking import of_liking
from openitc.market_tests.queries.findings_prices import of_ladder, of_prices
from openitc.market_tests.queries.findings_sales import of_buyers, of_sales
from openitc.market_tests.queries.groups import Grouping, groupings_of
from openitc.market_tests.rules.planning import least_of
from openitc.market_tests.rules.questionnaire import Values, faults_of

Kind = MarketTest.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What came in, how people were found, and what it says as far as it says anything."""

    test: MarketTest
    answered: int  # that count
    phones: int
    tablets: int
    set_aside: int
    offered: int = 0  # units of a pilot sale
    sold: int = 0
    least: int
    findings: Sequence[Finding] = field(default_factory=tuple)
    groupings: Sequence[Grouping] = field(default_factory=tuple)
    sales: Sequence[PilotSale] = field(default_factory=tuple)

    @property
    def came(self) -> int:
        """What is counted toward what was wanted: answers, or units of a pilot sale."""
        return self.offered if self.test.kind == Kind.PILOT else self.answered

    @property
    def share(self) -> int:
        """How far it is, in per cent of what was wanted."""
        return min(100, 100 * self.came // self.test.wanted)

    @property
    def least_share(self) -> int:
        """Where on that way the least stands from which on something is told."""
        return min(100, 100 * self.least // self.test.wanted)

    @property
    def is_enough(self) -> bool:
        """Whether something can be told."""
        return bool(self.findings)

    @property
    def found_by(self) -> str | Promise:
        """How people were found."""
        return MarketTest.FoundBy.label_of(self.test.found_by)

    @property
    def not_enough(self) -> str:
        """What is said in place of numbers."""
        if self.test.kind == Kind.PILOT:
            return _(
                "Not enough yet: %(came)s of %(least)s units offered, and %(answered)s of %(answers)s answers."
            ) % {
                "came": self.offered,
                "least": self.least,
                "answered": self.answered,
                "answers": least_of(Kind.LIKING),
            }
        return _("Not enough answers yet: %(came)s of %(least)s.") % {"came": self.came, "least": self.least}


def results_of(test: MarketTest) -> Results:
    """Everything the page of results shows."""
    rows = list(test.answers.values_list("values", "group", "channel", "set_aside_at"))
    counting = [(values, group) for values, group, _channel, set_aside in rows if set_aside is None]
    channels = Counter(channel for _values, _group, channel, set_aside in rows if set_aside is None)
    sales = list(test.sales.filter(withdrawn_at=None).select_related("lot")) if test.kind == Kind.PILOT else []
    least = int(test.precision.get("least") or least_of(test.kind))
    answers = [values for values, _group in counting]
    return Results(
        test=test,
        answered=len(answers),
        phones=channels[Answer.Channel.PHONE],
        tablets=channels[Answer.Channel.TABLET],
        set_aside=len(rows) - len(answers),
        offered=sum(sale.offered for sale in sales),
        sold=sum(sale.sold for sale in sales),
        least=least,
        findings=_findings(test, answers, sales, least),
        groupings=groupings_of(test, counting) if len(answers) >= least_of(Kind.LIKING) else (),
        sales=sales,
    )


def _findings(test: MarketTest, answers: Sequence[Values], sales: Sequence[PilotSale], least: int) -> list[Finding]:
    """What is found, once there is enough; answers that do not fit the test's questions are left out."""
    fit = [values for values in answers if not faults_of(test.kind, test.settings, values)]
    if test.kind == Kind.PILOT:
        enough = len(fit) >= least_of(Kind.LIKING)
        sold = of_sales(sales) if sum(sale.offered for sale in sales) >= least else []
        return [*sold, *(of_buyers(fit) if enough else [])]
    if len(fit) < least:
        return []
    told = {Kind.LIKING: of_liking, Kind.PRICE: of_prices, Kind.INTENT: of_ladder, Kind.CHOICE: of_choice}
    return told[Kind(test.kind)](fit, test.settings)
