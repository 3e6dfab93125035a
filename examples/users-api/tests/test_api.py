import json
import random
import re
import socket

import pytest

from users import __version__


def assert_problem(answer, status, detail):
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert detail in answer.json["detail"]
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


def test_registers_logs_in_and_reads_a_user(server):
    registered = server.register("alice")
    assert registered.status == 201
    assert registered.headers["Location"] == "/users/alice"
    assert set(registered.json) == {"name", "created"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", registered.json["created"])

    login = server.login("alice")
    assert login.status == 200
    assert login.headers["Cache-Control"] == "no-store"
    assert (login.json["token_type"], login.json["expires_in"]) == ("Bearer", 3600)

    token = login.json["access_token"]
    for path in ("/users/me", "/users/alice"):
        read = server.get(path, token)
        assert (read.status, read.json) == (200, registered.json)


def test_reads_another_user_but_no_absent_one(server):
    server.register("alice")
    server.register("bob")
    token = server.token("alice")
    assert server.get("/users/bob", token).json["name"] == "bob"
    for absent in ("carol", "ALICE", "alice%00", "%ff", "alice%0a", "..", "%F0%9F%90%8D"):
        assert server.get(f"/users/{absent}", token).status in (400, 404), absent
    assert_problem(server.get("/users/carol", token), 404, "no such user")


def test_a_name_is_taken_once(server):
    assert server.register("alice").status == 201
    assert_problem(server.register("alice", "another password"), 409, "the name alice is taken")
    assert server.login("alice", "another password").status == 401
    assert server.login("alice").status == 200


@pytest.mark.parametrize(
    "body, wrong",
    [
        ({}, ["#/name", "#/password"]),
        ({"name": "alice"}, ["#/password"]),
        ({"name": "alice", "password": "short"}, ["#/password"]),
        ({"name": "alice", "password": "x" * 129}, ["#/password"]),
        ({"name": "alice", "password": 12345678}, ["#/password"]),
        ({"name": "alice", "password": "\ud800 is no text"}, ["#/password"]),
        ({"name": "me", "password": "correct horse"}, ["#/name"]),
        ({"name": "A", "password": "correct horse"}, ["#/name"]),
        ({"name": "alice\n", "password": "correct horse"}, ["#/name"]),
        ({"name": "a" * 33, "password": "correct horse"}, ["#/name"]),
        ({"name": ["alice"], "password": "correct horse"}, ["#/name"]),
        ({"name": None, "password": None}, ["#/name", "#/password"]),
    ],
)
@pytest.mark.parametrize("path", ["/users", "/login"])
def test_names_each_member_that_is_wrong(shared_server, path, body, wrong):
    answer = shared_server.request("POST", path, body)
    assert_problem(answer, 422, "expected")
    assert [error["pointer"] for error in answer.json["errors"]] == wrong


@pytest.mark.parametrize("password", ["пароль пароль", "nul \0 inside", "x" * 128, "🐍" * 128, "  spaces kept  "])
def test_takes_any_text_as_password(shared_server, password):
    name = f"user{random.randrange(10**9)}"
    assert shared_server.register(name, password).status == 201
    assert shared_server.login(name, password).status == 200
    assert shared_server.login(name, password[:-1] + "?").status == 401


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 16000, b"{'name': 1}", b"NaN,"])
def test_refuses_what_is_not_json(shared_server, body):
    assert_problem(shared_server.request("POST", "/users", body), 400, "not JSON")


@pytest.mark.parametrize("body", [b"null", b"[]", b'"alice"', b"1", b"NaN"])
def test_refuses_json_that_is_no_object(shared_server, body):
    assert_problem(shared_server.request("POST", "/users", body), 422, "expected a JSON object")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_refuses_another_content_type(shared_server, media_type):
    answer = shared_server.request("POST", "/users", b'{"name": "a"}', {"Content-Type": media_type})
    assert answer.status in (400, 415)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_takes_the_content_type_with_parameters(server):
    body = {"name": "alice", "password": "correct horse"}
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert server.request("POST", "/users", body, headers).status == 201


def test_refuses_a_large_body(shared_server):
    assert_problem(shared_server.request("POST", "/users", b" " * 16385), 413, "at most 16384")
    with socket.create_connection(("127.0.0.1", shared_server.port), timeout=10) as client:
        client.sendall(b"POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 400 ")
        assert client.recv(1000) == b""


def test_names_the_methods_that_a_resource_has(shared_server):
    for path, allowed in {"/users": "POST", "/login": "POST", "/health": "GET, HEAD", "/users/me": "GET, HEAD"}.items():
        answer = shared_server.request("DELETE", path)
        assert (answer.status, answer.headers["Allow"]) == (405, allowed)
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/nosuch", "/users/", "/users/alice/", "/users/alice/mail", "//", "/health/x"])
def test_other_paths_are_absent(shared_server, path):
    assert_problem(shared_server.get(path), 404, "no such resource")


def test_is_healthy_and_says_its_version(shared_server):
    assert shared_server.get("/health").json == {"status": "ok", "version": __version__}
    head = shared_server.request("HEAD", "/health")
    assert (head.status, head.body) == (200, b"")


def test_keeps_the_request_id_that_a_proxy_gave(shared_server):
    def returned(offered: str) -> str:
        return shared_server.request("GET", "/health", headers={"X-Request-Id": offered}).headers["X-Request-Id"]

    assert returned("edge-42.a_B") == "edge-42.a_B"
    for bad in ("x" * 65, "two words", "", '{"a":1}'):
        assert re.fullmatch("[0-9a-f]{32}", returned(bad))


def test_no_body_makes_the_service_fail(shared_server):
    """Bytes of a fixed seed, and valid requests with a few bytes changed: always a client error, never a 5xx."""
    noise = random.Random(7)
    valid = json.dumps({"name": "alice", "password": "correct horse"}).encode()
    for _ in range(300):
        body = bytearray(valid if noise.random() < 0.7 else noise.randbytes(noise.randrange(1, 200)))
        for _ in range(noise.randrange(1, 5)):
            body[noise.randrange(len(body))] = noise.randrange(256)
        answer = shared_server.request("POST", "/login", bytes(body))
        assert 400 <= answer.status < 500, bytes(body)
    assert shared_server.get("/health").status == 200
