"""Several people at the same moment: real threads, each on a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from openitc.shared.refusals import Refused


def race(*runners: Callable[[], object]) -> list[str]:
    """Start all at once; say of each whether it was done or refused, or what else went wrong."""
    return sorted(_said(outcome) for outcome in outcomes_of(*runners))


def outcomes_of(*runners: Callable[[], object]) -> list[object]:
    """Start all at once; what each gave or raised, in the order in which they ended."""
    outcomes: list[object] = []
    gate = threading.Barrier(len(runners))

    def run(runner: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes.append(runner())
        except Exception as error:  # whatever happens must show in the test, not in a thread
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _said(outcome: object) -> str:
    if isinstance(outcome, Refused):
        return "refused"
    return repr(outcome) if isinstance(outcome, Exception) else "done"
