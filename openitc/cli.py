"""The `openitc` command."""

import os
import sys

from openitc.config.embedded import ensure_database


def main() -> int:
    """Run the command named by the first word."""
    words = sys.argv[1:]
    ensure_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["openitc", *words[1:]])
    return 0
