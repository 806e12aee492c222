"""Reads that see everything: a file a screen."""

from openitc.journeys.queries.case_bookings import bookings_of_case
from openitc.journeys.queries.desk import Queue, own_cases, queue_of, visits_of
from openitc.journeys.queries.found import found_by
from openitc.journeys.queries.lines import journeys_of
from openitc.journeys.queries.network import (
    busiest_centers,
    centers_of,
    home_province,
    network_figures,
    network_points,
    provinces_by_name,
    usual_needs,
)
from openitc.journeys.queries.waiting import choices_of, to_dos_of, to_dos_of_case
from openitc.journeys.queries.words import told

__all__ = [
    "Queue",
    "bookings_of_case",
    "busiest_centers",
    "centers_of",
    "choices_of",
    "found_by",
    "home_province",
    "journeys_of",
    "network_figures",
    "network_points",
    "own_cases",
    "provinces_by_name",
    "queue_of",
    "to_dos_of",
    "to_dos_of_case",
    "told",
    "usual_needs",
    "visits_of",
]
