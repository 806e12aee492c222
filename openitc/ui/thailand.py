"""Thailand on paper: where a place lies in `static/ui/thailand.svg`, whose provinces are keyed by ISO 3166-2."""

import math

WIDTH, HEIGHT = 560.0, 1025.0

# Fitted to the country's outermost points: 97.343-105.637 E, 5.613-20.465 N; Mercator's projection.
_X_A_DEGREE, _X_AT_ZERO = 67.40535, -6561.1793
_Y_A_DEGREE, _Y_AT_ZERO = -66.95868, 1400.7017


def point(lat: float, lon: float) -> tuple[float, float]:
    """Where the place lies in the drawing, x to the right and y down."""
    stretched = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    return _X_A_DEGREE * lon + _X_AT_ZERO, _Y_A_DEGREE * stretched + _Y_AT_ZERO
