"""The real server process under test, and a client for it."""

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).parent.parent
KEY = "a-key-for-tests-of-exactly-32-by"
PATIENCE = 30


def environment(data_dir: Path, **changes: str) -> dict[str, str]:
    """A small environment of its own; a change to "" leaves the variable out."""
    settings = {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "DATA_DIR": str(data_dir),
        "JWT_KEY": KEY,
        "PORT": "0",
        "DRAIN_SECONDS": "0",
        "PASSWORD_ROUNDS": "100000",
    } | changes
    return {name: value for name, value in settings.items() if value != ""}


def run(module: str, data_dir: Path, **changes: str) -> subprocess.CompletedProcess:
    """Runs `python -m module` to its end."""
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(data_dir, **changes),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


class Server:
    """`python -m users` on a free port, ready to answer once this is constructed."""

    def __init__(self, data_dir: Path, **changes: str):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "users"],
            cwd=ROOT,
            env=environment(data_dir, **changes),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._unread: queue.Queue[str] = queue.Queue()
        self.lines: list[str] = []
        threading.Thread(target=self._read_output, daemon=True).start()
        self.port = self.wait_for_line("listening on port")["port"]

    def _read_output(self) -> None:
        for line in self._process.stdout:
            self._unread.put(line)

    def wait_for_line(self, start: str) -> dict:
        """The next line of the log whose message starts so."""
        while True:
            try:
                self.lines.append(self._unread.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no line '{start}'; exit {self._process.poll()}, got {self.lines}") from None
            line = json.loads(self.lines[-1])
            if line["message"].startswith(start):
                return line

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        connection: http.client.HTTPConnection | None = None,
    ) -> Answer:
        """Sends bytes as they are, and anything else as JSON."""
        own = connection or self.connect()
        sent = dict(headers or {})
        if body is not None:
            sent = {"Content-Type": "application/json"} | sent
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            own.request(method, path, body, sent)
            response = own.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            if connection is None:
                own.close()

    def register(self, name: str, password: str = "correct horse") -> Answer:
        return self.request("POST", "/users", {"name": name, "password": password})

    def login(self, name: str, password: str = "correct horse") -> Answer:
        return self.request("POST", "/login", {"name": name, "password": password})

    def get(self, path: str, token: str | None = None) -> Answer:
        return self.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else None)

    def token(self, name: str) -> str:
        return self.login(name).json["access_token"]

    def metric(self, sample_name: str, **labels: str) -> float:
        for family in text_string_to_metric_families(self.get("/metrics").body.decode()):
            for sample in family.samples:
                if sample.name == sample_name and sample.labels == labels:
                    return sample.value
        return 0.0

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def running(self) -> bool:
        return self._process.poll() is None

    def wait(self) -> int:
        return self._process.wait(PATIENCE)

    def stop(self) -> int:
        """Ends the process if it still runs, and returns its exit code."""
        if self.running():
            self.signal(signal.SIGINT)
        try:
            return self.wait()
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def output(self) -> tuple[list[str], str]:
        """All of standard output by line, and standard error, of a process that has ended."""
        errors = self._process.stderr.read()
        while True:
            try:
                self.lines.append(self._unread.get(timeout=0.5))
            except queue.Empty:
                return self.lines, errors
