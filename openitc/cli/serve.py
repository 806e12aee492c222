"""`openitc serve`: the site, a worker for its jobs, and the embedded database where no other is named."""

import argparse
import multiprocessing
import os
import sys
import threading

from openitc.cli.children import Companion, openitc, why_not_listen
from openitc.config.catalogue import compile_catalogues
from openitc.config.embedded import DatabaseDidNotStart, ensure_database, revive_database
from openitc.config.lifeline import be_the_server

THREADS = 4  # in each process that answers; each keeps one database connection


def run(words: list[str]) -> int:
    """Serve until told to stop, then leave everything in order."""
    wanted = _parse(words)
    if refusal := why_not_listen(wanted.host, wanted.port):
        print(refusal, file=sys.stderr)
        return 1
    os.environ.setdefault("OPENITC_SITE_URL", f"http://{wanted.host}:{wanted.port}")
    ours = "DATABASE_URL" not in os.environ
    try:
        ensure_database()
    except DatabaseDidNotStart as fault:
        print(f"{fault}\n\nopenitc doctor may say why.", file=sys.stderr)
        return 1
    compile_catalogues()
    if code := _make_ready(ours=ours, sample=wanted.sample):
        return code
    be_the_server()
    stop = threading.Event()
    if ours:
        threading.Thread(target=_keep_database, args=(stop,), name="database", daemon=True).start()
    companion = None if wanted.no_worker else Companion("worker")
    try:
        _answer(wanted)
    finally:
        stop.set()
        if companion:
            companion.end()
    return 0


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="openitc serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=max(2, min(4, os.cpu_count() or 1)), help="answering processes")
    parser.add_argument("--no-worker", action="store_true", help="leave the jobs to a worker elsewhere")
    parser.add_argument("--sample", action="store_true", help="load the sample network the first time, and show it")
    return parser.parse_args(words)


def _make_ready(*, ours: bool, sample: bool) -> int:
    """Bring tables and static files up to date and the sample network in; anything but 0: we cannot serve."""
    os.environ["OPENITC_HASHED_STATIC"] = "yes"
    steps = [("prepare", *(["--own-tables"] if ours else [])), *([("sample", "load")] if sample else [])]
    failed = next((code for step in steps if (code := openitc(*step))), 0)
    if sample and not failed:
        # What is only shown, and says for itself why where it cannot be, is no reason not to serve.
        openitc("sample", "story")
        openitc("sample", "people")
    return failed


def _keep_database(stop: threading.Event) -> None:
    """Start the embedded server again should it die under us."""
    while not stop.wait(2):
        if revive_database():
            print("PostgreSQL had stopped and was started again; nothing was lost.", file=sys.stderr, flush=True)


def _answer(wanted: argparse.Namespace) -> None:
    """Listen until told to stop."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # Each process begins fresh instead of as a copy: no thread, lock or connection of ours is shared by accident.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "openitc.config.wsgi:application",
        address=wanted.host,
        port=wanted.port,
        interface=Interfaces.WSGI,
        workers=wanted.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        log_level=LogLevels.warning,
    )
    server.on_startup(
        lambda: print(f"\nOpenITC is at http://{wanted.host}:{wanted.port}/  (Ctrl-C ends it)", flush=True)
    )
    server.serve()
