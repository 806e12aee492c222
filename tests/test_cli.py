"""The `openitc` command, run as people run it: real processes, a data folder of their own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from openitc.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
OPENITC = [sys.executable, "-m", "openitc.cli"]
PLAN_AND_LOOK = """
import sys
from openitc.cli import plan
try:
    plan.run(["--problem", sys.argv[1], "--json"])
except SystemExit:
    pass
print("heavy:", sorted({name.split(".")[0] for name in sys.modules} & {"django", "psycopg"}))
"""
pytestmark = pytest.mark.xdist_group("processes")


class Place:
    """A data folder, and the processes that were started on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT"}}
        self.environment = {**inherited, "OPENITC_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        self.servers: list[Server] = []

    def openitc(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return self.run(*OPENITC, *words)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run any program to its end, in this place."""
        return subprocess.run(
            words, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    def serve(self, port: int | None = None) -> "Server":
        """Start the site and wait until it answers."""
        server = Server(self, port or free_port())
        self.servers.append(server)
        server.wait_until_it_answers()
        return server

    @property
    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.data / "postgres" / "postmaster.pid").read_text().split()[0]))

    @property
    def database_runs(self) -> bool:
        try:
            return self.postmaster.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, psutil.NoSuchProcess):
            return False

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database directly."""
        address = f"postgresql://postgres@/openitc?host={self.data / 'postgres'}"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def clear(self) -> None:
        for server in self.servers:
            for process in server.family():
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            server.process.wait()
        if self.database_runs:
            self.postmaster.send_signal(signal.SIGINT)


class Server:
    """One `openitc serve`."""

    def __init__(self, place: Place, port: int) -> None:
        self.port = port
        self.log = place.data.parent / f"serve-{port}-{len(place.servers)}.log"
        with self.log.open("w") as log:
            self.process = psutil.Popen(
                [*OPENITC, "serve", "--port", str(port), "--workers", "2"],
                env=place.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def wait_until_it_answers(self) -> None:
        for _attempt in range(300):
            if self.answers():
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.2)
        pytest.fail(f"no answer: {self.log.read_text()}")

    def answers(self) -> bool:
        """Whether a worker of it answers at all; what a page shows is tested elsewhere."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("HEAD", "/account/login/")
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def family(self) -> list[psutil.Process]:
        """The server and every process it started, except PostgreSQL, which stands on its own."""
        try:
            return [self.process, *self.process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def all_gone(processes: list[psutil.Process], within: float = 20) -> bool:
    _gone, alive = psutil.wait_procs(processes, timeout=within)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for them all, whatever the test before did to it."""
    return tmp_path_factory.mktemp("place") / "data"


@pytest.fixture
def place(folder: Path) -> Iterator[Place]:
    place = Place(folder)
    yield place
    place.clear()


@pytest.fixture
def fresh_place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "data")
    yield place
    place.clear()


def test_the_command_alone_lists_every_command(place: Place) -> None:
    alone = place.openitc()
    assert alone.returncode == 0
    assert all(f"  {name} " in alone.stdout and does in alone.stdout for name, does in COMMANDS.items())


def test_an_unknown_command_is_answered_with_the_known_ones(place: Place) -> None:
    wrong = place.openitc("sevre")
    assert wrong.returncode == 2
    assert "no command 'sevre'" in wrong.stderr
    assert "serve" in wrong.stderr


def test_planning_a_problem_starts_no_database_and_loads_no_django(fresh_place: Place, tmp_path: Path) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text("{}")
    planned = fresh_place.run(sys.executable, "-c", PLAN_AND_LOOK, str(problem))
    assert planned.stdout.endswith("heavy: []\n"), planned.stderr
    assert not fresh_place.data.exists()


def test_a_killed_server_starts_again_with_nothing_lost(place: Place) -> None:
    server = place.serve()
    place.sql("CREATE TABLE IF NOT EXISTS kept (what text)")
    place.sql("INSERT INTO kept VALUES ('a booking')")
    family, postmaster = server.family(), place.postmaster
    for process in [*family, postmaster]:
        process.kill()
    server.process.wait()
    assert all_gone([*family, postmaster])

    place.serve(server.port)

    assert place.sql("SELECT what FROM kept") == [("a booking",)]


def test_what_a_killed_server_started_ends_by_itself_and_the_next_one_takes_its_port(place: Place) -> None:
    server = place.serve()
    children = server.process.children(recursive=True)
    server.process.kill()
    server.process.wait()
    assert all_gone(children)
    assert place.database_runs  # it goes on for whoever comes next

    place.serve(server.port)


def test_told_to_stop_a_server_leaves_no_process_behind(place: Place) -> None:
    server = place.serve()
    family, postmaster = server.family(), place.postmaster
    server.process.terminate()
    assert server.process.wait(timeout=30) == 0
    assert all_gone([*family, postmaster])
    assert not place.database_runs


def test_two_servers_share_a_data_folder_and_the_last_one_stops_the_database(place: Place) -> None:
    first, second = place.serve(), place.serve()
    first.process.send_signal(signal.SIGINT)
    first.process.wait(timeout=30)
    assert second.answers()
    assert place.database_runs
    second.process.terminate()
    second.process.wait(timeout=30)
    assert not place.database_runs


def test_a_second_server_on_the_same_port_says_why_not(place: Place) -> None:
    server = place.serve()
    second = place.openitc("serve", "--port", str(server.port))
    assert second.returncode == 1
    assert f"Port {server.port} is taken" in second.stderr
    assert f"--port {server.port + 1}" in second.stderr
    assert server.answers()


def test_a_database_killed_under_a_running_server_is_started_again(place: Place) -> None:
    server = place.serve()
    postmaster = place.postmaster
    postmaster.kill()
    until = time.monotonic() + 30
    while not (place.database_runs and place.postmaster.pid != postmaster.pid):
        assert time.monotonic() < until, server.log.read_text()
        time.sleep(0.2)
    server.wait_until_it_answers()


def test_a_file_left_by_a_dead_database_that_names_a_living_stranger_is_no_obstacle(place: Place) -> None:
    assert place.openitc("manage", "check").returncode == 0
    (place.data / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{place.data / 'postgres'}\n1700000000\n5432\n{place.data / 'postgres'}\n\n 1 1\nready   \n"
    )
    checked = place.openitc("manage", "check")
    assert checked.returncode == 0, checked.stderr


def test_the_doctor_names_what_is_wrong_and_what_to_do(place: Place) -> None:
    place.environment["DATABASE_URL"] = "postgresql://localhost:1/nowhere"
    seen = place.openitc("doctor")
    assert seen.returncode == 1
    assert "WRONG  Database" in seen.stdout
    assert "Is the server up, and DATABASE_URL right?" in seen.stdout


def test_the_doctor_is_content_with_a_fresh_folder(fresh_place: Place) -> None:
    seen = fresh_place.openitc("doctor", "--port", str(free_port()))
    assert "WRONG" not in seen.stdout
    assert seen.returncode == 0
    assert "PostgreSQL 18 answers" in seen.stdout
