"""`openitc manage load_standards`: bring the standards in line with the file that comes with the program."""

from typing import Any

from django.core.management.base import BaseCommand

from openitc.shared import clock
from openitc.standards.operations.catalogue import load_catalogue


class Command(BaseCommand):
    """For a new installation, and after an update; what the network wrote itself stays."""

    help = "Bring the standards in line with the file that comes with the program."

    def handle(self, *_words: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Load them and say what came."""
        brought = load_catalogue(now=clock.now())
        self.stdout.write(
            f"{brought.added} standards added, {brought.renewed} renewed, {brought.kept} kept as the network has them"
        )
