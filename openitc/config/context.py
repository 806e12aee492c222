"""What every page is given."""

from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, object]:
    """Facts that the frame of every page shows."""
    return {}
