"""Settings come from the environment, and are checked before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOG_LEVELS = ("debug", "info", "warning", "error")
# RFC 7518, section 3.2: an HS256 key is at least as long as the hash.
MIN_KEY_BYTES = 32


class SettingsError(Exception):
    """All that is wrong with the environment, in one line without any secret."""


@dataclass(frozen=True)
class StoreSettings:
    """What a process needs that only works on the database, such as the migration."""

    data_dir: Path
    log_level: str


@dataclass(frozen=True)
class WebSettings(StoreSettings):
    """What the web process needs."""

    port: int
    jwt_key: str = field(repr=False)
    drain_seconds: int
    shutdown_seconds: int
    password_rounds: int


def store_settings(environment: Mapping[str, str]) -> StoreSettings:
    reader = _Reader(environment)
    settings = StoreSettings(data_dir=reader.data_dir(), log_level=reader.log_level())
    reader.refuse_if_wrong()
    return settings


def web_settings(environment: Mapping[str, str]) -> WebSettings:
    reader = _Reader(environment)
    settings = WebSettings(
        data_dir=reader.data_dir(),
        log_level=reader.log_level(),
        port=reader.whole_number("PORT", 8888, 0, 65535),
        jwt_key=reader.key("JWT_KEY"),
        drain_seconds=reader.whole_number("DRAIN_SECONDS", 5, 0, 600),
        shutdown_seconds=reader.whole_number("SHUTDOWN_SECONDS", 15, 0, 600),
        password_rounds=reader.whole_number("PASSWORD_ROUNDS", 600_000, 100_000, 10_000_000),
    )
    reader.refuse_if_wrong()
    return settings


class _Reader:
    """Reads variables and gathers what is wrong, so that one start tells all of it."""

    def __init__(self, environment: Mapping[str, str]):
        self._environment = environment
        self._wrong: list[str] = []

    def data_dir(self) -> Path:
        return Path(self._environment.get("DATA_DIR") or "/var/lib/users")

    def log_level(self) -> str:
        level = (self._environment.get("LOG_LEVEL") or "info").lower()
        if level not in LOG_LEVELS:
            self._wrong.append(f"LOG_LEVEL is {level!r}, expected one of {', '.join(LOG_LEVELS)}")
        return level

    def whole_number(self, name: str, default: int, least: int, most: int) -> int:
        text = self._environment.get(name) or str(default)
        if text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most:
            return int(text)
        self._wrong.append(f"{name} is {text[:20]!r}, expected a whole number from {least} to {most}")
        return default

    def key(self, name: str) -> str:
        key = self._environment.get(name, "")
        size = len(key.strip().encode("utf-8", "surrogateescape"))
        if size == 0:
            self._wrong.append(f"{name} is not set, expected a random key of {MIN_KEY_BYTES} bytes or more")
        elif size < MIN_KEY_BYTES:
            self._wrong.append(f"{name} has {size} bytes, expected a random key of {MIN_KEY_BYTES} bytes or more")
        return key

    def refuse_if_wrong(self) -> None:
        if self._wrong:
            raise SettingsError("; ".join(self._wrong))
