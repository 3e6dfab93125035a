"""Stopping: nobody's request fails while an orchestrator replaces the process."""

import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

# A hash of this many rounds takes a second or more: a request that is still going on when the signal comes.
SLOW = {"PASSWORD_ROUNDS": "4000000"}


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def in_flight_beside_the_scrape(server) -> bool:
    return server.metric("http_requests_in_flight") > 1


def assert_refused(server):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)


def test_serves_on_for_the_drain_time(start):
    server = start(DRAIN_SECONDS="3")
    server.register("alice")
    token = server.token("alice")
    kept = server.connect()
    assert server.request("GET", "/health", connection=kept).headers["Connection"] is None

    signalled = time.monotonic()
    server.signal(signal.SIGTERM)
    server.wait_for_line("draining for 3 seconds")
    assert server.request("GET", "/health", connection=kept).headers["Connection"] == "close"
    answered = 0
    while time.monotonic() < signalled + 2.5:
        health, read = server.get("/health"), server.get("/users/me", token)
        assert (health.status, health.json["status"], read.status) == (200, "draining", 200)
        assert health.headers["Connection"] == "close"
        answered += 1
    assert answered > 5
    assert server.wait() == 0
    assert 3 <= time.monotonic() - signalled < 8
    assert_refused(server)


def test_finishes_the_requests_that_it_is_answering(start):
    server = start(**SLOW)
    with ThreadPoolExecutor() as clients:
        slow = clients.submit(server.register, "alice")
        wait_until(lambda: in_flight_beside_the_scrape(server))
        server.signal(signal.SIGTERM)
        server.wait_for_line("draining for 0 seconds")
        assert not slow.done()
        answer = slow.result()
    assert (answer.status, answer.headers["Connection"]) == (201, "close")
    assert server.wait() == 0
    assert_refused(server)


def test_cuts_off_what_takes_longer_than_it_may(start):
    server = start(SHUTDOWN_SECONDS="0", **SLOW)
    with ThreadPoolExecutor() as clients:
        slow = clients.submit(server.register, "alice")
        wait_until(lambda: in_flight_beside_the_scrape(server))
        server.signal(signal.SIGTERM)
        with pytest.raises(ConnectionError):
            slow.result()
    assert server.wait() == 0
    server.wait_for_line("requests were cut off")


def test_idle_connections_do_not_hold_it_up(start):
    server = start()
    with socket.create_connection(("127.0.0.1", server.port)) as idle:
        wait_until(lambda: server.get("/health").status == 200)
        server.signal(signal.SIGTERM)
        assert server.wait() == 0
        assert idle.recv(1) == b""


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM, signal.SIGTERM], [signal.SIGTERM, signal.SIGINT]])
def test_a_person_need_not_wait(start, signals):
    server = start(DRAIN_SECONDS="600")
    server.signal(signals[0])
    server.wait_for_line("draining")
    for number in signals[1:]:
        server.signal(number)
    assert server.wait() == 0
    lines, errors = server.output()
    assert '"message": "stopped"' in lines[-1]
    assert errors == ""


def test_hashing_does_not_hold_up_others(start):
    server = start(**SLOW)
    with ThreadPoolExecutor() as clients:
        slow = clients.submit(server.register, "alice")
        wait_until(lambda: in_flight_beside_the_scrape(server))
        for _ in range(20):
            assert server.get("/health").status == 200
        assert not slow.done()
        assert slow.result().status == 201


def test_a_client_that_polls_sees_no_failure_while_instances_are_replaced(start):
    """A rolling update in small: a client goes to the instances that the platform lists, a little behind the facts."""
    instances = [start(DRAIN_SECONDS="2"), start(DRAIN_SECONDS="2")]
    instances[0].register("alice")
    token = instances[0].token("alice")
    listed, stop, failures, answered = list(instances), threading.Event(), [], []

    def poll():
        while not stop.is_set():
            server = listed[len(answered) % len(listed)]
            try:
                answered.append(server.get("/users/me", token).status)
            except OSError as error:
                failures.append(repr(error))

    with ThreadPoolExecutor() as clients:
        for _ in range(3):
            clients.submit(poll)
        for old in list(instances):
            new = start(DRAIN_SECONDS="2")
            listed.append(new)
            old.signal(signal.SIGTERM)
            # The address is withdrawn only after requests have come to the process that is stopping.
            old.wait_for_line("draining")
            seen = len(answered)
            wait_until(lambda: len(answered) > seen + 10)
            listed.remove(old)
            assert old.wait() == 0
        stop.set()
    assert failures == []
    assert set(answered) == {200}
