"""How far a maker is."""

from collections.abc import Sequence

from openitc.centers.rules import road_km

Position = tuple[float, float]  # latitude and longitude in degrees


def maker_km(here: Position, sites: Sequence[Position]) -> int | None:
    """Whole kilometres by road from there to a maker, counted to the first of its open places; None without any."""
    if not sites:
        return None
    return 0 if sites[0] == here else road_km(here, sites[0])
