"""Several people at the same moment: real threads, each on a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from openitc.shared.refusals import Refused

REFUSED = "refused"


def race(*runners: Callable[[], object]) -> list[str]:
    """Start all at once; say of each whether it was done or refused."""
    return sorted(REFUSED if outcome == REFUSED else "done" for outcome in outcomes_of(*runners))


def outcomes_of(*runners: Callable[[], object]) -> list[object]:
    """Start all at once; what each gave, or that it was refused. Whatever else goes wrong fails the test."""
    outcomes: list[object] = []
    errors: list[Exception] = []
    gate = threading.Barrier(len(runners))

    def run(runner: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes.append(runner())
        except Refused:
            outcomes.append(REFUSED)
        except Exception as error:  # raised again where the test sees it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        raise error
    return outcomes
