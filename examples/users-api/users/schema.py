"""The database file: how it is opened, and the versions of its schema.

An old and a new release run side by side during a rolling update, and a rollback leaves the newer schema in place. So a
migration only adds: what an older release reads and writes keeps working.
"""

import sqlite3
from pathlib import Path

BUSY_SECONDS = 5

#: Entry n brings a database from version n to n + 1, as one statement. Never edit an entry that was released: add one.
MIGRATIONS = (
    """
    CREATE TABLE users (
        name TEXT NOT NULL PRIMARY KEY,
        password_hash TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
VERSION = len(MIGRATIONS)


def database_file(data_dir: Path) -> Path:
    return data_dir.absolute() / "users.db"


def connect(file: Path, create: bool = False) -> sqlite3.Connection:
    """Opens the file in autocommit mode; without `create` a missing file is an error, not a new database."""
    mode = "rwc" if create else "rw"
    return sqlite3.connect(
        f"{file.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]
