"""Reads that see everything: a file a screen."""

from openitc.journeys.queries.case_bookings import bookings_of_case, standing_hold
from openitc.journeys.queries.desk import centers_of, desk_of
from openitc.journeys.queries.found import found_by
from openitc.journeys.queries.lines import journeys_of
from openitc.journeys.queries.network import network_figures, network_points
from openitc.journeys.queries.words import line_of, next_in_words

__all__ = [
    "bookings_of_case",
    "centers_of",
    "desk_of",
    "found_by",
    "journeys_of",
    "line_of",
    "network_figures",
    "network_points",
    "next_in_words",
    "standing_hold",
]
