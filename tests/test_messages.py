"""The catalogue is compiled without gettext's binaries, and what it lacks is found."""

import gettext
import os
from pathlib import Path

import pytest

from openitc.cli.messages import faults_of
from openitc.config.catalogue import compile_catalogues

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'


def catalogue(folder: Path, *entries: str) -> Path:
    path = folder / "th" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "\n\n".join(entries))
    return path


def test_a_changed_catalogue_is_compiled_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    source = catalogue(tmp_path, 'msgid "Book"\nmsgstr "จอง"')
    assert compile_catalogues(tmp_path) == [source]
    assert compile_catalogues(tmp_path) == []
    assert gettext.translation("django", tmp_path, ["th"]).gettext("Book") == "จอง"

    catalogue(tmp_path, 'msgid "Book"\nmsgstr "จองเลย"')
    os.utime(source, (2_000_000_000, 2_000_000_000))
    assert compile_catalogues(tmp_path) == [source]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Book"\nmsgstr ""', "no translation"),
        ('#, fuzzy\nmsgid "Book"\nmsgstr "จอง"', "doubtful"),
        ('msgid "Book %(what)s"\nmsgstr "จอง"', "other placeholders"),
        ('msgid "Book"\nmsgstr "จอง %(what)s"', "other placeholders"),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "วัน"', "other placeholders"),
    ],
)
def test_a_catalogue_that_is_not_whole_says_what_it_lacks(tmp_path: Path, entry: str, fault: str) -> None:
    [found] = faults_of(catalogue(tmp_path, entry))
    assert fault in found


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "Book %(what)s"\nmsgstr "จอง %(what)s"',
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s วัน"',
        'msgid "100 %% done"\nmsgstr "เสร็จ 100 %%"',
    ],
)
def test_a_whole_catalogue_has_no_fault(tmp_path: Path, entry: str) -> None:
    assert faults_of(catalogue(tmp_path, entry)) == []
