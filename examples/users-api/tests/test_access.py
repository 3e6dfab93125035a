"""Who gets in, and what an attacker learns from being kept out."""

import base64
import json
import sqlite3
import statistics
import time

import jwt
import pytest

from process import KEY


def assert_kept_out(answer, error=None):
    assert answer.status == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith('Bearer realm="users"')
    assert ('error="invalid_token"' in challenge) == (error is not None)
    if error:
        assert error in answer.json["detail"]


def claims(**changes):
    now = int(time.time())
    all_claims = {"iss": "users-api", "sub": "alice", "iat": now, "exp": now + 60} | changes
    return {name: value for name, value in all_claims.items() if value is not None}


@pytest.fixture(scope="module")
def alice(shared_server):
    assert shared_server.register("alice").status == 201
    return shared_server


def test_the_claims_that_a_client_would_make_are_right_but_for_the_key(alice):
    """Guards the tests below: with the right key these claims get in."""
    assert alice.get("/users/me", jwt.encode(claims(), KEY, "HS256")).status == 200


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "token x", "Bearer\tx"])
def test_without_a_bearer_token(alice, header):
    headers = {"Authorization": header} if header is not None else None
    assert_kept_out(alice.request("GET", "/users/me", headers=headers))


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "é", "a b", "x" * 8000])
def test_garbage_as_token(alice, token):
    headers = {"Authorization": "Bearer " + token.encode().decode("latin-1")}
    assert_kept_out(alice.request("GET", "/users/me", headers=headers), "not valid")


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_the_right_key_with_another_algorithm(alice, algorithm):
    assert_kept_out(alice.get("/users/me", jwt.encode(claims(), KEY * 2, algorithm)), "not valid")
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        token = jwt.encode(claims(), KEY, algorithm)
    assert_kept_out(alice.get("/users/me", token), "not valid")


def test_an_unsigned_token(alice):
    assert_kept_out(alice.get("/users/me", jwt.encode(claims(), None, "none")), "not valid")
    body = jwt.encode(claims(), KEY, "HS256").split(".")[1]
    for algorithm in ("none", "None", "NONE", "RS256", ""):
        header = base64.urlsafe_b64encode(json.dumps({"typ": "JWT", "alg": algorithm}).encode()).decode().rstrip("=")
        assert_kept_out(alice.get("/users/me", f"{header}.{body}."), "not valid")


def test_another_key(alice):
    assert_kept_out(alice.get("/users/me", jwt.encode(claims(), KEY[::-1], "HS256")), "not valid")


def test_an_expired_token(alice):
    token = jwt.encode(claims(exp=int(time.time()) - 1), KEY, "HS256")
    assert_kept_out(alice.get("/users/me", token), "expired")


@pytest.mark.parametrize(
    "changes", [{"exp": None}, {"iat": None}, {"sub": None}, {"iss": None}, {"iss": "other"}, {"sub": ""}, {"exp": "x"}]
)
def test_claims_that_are_missing_or_wrong(alice, changes):
    answer = alice.get("/users/me", jwt.encode(claims(**changes), KEY, "HS256"))
    assert_kept_out(answer, "user does not exist" if changes == {"sub": ""} else "not valid")


def test_a_user_who_does_not_exist(alice):
    assert_kept_out(alice.get("/users/me", jwt.encode(claims(sub="mallory"), KEY, "HS256")), "does not exist")


def test_a_token_is_good_for_an_hour(alice):
    issued = jwt.decode(alice.token("alice"), KEY, algorithms=["HS256"], issuer="users-api")
    assert issued["exp"] - issued["iat"] == 3600
    assert abs(issued["iat"] - time.time()) < 30
    assert issued["sub"] == "alice"


def test_a_wrong_password_and_an_unknown_name_look_the_same(alice):
    wrong, unknown = alice.login("alice", "wrong horse"), alice.login("nobody")
    assert_kept_out(wrong)
    assert_kept_out(unknown)
    assert wrong.json | {"request_id": ""} == unknown.json | {"request_id": ""}


def test_a_wrong_password_and_an_unknown_name_take_the_same_time(alice):
    def seconds(name: str) -> float:
        start = time.perf_counter()
        alice.login(name, "wrong horse")
        return time.perf_counter() - start

    pairs = [(seconds("alice"), seconds("nobody")) for _ in range(9)]
    known, unknown = (statistics.median(times) for times in zip(*pairs))
    assert 0.5 < unknown / known < 2, (known, unknown)


def test_only_a_hash_of_the_password_is_kept(start, data_dir):
    start().register("alice", "correct horse")
    (kept,) = sqlite3.connect(data_dir / "users.db").execute("SELECT password_hash FROM users").fetchone()
    assert kept.startswith("$pbkdf2-sha256$100000$")
    for file in data_dir.iterdir():
        assert b"correct horse" not in file.read_bytes()


def test_a_login_makes_a_weak_hash_as_strong_as_is_asked_now(start, data_dir):
    weak = start()
    weak.register("alice")
    weak.stop()
    strong = start(PASSWORD_ROUNDS="200000")
    assert strong.login("alice", "wrong horse").status == 401
    database = sqlite3.connect(data_dir / "users.db")
    assert database.execute("SELECT password_hash FROM users").fetchone()[0].startswith("$pbkdf2-sha256$100000$")
    assert strong.login("alice").status == 200
    assert database.execute("SELECT password_hash FROM users").fetchone()[0].startswith("$pbkdf2-sha256$200000$")
    assert strong.login("alice").status == 200
