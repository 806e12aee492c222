"""The sample network in a database of its own, and a server of its own for each group of tests.

Loading takes longer than any journey, so it is done once for each day and each state of the code that loads; every
group of tests gets a copy, which PostgreSQL makes in a second, and may change it as it likes.
"""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as default_policy
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from openitc.shared import clock
from tests.house import CODE, ROOT

PREFIX = "openitc_sample_"
LOADING = 20181123  # the key of the lock
PATIENCE = 60.0  # seconds for a server to answer


def loaded_sample() -> str:
    """The name of a database with the sample network; `OPENITC_SAMPLE_DATABASE` names one that is loaded already."""
    if named := os.environ.get("OPENITC_SAMPLE_DATABASE"):
        return named
    today = clock.local_day(clock.now())
    name = f"{PREFIX}{today:%Y%m%d}_{_state_of_the_code()}"
    with _maintenance() as connection:
        # Test processes side by side ask for it at the same moment: the first loads, the others wait for that.
        connection.execute("SELECT pg_advisory_lock(%s)", [LOADING])
        there_are = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        _drop_yesterdays(connection, there_are, today)
        if name not in there_are:
            loading = f"{name}_{os.getpid()}"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(loading)))
            _run("manage", "migrate", "--verbosity", "0", database=loading)
            _run("sample", "load", database=loading)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(loading), sql.Identifier(name)))
    return name


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is served: its address, its database, and the folder where it keeps its letters."""

    address: str
    database: str
    letters_in: Path

    def letters(self) -> list[EmailMessage]:
        """Do the jobs that wait, and read every letter that was sent so far, the oldest first."""
        surroundings = {**_surroundings(self.database), **_letters_to(self.letters_in)}
        words = [sys.executable, "-m", "openitc.cli", "worker", "--one-shot", "--queues", "notices"]
        done = subprocess.run(words, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        parser = BytesParser(policy=default_policy)
        written = sorted(self.letters_in.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        return [
            parser.parsebytes(letter.strip())
            for path in written
            for letter in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
            if letter.strip()
        ]

    def lapse(self, number: str, *, on: date) -> None:
        """Let time pass for the certificate of that number: it ended on that day, two years after it was issued."""
        with psycopg.connect(_address_of(self.database), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # else the table keeps what was entered
            connection.execute(
                "UPDATE certification_certificate SET issued_on = %s, expires_on = %s WHERE number = %s",
                [on - timedelta(days=730), on, number],
            )


def _letters_to(folder: Path) -> dict[str, str]:
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"OPENITC_EMAIL_BACKEND": backend, "OPENITC_EMAIL_FOLDER": str(folder)}


@contextmanager
def served_copy(template: str, folder: Path) -> Iterator[Site]:
    """Serve a copy of the database, and forget it after."""
    name = f"{PREFIX}copy_{os.getpid()}_{time.monotonic_ns()}"
    copied, dropped = sql.SQL("CREATE DATABASE {} TEMPLATE {}"), sql.SQL("DROP DATABASE {} WITH (FORCE)")
    with _maintenance() as connection:
        connection.execute(copied.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        with _served(name, folder) as address:
            yield Site(address, name, folder / "letters")
    finally:
        with _maintenance() as connection:
            connection.execute(dropped.format(sql.Identifier(name)))


@contextmanager
def _served(database: str, folder: Path) -> Iterator[str]:
    address = f"127.0.0.1:{_free_port()}"
    words = [sys.executable, "-m", "openitc.cli", "manage", "runserver", "--noreload", address]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(words, cwd=ROOT, env=_surroundings(database), stdout=log, stderr=log)
        try:
            _wait_for(f"http://{address}/account/login/", server, folder / "server.log")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text()) from None
            time.sleep(0.2)
        else:
            return


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _run(*words: str, database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openitc.cli", *words],
        cwd=ROOT,
        env=_surroundings(database),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _surroundings(database: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": _address_of(database), "PYTHONPATH": str(ROOT)}


def _address_of(database: str) -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{database}"))


def _maintenance() -> psycopg.Connection[tuple[str, ...]]:
    return psycopg.connect(_address_of("postgres"), autocommit=True)


def _drop_yesterdays(connection: "psycopg.Connection[tuple[str, ...]]", names: set[str], today: date) -> None:
    """Samples are dated, for they lie around the day on which they are loaded."""
    for name in names:
        if name.startswith(PREFIX) and "copy" not in name and f"{today:%Y%m%d}" not in name:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _state_of_the_code() -> str:
    """A short sum of everything that decides what is loaded."""
    parts = ("sample", "operations", "operations.py", "migrations", "models.py")
    files = [path for path in sorted(CODE.rglob("*")) if path.is_file() and set(parts) & set(path.parts)]
    summed = hashlib.sha256()
    for path in files:
        if path.suffix != ".pyc" and "tests" not in path.parts:
            summed.update(path.read_bytes())
    return summed.hexdigest()[:12]
