"""The `openitc` command: one word, one module of this package."""

import signal
import sys
from importlib import import_module

COMMANDS = {
    "serve": "Serve the site, with its worker and the database it needs.",
    "plan": "Plan the routes of a problem file (--problem) or of a case (--case).",
    "sample": "Load the sample network (load), or begin it anew (reset).",
    "worker": "Do the jobs that wait in the database.",
    "doctor": "Say in plain words what is missing or wrong around OpenITC.",
    "manage": "Run one of Django's own commands.",
}


WITHIN = {"prepare"}  # what `serve` runs for itself


def main() -> int:
    """Run the command named by the first word."""
    words = sys.argv[1:]
    # Ended by its supervisor, a command still leaves the database in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS and name not in WITHIN:
        print(f"openitc has no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    try:
        return int(import_module(f"openitc.cli.{name}").run(rest))
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """Every command, one line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {does}" for name, does in COMMANDS.items()]
    return "\n".join(["usage: openitc COMMAND …", "", *lines, "", "openitc COMMAND --help says more of one."])
