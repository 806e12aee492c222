"""What tests of prices say: which prices most accept, and at which one earns most."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from openitc.market_tests.queries.findings import SURE, Finding, figure, money, of_hundred
from openitc.market_tests.queries.pictures import Bar, Bars, per_hundred, prices_of
from openitc.market_tests.queries.wording import unit_of
from openitc.market_tests.rules.demand import Demand, Rung, demand_of
from openitc.market_tests.rules.prices import CURVES, Meter, meter_of
from openitc.market_tests.rules.questionnaire import Settings, Values, whole_of
from openitc.market_tests.rules.questionnaire import prices_of as prices_asked

MOST = 0.5


def of_prices(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    """The range of prices that most accept, and the price at which the fewest turn away."""
    given = [{curve: whole_of(answer.get(curve)) for curve in CURVES} for answer in answers]
    meter = meter_of(given)
    title = _("How many find a price too cheap, a bargain, getting dear or too dear")
    return [
        Finding(
            heading=_("What may it cost?"),
            n=meter.n,
            words=_range_words(meter, unit_of(settings)),
            more=[
                _(
                    "We are %(sure)s %% sure that the lower end lies between %(low)s and %(high)s baht, and as sure"
                    " that the upper end lies between %(from)s and %(to)s baht."
                )
                % {
                    "sure": SURE,
                    "low": figure(meter.pmc.low),
                    "high": figure(meter.pmc.high),
                    "from": figure(meter.pme.low),
                    "to": figure(meter.pme.high),
                },
                _("Around %(price)s baht the fewest turn away (%(low)s to %(high)s).")
                % {"price": figure(meter.opp.at), "low": figure(meter.opp.low), "high": figure(meter.opp.high)},
                _("People were asked about prices without paying: try the price in a pilot sale before you print it."),
            ],
            pictures=[prices_of(meter, title=title, names=_names(), points=_points())],
        )
    ]


def of_ladder(answers: Sequence[Values], settings: Settings) -> list[Finding]:
    """Who would buy at each of the prices, and at which one earns most."""
    prices = prices_asked(settings)
    demand = demand_of([{price: answer.get(f"at_{price}") is True for price in prices} for answer in answers], prices)
    best = next(rung for rung in demand.rungs if rung.price == demand.best)
    more = [
        _("Of the prices asked, %(price)s brings in most: %(earned)s from a hundred people who are asked.")
        % {"price": money(best.price), "earned": money(best.earned)},
        _best_words(demand, best),
        _("More people say so than do so: how many buy in truth, only a sale can tell."),
    ]
    words = _("At %(price)s, %(some)s of 100 would buy (%(low)s to %(high)s).")
    return [
        Finding(
            heading=_("At which price would they buy?"),
            n=demand.n,
            words=words % {"price": money(best.price), **of_hundred(best.would)},
            more=more,
            pictures=[
                Bars(
                    title=_("How many of 100 would buy at each price"),
                    rows=[_bar(rung, best=demand.best) for rung in demand.rungs],
                )
            ],
        )
    ]


def _range_words(meter: Meter, unit: str) -> str:
    """The range in one sentence, as far as it holds."""
    values = {"low": figure(meter.pmc.at), "high": figure(meter.pme.at), "unit": unit}
    if meter.accepted.at > MOST:
        return _("Most would pay %(low)s to %(high)s baht for %(unit)s.") % values
    return (
        _("Prices between %(low)s and %(high)s baht for %(unit)s are contested: no single price suits most.") % values
    )


def _best_words(demand: Demand, best: Rung) -> str:
    values = {"sure": SURE, "low": figure(demand.low), "high": figure(demand.high), "often": per_hundred(best.best_in)}
    if demand.low == demand.high:
        return _("If as many others were asked, the same price would come out on top about %(often)s times in 100.") % (
            values
        )
    return _("We are %(sure)s %% sure that the best of these prices is one from %(low)s to %(high)s baht.") % values


def _bar(rung: Rung, *, best: int) -> Bar:
    return Bar(
        label=money(rung.price),
        text=_("%(some)s of 100") % of_hundred(rung.would),
        w=round(100 * rung.would.at, 2),
        low=round(100 * rung.would.low, 2),
        high=round(100 * rung.would.high, 2),
        strong=rung.price == best,
        note=_("brings in %(earned)s") % {"earned": money(rung.earned)},
    )


def _names() -> dict[str, str]:
    return {
        "too_cheap": _("too cheap"),
        "cheap": _("a bargain"),
        "dear": _("getting dear"),
        "too_dear": _("too dear"),
    }


def _points() -> dict[str, tuple[str, str]]:
    return {
        "pmc": (_("Lower end"), _("below it more doubt the quality than find it dear")),
        "opp": (_("Fewest turn away"), _("as many find it too cheap as too dear")),
        "idp": (_("Usual price"), _("as many find it a bargain as find it dear")),
        "pme": (_("Upper end"), _("above it more turn away than find it a bargain")),
    }
