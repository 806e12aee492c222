"""Other processes of `openitc serve`, and the port it wants."""

import errno
import os
import socket
import subprocess
import sys
import threading


def openitc(*words: str) -> int:
    """Run one of our own commands to its end, in a process of its own."""
    return subprocess.run([sys.executable, "-m", "openitc.cli", *words], check=False).returncode  # noqa: S603  # our own


class Companion:
    """A command that runs beside the server and is started again should it fail."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.ended = threading.Event()
        self.process = self._start()
        threading.Thread(target=self._keep, name=f"keeps {words[0]}", daemon=True).start()

    def end(self) -> None:
        """Ask it to finish what it does, and wait for that."""
        self.ended.set()
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # In a session of its own, so that Ctrl-C reaches it through us, after the last answer is out.
        command = [sys.executable, "-m", "openitc.cli", *self.words]
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own command

    def _keep(self) -> None:
        while True:
            code = self.process.wait()
            if self.ended.wait(3):
                return
            print(f"openitc {self.words[0]} ended with status {code} and is started again.", file=sys.stderr)
            self.process = self._start()


def why_not_listen(host: str, port: int) -> str:
    """What stands in the way of listening there, in plain words; nothing when nothing does."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OverflowError:
        return f"There is no port {port}: ports go from 1 to 65535."
    except OSError as fault:
        return _in_words(fault, host, port)
    return ""


def _in_words(fault: OSError, host: str, port: int) -> str:
    if fault.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken: another server, perhaps another OpenITC, listens there.\n"
            f"Choose another: PORT={port + 1} make run, or openitc serve --port {port + 1}"
        )
    if fault.errno == errno.EACCES:
        return f"Only root may listen at port {port}. Choose one above 1023: openitc serve --port 8000"
    return f"Cannot listen at {host}:{port}: {os.strerror(fault.errno) if fault.errno else fault}."
