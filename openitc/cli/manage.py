"""`openitc manage`: Django's own commands, with the database running."""

from openitc.cli.framework import ready_django


def run(words: list[str]) -> int:
    """Hand the words to Django."""
    ready_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["openitc manage", *words])
    return 0
