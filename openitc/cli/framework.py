"""What the commands share: Django made ready, and a part of OpenITC called by its name."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def ready_django() -> None:
    """Start or join the database, compile the messages and load the settings."""
    from openitc.config.catalogue import compile_catalogues
    from openitc.config.embedded import DatabaseDidNotStart, ensure_database

    try:
        ensure_database()
    except DatabaseDidNotStart as fault:
        sys.exit(f"{fault}\n\nopenitc doctor may say why.")
    compile_catalogues()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
    import django

    django.setup()


def part(module: str, function: str) -> Callable[..., Any]:
    """The function of a module, or an end in plain words where this copy of OpenITC is not whole."""
    try:
        return getattr(import_module(module), function)  # type: ignore[no-any-return]  # checked by the caller's test
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("openitc"):
            raise
        sys.exit(f"This copy of OpenITC is not whole: it has no {missing.name}. Fetch it again, then try once more.")
