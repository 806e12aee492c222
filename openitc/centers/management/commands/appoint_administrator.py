"""`openitc manage appoint_administrator E-MAIL`: give a new installation its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openitc.centers import operations
from openitc.shared import clock
from openitc.shared.refusals import Refused


class Command(BaseCommand):
    """Later ones can be appointed the same way."""

    help = "Make the person with the e-mail address an administrator of the network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *_words: Any, email: str, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Appoint them; without a password yet they set one through "forgot your password"."""
        try:
            role = operations.appoint_administrator(email=email, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{role.user.email} is an administrator of the network.")
