"""`openitc manage load_channels`: bring the channels in line with the file that comes with the program."""

from typing import Any

from django.core.management.base import BaseCommand

from openitc.listings.operations.channels import load_channels
from openitc.shared import clock


class Command(BaseCommand):
    """Needed once, and after an update of the file; layouts that people changed stay as they are."""

    help = "Bring the channels in line with the file that comes with the program."

    def handle(self, *_words: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Load them and say how many there are."""
        self.stdout.write(f"{load_channels(now=clock.now())} channels")
