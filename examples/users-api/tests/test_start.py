"""What the process refuses to start with: one plain line that says what to do, and a code other than 0."""

import socket

import pytest

from process import KEY, run


def refusal(*arguments, **changes) -> str:
    ended = run(*arguments, **changes)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return ended.stderr.strip()


def test_refuses_a_missing_key(data_dir):
    expected = "users: JWT_KEY is not set, expected a random key of 32 bytes or more"
    assert refusal("users", data_dir, JWT_KEY="") == expected
    assert refusal("users", data_dir, JWT_KEY="   \n") == expected


def test_refuses_a_short_key_without_printing_it(data_dir):
    message = refusal("users", data_dir, JWT_KEY=KEY[:31])
    assert message == "users: JWT_KEY has 31 bytes, expected a random key of 32 bytes or more"
    assert KEY[:8] not in message


@pytest.mark.parametrize("port", ["http", "-1", "65536", "80 80", "1e3", "९"])
def test_refuses_a_bad_port(data_dir, port):
    assert refusal("users", data_dir, PORT=port) == f"users: PORT is {port!r}, expected a whole number from 0 to 65535"


def test_tells_all_that_is_wrong_at_once(data_dir):
    message = refusal("users", data_dir, JWT_KEY="", LOG_LEVEL="loud", DRAIN_SECONDS="soon", PASSWORD_ROUNDS="1")
    for name in ("JWT_KEY", "LOG_LEVEL", "DRAIN_SECONDS", "PASSWORD_ROUNDS"):
        assert name in message


def test_refuses_a_port_in_use(data_dir):
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal("users", data_dir, PORT=str(port)) == (
            f"users: cannot listen on port {port}: Address already in use"
        )


def test_refuses_a_database_that_was_not_migrated(tmp_path):
    message = refusal("users", tmp_path)
    assert message == f"users: {tmp_path}/users.db does not exist; run 'python -m users.migrate' first"
    assert list(tmp_path.iterdir()) == []


def test_refuses_a_file_that_is_no_database(tmp_path):
    (tmp_path / "users.db").write_text("not a database, and long enough to be read as one" * 10)
    assert "file is not a database" in refusal("users", tmp_path)
    assert "file is not a database" in refusal("users.migrate", tmp_path)


def test_migrate_refuses_a_directory_that_it_cannot_make(tmp_path):
    (tmp_path / "file").write_text("")
    message = refusal("users.migrate", tmp_path / "file" / "data")
    assert message.startswith(f"users.migrate: cannot migrate {tmp_path}/file/data/users.db: ")


def test_migrate_needs_no_key(tmp_path):
    assert run("users.migrate", tmp_path, JWT_KEY="").returncode == 0
