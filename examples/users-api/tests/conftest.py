import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from process import Server, run  # noqa: E402


@pytest.fixture
def data_dir(tmp_path):
    """A directory with a migrated, empty database."""
    migrated = run("users.migrate", tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    return tmp_path


@pytest.fixture
def start(data_dir):
    """Starts server processes on the one database; what still runs at the end is stopped."""
    servers = []

    def start_server(**changes: str) -> Server:
        servers.append(Server(data_dir, **changes))
        return servers[-1]

    yield start_server
    for server in servers:
        server.stop()


@pytest.fixture
def server(start):
    return start()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    """One server for the tests of a module that do not mind each other's users."""
    directory = tmp_path_factory.mktemp("data")
    assert run("users.migrate", directory).returncode == 0
    server = Server(directory)
    yield server
    server.stop()
