"""`openitc manage load_provinces`: bring the provinces in line with the file that comes with the program."""

from typing import Any

from django.core.management.base import BaseCommand

from openitc.centers import operations


class Command(BaseCommand):
    """Needed after an update of the file; a new installation has the provinces already."""

    help = "Bring the provinces in line with the file that comes with the program."

    def handle(self, *_words: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Load them and say how many there are."""
        self.stdout.write(f"{operations.load_provinces()} provinces")
