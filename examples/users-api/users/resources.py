"""The HTTP resources. Each says what it does; what all do alike is in Resource."""

import json
import logging
import re
import uuid
from dataclasses import dataclass

from tornado.web import HTTPError, RequestHandler

from users import __version__, logs, metrics
from users.credentials import NAME, Credentials
from users.lifecycle import Lifecycle
from users.passwords import Passwords
from users.problems import CONTENT_TYPE, Problem, problem_json
from users.store import NameTaken, Store, StoreUnavailable, User
from users.tokens import LIFETIME_SECONDS, InvalidToken, Tokens

log = logging.getLogger("users")

MAX_BODY_BYTES = 16 * 1024
CHALLENGE = 'Bearer realm="users"'
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Polled every few seconds by the platform: their good answers are not worth a line.
POLLED_ROUTES = ("/health", "/metrics")


@dataclass(frozen=True)
class Service:
    """What the resources work with."""

    store: Store
    passwords: Passwords
    tokens: Tokens
    lifecycle: Lifecycle


class Resource(RequestHandler):
    """Gives every request an ID, a log line, metrics and, when it fails, a problem detail."""

    def initialize(self, service: Service, route: str) -> None:
        self.service = service
        self.route = route
        self.detail: str | None = None
        service.lifecycle.begin_request()
        metrics.in_flight.inc()

    def set_default_headers(self) -> None:
        # Called before initialize, and again when an error drops what was written so far.
        if not hasattr(self, "request_id"):
            offered = self.request.headers.get("X-Request-Id", "")
            self.request_id = offered if REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex
        self.clear_header("Server")
        self.set_header("X-Request-Id", self.request_id)
        self.set_header("X-Content-Type-Options", "nosniff")

    def prepare(self) -> None:
        logs.request_id.set(self.request_id)
        if len(self.request.body) > MAX_BODY_BYTES:
            raise Problem(413, f"the body has {len(self.request.body)} bytes, at most {MAX_BODY_BYTES} are accepted")

    async def head(self, *arguments: str) -> None:
        # RFC 9110, section 9.3.2: as GET; tornado leaves the content out.
        await self.get(*arguments)

    def body_json(self) -> object:
        media_type = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise Problem(415, "expected the content type application/json")
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise Problem(400, "the body is not JSON") from error

    def answer(self, status: int, content: dict) -> None:
        self.set_status(status)
        self.finish(content)

    async def authenticate(self) -> User:
        """The user whose token came with the request."""
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Problem(401, "expected a bearer token from /login", {"WWW-Authenticate": CHALLENGE})
        try:
            user = await self.service.store.find(self.service.tokens.name_in(token.strip()))
            if user is None:
                raise InvalidToken("the token's user does not exist")
            return user
        except InvalidToken as error:
            challenge = f'{CHALLENGE}, error="invalid_token", error_description="{error}"'
            raise Problem(401, str(error), {"WWW-Authenticate": challenge}) from error

    def flush(self, include_footers: bool = False):
        if self.service.lifecycle.draining:
            # Clients that keep connections come back on a new one, to an instance that stays.
            self.set_header("Connection", "close")
        return super().flush(include_footers)

    def write_error(self, status_code: int, **kwargs) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        errors: list[dict[str, str]] = []
        if isinstance(error, Problem):
            self.detail, errors = error.detail, error.errors
            for name, value in error.headers.items():
                self.set_header(name, value)
        elif isinstance(error, StoreUnavailable):
            self.set_status(503)
            self.set_header("Retry-After", "1")
            self.detail = "the database is not available"
        elif status_code == 405:
            self.set_header("Allow", ", ".join(self._allowed()))
        problem = problem_json(self.get_status(), self.detail, errors, self.request_id)
        self.set_header("Content-Type", CONTENT_TYPE)
        self.finish(json.dumps(problem))

    def log_exception(self, typ, value, tb) -> None:
        if isinstance(value, StoreUnavailable):
            log.error("database not available: %s", value)
        elif not isinstance(value, HTTPError):
            log.error("the request failed", exc_info=(typ, value, tb))

    def on_finish(self) -> None:
        self.service.lifecycle.end_request()
        metrics.in_flight.dec()
        seconds = self.request.request_time()
        known_method = self.request.method in self.SUPPORTED_METHODS
        metrics.observe(self.request.method if known_method else "other", self.route, self.get_status(), seconds)

    def log_line(self) -> None:
        status = self.get_status()
        fields = {
            "request_id": self.request_id,
            "method": self.request.method,
            "path": self.request.path,
            "route": self.route,
            "status": status,
            "duration": round(self.request.request_time(), 6),
        }
        if self.detail:
            fields["detail"] = self.detail
        polled = self.route in POLLED_ROUTES and status < 400
        level = logging.DEBUG if polled else logging.ERROR if status >= 500 else logging.INFO
        log.log(level, "%s %s %d", self.request.method, self.request.path, status, extra={"fields": fields})

    def _allowed(self) -> list[str]:
        own = [method for method in ("GET", "POST") if method.lower() in vars(type(self))]
        return own + ["HEAD"] if "GET" in own else own


class Users(Resource):
    async def post(self) -> None:
        credentials = Credentials.from_json(self.body_json())
        password_hash = await self.service.passwords.hash(credentials.password)
        try:
            user = await self.service.store.add(credentials.name, password_hash)
        except NameTaken as error:
            raise Problem(409, f"the name {credentials.name} is taken") from error
        self.set_header("Location", f"/users/{user.name}")
        self.answer(201, public(user))


class Login(Resource):
    async def post(self) -> None:
        credentials = Credentials.from_json(self.body_json())
        user = await self.service.store.find(credentials.name)
        known_hash = user.password_hash if user else None
        right, stronger_hash = await self.service.passwords.verify(credentials.password, known_hash)
        if user is None or not right:
            raise Problem(401, "wrong name or password", {"WWW-Authenticate": CHALLENGE})
        if stronger_hash:
            await self.service.store.replace_hash(user, stronger_hash)
        self.set_header("Cache-Control", "no-store")
        # The members are those of RFC 6749, section 5.1.
        token = self.service.tokens.issue(user.name)
        self.answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS})


class OneUser(Resource):
    async def get(self, name: str) -> None:
        me = await self.authenticate()
        user = me if name == "me" else await self._named(name)
        self.answer(200, public(user))

    async def _named(self, name: str) -> User:
        user = await self.service.store.find(name) if NAME.fullmatch(name) else None
        if user is None:
            raise Problem(404, "there is no such user")
        return user


class Health(Resource):
    async def get(self) -> None:
        await self.service.store.ping()
        # Still 200 while draining: requests that arrive then are answered, and Kubernetes withdraws the address of a
        # terminating pod by itself. An unready one would even lose its last traffic when no other is there.
        status = "draining" if self.service.lifecycle.draining else "ok"
        self.answer(200, {"status": status, "version": __version__})


class Metrics(Resource):
    async def get(self) -> None:
        users = await self.service.store.count()
        content, content_type = metrics.exposition(self.request.headers.get("Accept", ""), users)
        self.set_header("Content-Type", content_type)
        self.finish(content)


class Absent(Resource):
    """Every path that no resource has."""

    def prepare(self) -> None:
        raise Problem(404, "there is no such resource")


def public(user: User) -> dict[str, str]:
    return {"name": user.name, "created": user.created}
