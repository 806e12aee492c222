"""`python -m openitc.planner`: see `cli`."""

import sys

from openitc.planner.cli import main

sys.exit(main())
