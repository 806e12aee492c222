"""`openitc worker`: does the jobs that wait in the database, on this machine or any other."""

from openitc.cli.framework import ready_django
from openitc.config.lifeline import end_with_the_server


def run(words: list[str]) -> int:
    """Work until told to stop; words go to procrastinate's worker as they are."""
    end_with_the_server()
    ready_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["openitc", "procrastinate", "worker", *words])
    return 0
