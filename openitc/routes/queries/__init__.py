"""Reads of routes: the live network, what a case asks, and what was answered."""

from openitc.routes.queries.pages import RoutesPage, routes_page
from openitc.routes.queries.proposals import obstacle_of, planned
from openitc.routes.queries.questions import (
    bookings_to_pin,
    conditions_of,
    limits_of,
    question_of,
    standing_bookings,
)
from openitc.routes.queries.snapshot import live_network

__all__ = (
    "RoutesPage",
    "bookings_to_pin",
    "conditions_of",
    "limits_of",
    "live_network",
    "obstacle_of",
    "planned",
    "question_of",
    "routes_page",
    "standing_bookings",
)
