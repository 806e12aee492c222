"""What may be told in public of a product's market tests: only of those that are closed, and only what holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from openitc.cases.models import Round
from openitc.enterprises.models import Product
from openitc.market_tests.models import Answer, MarketTest
from openitc.market_tests.queries.pictures import per_hundred
from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.intervals import Interval
from openitc.market_tests.rules.liking import TOP_BUYING
from openitc.market_tests.rules.planning import LEAST_ANSWERS

Kind = MarketTest.Kind
INTENTS = ("buy", "again")  # the questions that ask whether one would buy


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people said of a product, over all its closed tests in which they tried it; `would` is who would buy."""

    n: int
    liking: Interval | None
    would: Interval | None
    first: date
    last: date

    @property
    def liking_words(self) -> str:
        """How it is liked, in a sentence for a buyer."""
        if self.liking is None:
            return ""
        return _("%(n)s people tried it and gave it %(mean)s of 9 points on average.") % {
            "n": self.n,
            "mean": f"{self.liking.at:.1f}",
        }

    @property
    def would_words(self) -> str:
        """Who would buy it, in a sentence for a buyer."""
        if self.would is None:
            return ""
        return _("%(some)s of 100 would probably or surely buy it.") % {"some": per_hundred(self.would.at)}


def told(product: Product) -> Told | None:
    """The summary for a public page, None where too few were asked; one query.

    A test before the latest round of the prototype tried another recipe and is left out, and so is one in which people
    saw two different things: nobody would know which of the two is told of.
    """
    changed_since = Round.objects.filter(case=OuterRef("case"), begun_at__gt=OuterRef("opened_at"))
    tried = MarketTest.objects.filter(
        ~Exists(changed_since),
        case__product=product,
        kind__in=(Kind.LIKING, Kind.PILOT),
        closed_at__isnull=False,
        withdrawn_at=None,
    )
    counted = Answer.objects.filter(test__in=tried.order_by(), set_aside_at=None)
    rows = list(counted.values_list("values", "answered_at__date"))
    if len(rows) < LEAST_ANSWERS:
        return None
    values = [each for each, _day in rows]
    days = [day for _each, day in rows]
    liking = [each["overall"] for each in values if isinstance(each.get("overall"), int)]
    buying = [each[key] for each in values for key in INTENTS if isinstance(each.get(key), int)]
    return Told(
        n=len(rows),
        liking=intervals.mean(liking) if len(liking) >= LEAST_ANSWERS else None,
        would=_would(buying) if len(buying) >= LEAST_ANSWERS else None,
        first=min(days),
        last=max(days),
    )


def _would(buying: Sequence[int]) -> Interval:
    return intervals.share(sum(point >= TOP_BUYING for point in buying), len(buying))
