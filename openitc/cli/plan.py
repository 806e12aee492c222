"""`openitc plan`: the routes of a problem file, without database or Django, or those of a case."""

import sys

from openitc.cli.framework import part, ready_django

USAGE = """usage: openitc plan --problem FILE [--budget-ms N] [--json]   the routes of a problem file
       openitc plan --problem FILE --verify ROUTES.json      check routes somebody else found
       openitc plan --case NUMBER                            the routes of a case, as a table"""


def run(words: list[str]) -> int:
    """Plan, and print."""
    if "--problem" in words or any(word.startswith("--problem=") for word in words):
        return int(part("openitc.planner.cli", "main")(words))
    match words:
        case ["--case", number]:
            ready_django()
            return int(part("openitc.routes.report", "print_case")(number))
        case ["-h" | "--help"]:
            print(USAGE)
            return 0
    print(USAGE, file=sys.stderr)
    return 2
