"""A child of `openitc serve` ends when its server is gone, even one killed without warning."""

import os
import signal
import threading
import time

SERVER = "OPENITC_SERVER_PID"


def be_the_server() -> None:
    """Let the processes started from here on know whose children they are."""
    os.environ[SERVER] = str(os.getpid())


def end_with_the_server() -> None:
    """Watch the parent from a thread of its own, and end this process once the parent is gone."""
    if server := os.environ.get(SERVER):
        threading.Thread(target=_watch, args=(int(server),), name="lifeline", daemon=True).start()


def _watch(server: int) -> None:
    while os.getppid() == server:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)  # for what is being answered or worked on now
    os._exit(1)
