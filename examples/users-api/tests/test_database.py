"""What the file on the volume holds, whoever writes it and whatever happens to them."""

import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor


def test_users_survive_a_restart(start):
    first = start()
    registered = first.register("alice").json
    token = first.token("alice")
    first.signal(signal.SIGTERM)
    assert first.wait() == 0
    second = start()
    assert second.get("/users/me", token).json == registered
    assert second.login("alice").status == 200
    assert second.register("alice").status == 409


def test_what_was_acknowledged_survives_a_kill(start, data_dir):
    first = start()
    acknowledged = []
    with ThreadPoolExecutor(4) as clients:

        def register(number: int) -> None:
            try:
                if first.register(f"user{number}").status == 201:
                    acknowledged.append(f"user{number}")
            except (OSError, ValueError):
                return
            if len(acknowledged) == 10:
                first.signal(signal.SIGKILL)

        list(clients.map(register, range(60)))
    assert first.wait() == -signal.SIGKILL
    assert len(acknowledged) >= 10
    second = start()
    token = second.token(acknowledged[0])
    for name in acknowledged:
        assert second.get(f"/users/{name}", token).status == 200
    assert sqlite3.connect(data_dir / "users.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_processes_share_the_file_under_load(start, data_dir):
    """Each of 60 names is asked for at both, at once, from 16 clients: one gets it, one is told that it is taken."""
    servers = [start(), start()]
    names = [f"user{number}" for number in range(60)]
    with ThreadPoolExecutor(16) as clients:
        jobs = [(name, clients.submit(server.register, name)) for name in names for server in servers]
        assert jobs[0][1].result().status in (201, 409)
        token = servers[0].token("user0")
        reads = [clients.submit(server.get, "/users/me", token) for server in servers for _ in range(100)]
        statuses = {name: sorted(job.result().status for of, job in jobs if of == name) for name in names}
        assert {read.result().status for read in reads} == {200}
    assert statuses == {name: [201, 409] for name in names}
    for server in servers:
        assert server.metric("users_registered") == 60
        assert {server.get(f"/users/{name}", token).status for name in names} == {200}
    # A log-in works at either, whichever of the two wrote the user.
    assert {server.login(name).status for server in servers for name in names[:5]} == {200}
    assert sqlite3.connect(data_dir / "users.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_writer_that_holds_the_database_delays_writes_but_no_reads(start, data_dir):
    server = start()
    server.register("alice")
    token = server.token("alice")
    other = sqlite3.connect(data_dir / "users.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor() as clients:
        delayed = clients.submit(server.register, "bob")
        assert server.get("/users/me", token).status == 200
        assert server.get("/health").status == 200
        assert not delayed.done()
        other.execute("ROLLBACK")
        assert delayed.result().status == 201


def test_says_so_when_the_database_stays_locked(start, data_dir):
    server = start()
    other = sqlite3.connect(data_dir / "users.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = server.register("alice")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json["detail"] == "the database is not available"
    assert "locked" in server.wait_for_line("database not available")["message"]
    other.execute("ROLLBACK")
    assert server.register("alice").status == 201
