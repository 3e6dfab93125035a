"""Log lines and metrics, as the platform reads them."""

import json
import sqlite3
from datetime import datetime

from prometheus_client.parser import text_string_to_metric_families

from process import KEY


def series(server) -> list:
    text = server.get("/metrics").body.decode()
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


def test_each_request_is_one_json_line(server):
    answer = server.register("alice")
    server.stop()
    lines, errors = server.output()
    assert errors == ""
    parsed = [json.loads(line) for line in lines]
    line = next(line for line in parsed if line["message"] == "POST /users 201")
    assert datetime.fromisoformat(line["time"]).utcoffset().total_seconds() == 0
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert (line["level"], line["method"], line["path"], line["status"]) == ("info", "POST", "/users", 201)
    assert line["route"] == "/users"
    assert 0.001 < line["duration"] < 30
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, parsed))


def test_a_refusal_says_why_in_the_log(server):
    server.get("/users/me")
    line = server.wait_for_line("GET /users/me 401")
    assert line["detail"] == "expected a bearer token from /login"


def test_no_secret_reaches_the_log(start):
    server = start(LOG_LEVEL="debug")
    server.register("alice", "correct horse")
    server.login("alice", "wrong horse")
    token = server.token("alice")
    server.get("/users/me", token)
    server.get(f"/users/me?access_token={token}")
    server.get("/users/me", token[:-4] + "abcd")
    server.stop()
    lines, errors = server.output()
    output = "".join(lines) + errors
    for secret in ("correct horse", "wrong horse", token, token.split(".")[1], KEY, "$pbkdf2"):
        assert secret not in output


def test_polls_by_the_platform_are_not_worth_a_line(start):
    server = start()
    server.get("/health")
    server.get("/metrics")
    server.get("/nosuch")
    server.wait_for_line("GET /nosuch 404")
    assert not [line for line in server.lines if "/health" in line or "/metrics" in line]
    debugging = start(LOG_LEVEL="debug")
    debugging.get("/health")
    assert debugging.wait_for_line("GET /health 200")["level"] == "debug"


def test_a_quoting_trick_in_the_path_stays_in_its_line(server):
    server.request("GET", '/"},{"level":"error"%0a%0d\\')
    assert server.wait_for_line("GET /")["path"] == '/"},{"level":"error"%0a%0d\\'


def test_counts_and_times_requests_by_route(server):
    server.register("alice")
    server.register("bob")
    token = server.token("alice")
    for name in ("alice", "bob", "carol"):
        server.get(f"/users/{name}", token)
    route = "/users/{name}"
    assert server.metric("http_requests_total", method="GET", route=route, status="200") == 2
    assert server.metric("http_requests_total", method="GET", route=route, status="404") == 1
    assert server.metric("http_request_duration_seconds_count", method="GET", route=route) == 3
    assert server.metric("http_request_duration_seconds_bucket", method="GET", route=route, le="+Inf") == 3
    assert server.metric("http_request_duration_seconds_sum", method="POST", route="/users") > 0.01
    assert server.metric("users_registered") == 2


def test_a_stranger_cannot_make_series(server):
    before = {(sample.name, *sorted(sample.labels.items())) for sample in series(server)}
    for number in range(30):
        server.get(f"/nosuch/{number}")
        server.request(f"BREW{number}", "/health")
        server.request("GET", f"/users/absent{number}")
    new = {(sample.name, *sorted(sample.labels.items())) for sample in series(server)} - before
    routes = {sample.labels["route"] for sample in series(server) if "route" in sample.labels}
    assert routes == {"none", "/health", "/users/{name}", "/metrics"}
    assert not any("BREW" in str(one) or "absent" in str(one) or "nosuch" in str(one) for one in new)
    assert server.metric("http_requests_total", method="other", route="/health", status="405") == 30


def test_speaks_the_format_that_the_scraper_accepts(shared_server):
    plain = shared_server.get("/metrics")
    assert plain.headers["Content-Type"].startswith("text/plain; version=")
    open_metrics = {"Accept": "application/openmetrics-text; version=1.0.0,text/plain;version=0.0.4;q=0.5"}
    answer = shared_server.request("GET", "/metrics", headers=open_metrics)
    assert answer.headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
    assert answer.body.endswith(b"# EOF\n")


def test_tells_about_its_own_process(shared_server):
    names = {sample.name for sample in series(shared_server)}
    assert {"process_resident_memory_bytes", "process_start_time_seconds", "python_info"} <= names


def test_an_error_of_its_own_is_one_line_with_the_trace_for_the_log_alone(server, data_dir):
    server.register("alice")
    database = sqlite3.connect(data_dir / "users.db")
    database.execute("UPDATE users SET password_hash = 'spoilt'")
    database.commit()
    answer = server.login("alice")
    assert (answer.status, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert set(answer.json) == {"type", "title", "status", "request_id"}
    line = server.wait_for_line("the request failed")
    assert (line["level"], line["request_id"]) == ("error", answer.headers["X-Request-Id"])
    assert "Traceback" in line["exception"] and "UnknownHashError" in line["exception"]
    assert "correct horse" not in line["exception"]
    assert server.wait_for_line("POST /login 500")["level"] == "error"
