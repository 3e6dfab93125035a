"""The web process: listens, serves, and stops without failing a request."""

import asyncio
import logging
import signal

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from users import __version__
from users.lifecycle import Lifecycle
from users.passwords import Passwords
from users.resources import Absent, Health, Login, Metrics, OneUser, Service, Users
from users.settings import WebSettings
from users.store import Store
from users.tokens import Tokens

log = logging.getLogger("users")

# What tornado reads of a body before it cuts the connection; a smaller limit of our own answers with a problem detail.
HARD_BODY_LIMIT = 1024 * 1024

ROUTES = {
    "/users": Users,
    "/users/{name}": OneUser,
    "/login": Login,
    "/health": Health,
    "/metrics": Metrics,
}


class CannotListen(Exception):
    """The port is not to be had."""


async def serve(settings: WebSettings) -> None:
    """Runs until SIGTERM or SIGINT; raises StoreUnavailable or CannotListen when it cannot start."""
    stop = _StopSignals(asyncio.get_running_loop())
    store = Store(settings.data_dir)
    store.check()
    passwords = Passwords(settings.password_rounds)
    lifecycle = Lifecycle()
    server = HTTPServer(
        application(Service(store, passwords, Tokens(settings.jwt_key), lifecycle)),
        max_body_size=HARD_BODY_LIMIT,
        body_timeout=30,
        idle_connection_timeout=300,
    )
    try:
        port = _listen(server, settings.port)
        log.info("listening on port %d", port, extra={"fields": {"port": port, "version": __version__}})
        await stop.first.wait()
        await _drain(server, lifecycle, settings, stop)
    finally:
        passwords.close()
        store.close()
    log.info("stopped")


def application(service: Service) -> Application:
    rules = [
        (template.replace("{name}", "([^/]+)"), resource, {"service": service, "route": template})
        for template, resource in ROUTES.items()
    ]
    return Application(
        rules,
        default_handler_class=Absent,
        default_handler_args={"service": service, "route": "none"},
        log_function=lambda resource: resource.log_line(),
    )


def _listen(server: HTTPServer, port: int) -> int:
    """Returns the port that was got, which port 0 leaves to the system."""
    try:
        sockets = bind_sockets(port)
    except OSError as error:
        raise CannotListen(f"cannot listen on port {port}: {error.strerror}") from error
    server.add_sockets(sockets)
    return sockets[0].getsockname()[1]


async def _drain(server: HTTPServer, lifecycle: Lifecycle, settings: WebSettings, stop: "_StopSignals") -> None:
    # Kubernetes signals the process and withdraws its address at the same time, so requests still arrive for a while.
    lifecycle.draining = True
    wait = settings.drain_seconds if stop.orderly else 0
    log.info("draining for %d seconds", wait, extra={"fields": {"signal": stop.name}})
    await stop.again_within(wait)
    server.stop()
    if not await lifecycle.idle_within(settings.shutdown_seconds):
        log.warning("requests were cut off after %d seconds", settings.shutdown_seconds)
    await server.close_all_connections()


class _StopSignals:
    """SIGTERM asks for an orderly stop; SIGINT (Ctrl-C), or a second signal, for one without the drain time."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.first = asyncio.Event()
        self.name = ""
        self.orderly = True
        self._again = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._received, number)

    def _received(self, number: signal.Signals) -> None:
        if self.first.is_set():
            self._again.set()
            return
        self.name = number.name
        self.orderly = number == signal.SIGTERM
        self.first.set()

    async def again_within(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._again.wait(), seconds)
        except TimeoutError:
            pass
