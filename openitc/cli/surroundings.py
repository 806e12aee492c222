"""What `openitc doctor` looks at, one function a thing."""

import fcntl
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from openitc.cli.children import why_not_listen
from openitc.config.catalogue import LOCALE
from openitc.config.embedded import DatabaseDidNotStart, data_folder, ensure_database

GIGABYTE = 10**9
OLDEST_POSTGRESQL = 15


@dataclass(frozen=True)
class Finding:
    """One thing looked at. With no advice all is well; what is not needed may stay as it is."""

    what: str
    says: str
    advice: str = ""
    needed: bool = True

    @property
    def is_wrong(self) -> bool:
        """Whether OpenITC cannot serve before this is mended."""
        return bool(self.advice) and self.needed

    @property
    def mark(self) -> str:
        """How its line begins."""
        if self.is_wrong:
            return "WRONG"
        return "note" if self.advice else "ok"


def python() -> Finding:
    """Whether Python is new enough."""
    says = f"{platform.python_version()} on {platform.system()}"
    old = sys.version_info < (3, 11)
    return Finding("Python", says, "OpenITC needs 3.11 or newer." if old else "")


def data_folder_is_ours() -> Finding:
    """Whether we may write where the data lies."""
    folder = data_folder()
    above = next(place for place in (folder, *folder.parents) if place.exists())
    if os.access(above, os.W_OK | os.X_OK):
        return Finding("Data folder", str(folder))
    advice = f"You may not write in {above}. Name another with OPENITC_DATA, or run as its owner ({above.owner()})."
    return Finding("Data folder", str(folder), advice)


def room_on_disk() -> Finding:
    """Whether the data folder's disk has room."""
    folder = data_folder()
    above = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(above).free
    advice = "" if free > GIGABYTE else "The database needs room to grow: free at least 1 GB."
    return Finding("Disk", f"{free / GIGABYTE:.1f} GB free", advice)


def others_here() -> Finding:
    """Whether another process uses the embedded database of this data folder, which is allowed."""
    users = data_folder() / "postgres.users"
    if not users.exists():
        return Finding("Others", "nobody has used this data folder yet")
    try:
        with users.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return Finding("Others", "another OpenITC uses this data folder now; both share its database")
    except PermissionError:
        return Finding("Others", "cannot be told", f"{users} belongs to {users.owner()}: run as the same user.")
    return Finding("Others", "nobody else uses this data folder now")


def port_is_free(port: int) -> Finding:
    """Whether the site can listen."""
    refusal = why_not_listen("127.0.0.1", port)
    says = f"{port} is taken" if refusal else f"{port} is free"
    return Finding("Port", says, refusal.replace("\n", " "), needed=False)


def time_zones() -> Finding:
    """Whether the machine knows the time in Thailand."""
    try:
        ZoneInfo("Asia/Bangkok")
    except ZoneInfoNotFoundError:
        return Finding("Time zones", "Asia/Bangkok is unknown", "Install the zones: apt-get install tzdata")
    return Finding("Time zones", "Asia/Bangkok is known")


def messages() -> Finding:
    """Whether the Thai catalogue is there, and compiled (any command compiles it when it must)."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    if not sources:
        return Finding("Messages", "no catalogue", f"{LOCALE} lacks its .po files: fetch OpenITC again.")
    waiting = [source for source in sources if not source.with_suffix(".mo").exists()]
    if waiting and not os.access(waiting[0].parent, os.W_OK):
        return Finding("Messages", "not compiled", f"You may not write in {waiting[0].parent}: run as its owner.")
    return Finding("Messages", "not compiled yet; the next start does it" if waiting else "Thai and English")


def browser() -> Finding:
    """Whether browser journeys can be tested here."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    advice = "" if found else "Only for `make test`: apt-get install chromium fonts-thai-tlwg"
    return Finding("Browser for tests", found or "none", advice, needed=False)


def collector() -> Finding:
    """Whether new texts can be collected for translation here."""
    found = shutil.which("xgettext")
    advice = "" if found else "Only for `make messages` and `make check`: apt-get install gettext"
    return Finding("gettext", found or "none", advice, needed=False)


def database() -> Finding:
    """Whether the database answers, and is new enough."""
    kind = "of DATABASE_URL" if "DATABASE_URL" in os.environ else "embedded"
    try:
        import psycopg

        with psycopg.connect(ensure_database(), connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
    except (DatabaseDidNotStart, psycopg.OperationalError) as fault:
        place = "Mend what it says." if kind == "embedded" else "Is the server up, and DATABASE_URL right?"
        return Finding("Database", f"{kind}: no answer", f"{str(fault).strip()}\n{'':<9}{place}")
    advice = "" if version >= OLDEST_POSTGRESQL else f"OpenITC needs PostgreSQL {OLDEST_POSTGRESQL} or newer."
    return Finding("Database", f"{kind}: PostgreSQL {version} answers", advice)


def tables() -> Finding:
    """Whether the tables are as this version needs them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openitc.config.settings")
    import django
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        return Finding("Tables", "cannot be told while the database does not answer", needed=False)
    if not waiting:
        return Finding("Tables", "up to date")
    advice = "`make run` and `openitc serve` bring them up to date; elsewhere: openitc manage migrate"
    return Finding("Tables", f"{len(waiting)} changes wait", advice, needed=False)
