"""`openitc doctor`: says in plain words what is missing or wrong around OpenITC, and what to do about it."""

import argparse
from collections.abc import Callable, Iterator

from openitc.cli import surroundings
from openitc.cli.surroundings import Finding


def run(words: list[str]) -> int:
    """Look at everything, even after a first fault; 1 when something needed is wrong."""
    parser = argparse.ArgumentParser(prog="openitc doctor", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port the site shall have (default: %(default)s)")
    port = parser.parse_args(words).port
    wrong = 0
    for finding in findings(port):
        print(f"{finding.mark:<7}{finding.what}: {finding.says}", flush=True)
        if finding.advice:
            print(f"{'':<7}→ {finding.advice}")
        wrong += finding.is_wrong
    print(f"\n{wrong} to mend before OpenITC can serve." if wrong else "\nOpenITC can serve: make run")
    return 1 if wrong else 0


def findings(port: int) -> Iterator[Finding]:
    """Everything looked at, what is asked of the machine first and what needs the database last."""
    looks: tuple[Callable[[], Finding], ...] = (
        surroundings.python,
        surroundings.data_folder_is_ours,
        surroundings.room_on_disk,
        surroundings.others_here,
        lambda: surroundings.port_is_free(port),
        surroundings.time_zones,
        surroundings.messages,
        surroundings.browser,
        surroundings.collector,
        surroundings.database,
        surroundings.tables,
    )
    for look in looks:
        yield look()
