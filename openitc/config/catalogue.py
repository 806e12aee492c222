"""The message catalogues: compiled from the `.po` files without gettext's binaries, when they have changed."""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Write each `.mo` file that is missing or older than its `.po` file; return those written."""
    stale = [source for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    # Written aside and moved into place: another process may be reading the old one.
    handle, aside = tempfile.mkstemp(dir=source.parent)
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    Path(aside).chmod(0o644)
    Path(aside).replace(source.with_suffix(".mo"))
