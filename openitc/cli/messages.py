"""The texts to translate: collected (`make messages`) and checked for wholeness (`make check`)."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openitc.config.catalogue import LOCALE, compile_catalogues

LANGUAGES = ("th",)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")


def run(words: list[str]) -> int:
    """Collect or check."""
    match words:
        case ["collect"]:
            collect(LOCALE.parent)
            compile_catalogues()
            faults = [fault for language in LANGUAGES for fault in faults_of(catalogue(LOCALE, language))]
        case ["check"]:
            faults = check()
        case _:
            print("usage: python -m openitc.cli.messages collect|check", file=sys.stderr)
            return 2
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"Messages: {len(faults)} to mend." if faults else "Messages: every text has its Thai.")
    return 1 if faults else 0


def catalogue(locale: Path, language: str) -> Path:
    """The file that holds the language's messages."""
    return locale / language / "LC_MESSAGES" / "django.po"


def collect(root: Path) -> None:
    """Bring the catalogues under `root` in line with the texts in its sources; needs gettext's binaries."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command
    from django.test.utils import override_settings

    django.setup()
    command = Command()
    command.msgmerge_options = ["-q", "--no-fuzzy-matching"]  # a guess at the Thai is worse than none
    here = Path.cwd()
    os.chdir(root)
    try:
        with override_settings(LOCALE_PATHS=[root / "locale"]):
            call_command(
                command,
                locale=list(LANGUAGES),
                no_wrap=True,
                add_location="file",
                no_obsolete=True,
                ignore_patterns=[".venv/*", "build/*", "*/tests/*"],
                verbosity=0,
            )
    finally:
        os.chdir(here)
    for language in LANGUAGES:
        path = catalogue(root / "locale", language)
        # The moment of collecting would make every catalogue differ from the last.
        path.write_text(re.sub(r'^"POT-Creation-Date:.*\n', "", path.read_text(), flags=re.MULTILINE))


def check() -> list[str]:
    """What the catalogues lack, and what the sources have that the catalogues do not."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        for part in ("openitc", "locale"):
            shutil.copytree(LOCALE.parent / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "tests"))
        collect(copy)
        faults = []
        for language in LANGUAGES:
            committed, fresh = (_texts(catalogue(root, language)) for root in (LOCALE, copy / "locale"))
            faults += [f"{language}: not collected yet (make messages): {text!r}" for text in fresh - committed]
            faults += [f"{language}: no longer used (make messages): {text!r}" for text in committed - fresh]
            faults += faults_of(catalogue(LOCALE, language))
    return sorted(faults)


def _texts(path: Path) -> set[str]:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {f"{message.context or ''}{message.id}" for message in read_po(file) if message.id}


def faults_of(path: Path) -> list[str]:
    """Each text of the catalogue that is untranslated, doubtful, or has other placeholders than its source."""
    from babel.messages.pofile import read_po

    faults = []
    language = path.parent.parent.name
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    for message in messages:
        sources, translations = _forms(message.id), _forms(message.string)
        if not all(translations):
            faults.append(f"{language}: no translation: {sources[0]!r}")
        elif message.fuzzy:
            faults.append(f"{language}: doubtful (fuzzy): {sources[0]!r}")
        elif any(_placeholders(text) - _placeholders(*sources) for text in translations) or (
            _placeholders(sources[-1]) - _placeholders(*translations)
        ):
            faults.append(f"{language}: other placeholders than its source: {sources[0]!r}")
    return faults


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """Singular and plural, or the one form there is."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)} - {"%%"}


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
