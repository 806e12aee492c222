#!/bin/sh
# Builds .venv with the first Python that is new enough; says in plain words what is missing otherwise.
set -eu
for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        if "$python" -m venv .venv 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1; then
            exit 0
        fi
        short_of_venv="$python"
    fi
done
if [ -n "${short_of_venv:-}" ]; then
    echo "$short_of_venv cannot build a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
else
    echo "OpenITC needs Python 3.11 or newer, and found none. Name yours with: make run PYTHON=/path/to/python3" >&2
fi
exit 1
