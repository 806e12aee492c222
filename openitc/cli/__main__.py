"""`python -m openitc.cli` is the `openitc` command."""

import sys

from openitc.cli import main

if __name__ == "__main__":
    sys.exit(main())
