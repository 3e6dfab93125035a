"""A client of users-api for the demo; runs in a pod, so it needs nothing but Python's own library.

    client.py use  URL NAME PASSWORD    registers, logs in and reads the user back
    client.py read URL NAME PASSWORD    logs in and reads the user back
    client.py poll URL NAME PASSWORD    reads the user over and over, each time on a new connection,
                                        until standard input ends; then says how that went

Prints one JSON document; exits 1 if a request failed.
"""

import json
import sys
import threading
import time
import urllib.error
import urllib.request


def call(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method)
    request.add_header("Connection", "close")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, data, timeout=10) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def expect(status, answer):
    if answer[0] != status:
        raise SystemExit(f"expected {status}, got {answer[0]}: {answer[1]}")
    return answer[1]


def read(url, name, password):
    token = expect(200, call("POST", f"{url}/login", {"name": name, "password": password}))["access_token"]
    return token, expect(200, call("GET", f"{url}/users/me", token=token))


def poll(url, name, password):
    token, _ = read(url, name, password)
    stop = threading.Event()

    def until_input_ends():
        sys.stdin.read()
        stop.set()

    threading.Thread(target=until_input_ends, daemon=True).start()
    print("polling", file=sys.stderr, flush=True)
    requests, failed, slowest = 0, [], 0.0
    while not stop.is_set():
        started = time.monotonic()
        try:
            status, _ = call("GET", f"{url}/users/me", token=token)
            trouble = None if status == 200 else f"HTTP {status}"
        except OSError as error:
            trouble = str(error)
        requests += 1
        slowest = max(slowest, time.monotonic() - started)
        if trouble:
            failed.append(f"{time.strftime('%H:%M:%S')} {trouble}")
        stop.wait(0.02)
    return {"requests": requests, "failed": failed, "slowest_ms": round(slowest * 1000)}


def main(action, url, name, password):
    if action == "poll":
        result = poll(url, name, password)
        print(json.dumps(result))
        return 1 if result["failed"] or not result["requests"] else 0
    if action == "use":
        expect(201, call("POST", f"{url}/users", {"name": name, "password": password}))
    print(json.dumps(read(url, name, password)[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
