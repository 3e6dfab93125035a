"""The users in sqlite. Calls wait in threads of their own, so that the event loop never waits for the disk."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

from users.schema import VERSION, connect, database_file, version

THREADS = 4
T = TypeVar("T")


@dataclass(frozen=True)
class User:
    name: str
    password_hash: str = field(repr=False)
    created: str


class NameTaken(Exception):
    """Somebody has registered this name already."""


class StoreUnavailable(Exception):
    """The database cannot be used: absent, not migrated, locked for too long, or its disk is full."""


class Store:
    """One connection per thread on one file in WAL mode, which other processes on the node may use as well."""

    def __init__(self, data_dir: Path):
        self._file = database_file(data_dir)
        self._connections: list[sqlite3.Connection] = []
        self._of_thread = threading.local()
        self._executor = ThreadPoolExecutor(THREADS, "store")

    def check(self) -> None:
        """Raises StoreUnavailable unless the file is there with a schema that this release can use."""
        if not self._file.exists():
            raise StoreUnavailable(f"{self._file} does not exist; run 'python -m users.migrate' first")
        try:
            connection = connect(self._file)
            try:
                found = version(connection)
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise StoreUnavailable(f"cannot open {self._file}: {error}") from error
        if found < VERSION:
            raise StoreUnavailable(
                f"the schema of {self._file} is version {found}, expected {VERSION}; run 'python -m users.migrate' first"
            )

    async def add(self, name: str, password_hash: str) -> User:
        created = datetime.now(timezone.utc).isoformat(timespec="seconds")
        user = User(name, password_hash, created)
        try:
            await self._run(
                lambda connection: connection.execute(
                    "INSERT INTO users (name, password_hash, created) VALUES (?, ?, ?)",
                    (user.name, user.password_hash, user.created),
                )
            )
        except sqlite3.IntegrityError as error:
            raise NameTaken(name) from error
        return user

    async def find(self, name: str) -> User | None:
        row = await self._run(
            lambda connection: connection.execute(
                "SELECT name, password_hash, created FROM users WHERE name = ?", (name,)
            ).fetchone()
        )
        return User(*row) if row else None

    async def replace_hash(self, user: User, password_hash: str) -> None:
        await self._run(
            lambda connection: connection.execute(
                "UPDATE users SET password_hash = ? WHERE name = ? AND password_hash = ?",
                (password_hash, user.name, user.password_hash),
            )
        )

    async def count(self) -> int:
        return await self._run(lambda connection: connection.execute("SELECT count(*) FROM users").fetchone()[0])

    async def ping(self) -> None:
        await self._run(lambda connection: connection.execute("SELECT 1 FROM users LIMIT 1").fetchone())

    def close(self) -> None:
        self._executor.shutdown()
        for connection in self._connections:
            connection.close()

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, lambda: work(self._connection()))
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise StoreUnavailable(f"{self._file}: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.connection = connect(self._file)
            self._connections.append(self._of_thread.connection)
        return self._of_thread.connection
