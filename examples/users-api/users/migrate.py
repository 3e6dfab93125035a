"""Brings the database to this release's schema: `python -m users.migrate`. Safe to repeat, and to run twice at once."""

import fcntl
import logging
import os
import sqlite3
import sys
from pathlib import Path

from users.logs import log_to_stdout
from users.schema import MIGRATIONS, VERSION, connect, database_file, version
from users.settings import SettingsError, store_settings

log = logging.getLogger("users.migrate")


def migrate(data_dir: Path, migrations: tuple[str, ...] = MIGRATIONS) -> tuple[int, int]:
    """Applies what is missing, each migration whole or not at all; returns the versions before and after."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = database_file(data_dir)
    # Switching to WAL ignores the busy timeout, so two first runs at once need a lock of their own.
    with open(file.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection = connect(file, create=True)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            before = version(connection)
            for number, statement in enumerate(migrations[before:], start=before + 1):
                _apply(connection, number, statement)
            return before, version(connection)
        finally:
            connection.close()


def _apply(connection: sqlite3.Connection, number: int, statement: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def main() -> None:
    try:
        settings = store_settings(os.environ)
    except SettingsError as error:
        sys.exit(f"users.migrate: {error}")
    log_to_stdout(settings.log_level)
    # The file holds password hashes: nothing for other users of the machine.
    os.umask(0o007)
    try:
        before, after = migrate(settings.data_dir)
    except (OSError, sqlite3.Error) as error:
        sys.exit(f"users.migrate: cannot migrate {database_file(settings.data_dir)}: {error}")
    if after > VERSION:
        log.warning("schema left alone: version %d is newer than this release's %d", after, VERSION)
    else:
        log.info("schema is at version %d", after, extra={"fields": {"from_version": before, "to_version": after}})


if __name__ == "__main__":
    main()
