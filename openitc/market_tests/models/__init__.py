"""The tables of market tests, one file a noun."""

from openitc.market_tests.models.answers import Answer, Tablet
from openitc.market_tests.models.market_tests import Decision, MarketTest, PilotSale

__all__ = ("Answer", "Decision", "MarketTest", "PilotSale", "Tablet")
