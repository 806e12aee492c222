"""What a pilot sale says: how much of what was offered was sold, and whether people would come back."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.market_tests.models import PilotSale
from openitc.market_tests.queries.findings import SURE, Finding, money, numbers, of_hundred
from openitc.market_tests.queries.findings_liking import of_buying, overall_of
from openitc.market_tests.queries.pictures import Bar, Bars
from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.questionnaire import Values
from openitc.shared.text import thai_or_english_day


def of_sales(sales: Sequence[PilotSale]) -> list[Finding]:
    """How much was sold, all in all and day by day."""
    offered, sold = sum(sale.offered for sale in sales), sum(sale.sold for sale in sales)
    share = intervals.share(sold, offered)
    earned = sum(sale.sold * sale.price for sale in sales)
    return [
        Finding(
            heading=_("How much was sold?"),
            n=offered,
            words=_("%(sold)s of %(offered)s units were sold: %(some)s of 100.")
            % {"sold": f"{sold:,}", "offered": f"{offered:,}", **of_hundred(share)},
            more=[
                _("On such days and places we are %(sure)s %% sure of %(low)s to %(high)s of 100.")
                % {"sure": SURE, **of_hundred(share)},
                _("It brought in %(earned)s.") % {"earned": money(earned)},
            ],
            pictures=[Bars(title=_("Day by day"), rows=[_day(sale) for sale in sales])],
        )
    ]


def of_buyers(answers: Sequence[Values]) -> list[Finding]:
    """What those say who bought it."""
    return [of_buying(numbers(answers, "again"), heading=_("Would they buy it again?")), overall_of(answers)]


def _day(sale: PilotSale) -> Bar:
    share = intervals.share(sale.sold, sale.offered)
    day = thai_or_english_day(sale.on, language=get_language() or "th", year=False)
    return Bar(
        label=f"{day} · {sale.lot.code}",
        text=_("%(sold)s of %(offered)s") % {"sold": sale.sold, "offered": sale.offered},
        w=round(100 * share.at, 2),
        low=round(100 * share.low, 2),
        high=round(100 * share.high, 2),
        note=" · ".join(words for words in (money(sale.price), sale.place) if words),
    )
