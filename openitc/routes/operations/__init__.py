"""Every write of routes: conditions, proposals, and taking a route."""

from openitc.routes.operations.acceptances import NoLongerPossible, accept
from openitc.routes.operations.conditions import ConditionsRefused, ease, set_conditions
from openitc.routes.operations.proposals import LONG_MS, Found, current, propose

__all__ = (
    "LONG_MS",
    "ConditionsRefused",
    "Found",
    "NoLongerPossible",
    "accept",
    "current",
    "ease",
    "propose",
    "set_conditions",
)
