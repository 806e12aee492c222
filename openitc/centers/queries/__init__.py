"""Reads of the network, one file a noun."""

from openitc.centers.queries.calendars import OpenDay, closures_of, coming_holidays, open_days
from openitc.centers.queries.centers import (
    centers_found,
    organisations_for_centers,
    people_of,
    points_of,
    regions,
)
from openitc.centers.queries.offerings import Adaptation, adaptations_of, offerings_by_stage
from openitc.centers.queries.provinces import provinces_on_file

__all__ = (
    "Adaptation",
    "OpenDay",
    "adaptations_of",
    "centers_found",
    "closures_of",
    "coming_holidays",
    "offerings_by_stage",
    "open_days",
    "organisations_for_centers",
    "people_of",
    "points_of",
    "provinces_on_file",
    "regions",
)
