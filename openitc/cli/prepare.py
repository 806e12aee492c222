"""What `openitc serve` does before it listens, in one process: tables brought up to date, static files collected."""

import sys

from openitc.cli.framework import ready_django


def run(words: list[str]) -> int:
    """Prepare; with `--own-tables` the database is ours to change, otherwise we only say what it lacks."""
    ready_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if "--own-tables" not in words:
            print("The database lacks changes this version needs. Run: openitc manage migrate", file=sys.stderr)
            return 1
        print("Bringing the tables up to date …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return 0
