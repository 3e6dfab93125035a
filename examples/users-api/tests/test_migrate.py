import json
import sqlite3
import stat
import subprocess
import sys

import pytest

from process import ROOT, environment, run
from users.migrate import migrate
from users.schema import MIGRATIONS, VERSION, connect, database_file


def test_is_safe_to_repeat(tmp_path):
    first, second = run("users.migrate", tmp_path), run("users.migrate", tmp_path)
    assert (first.returncode, second.returncode) == (0, 0)
    line = json.loads(first.stdout)
    assert (line["from_version"], line["to_version"]) == (0, VERSION)
    line = json.loads(second.stdout)
    assert (line["from_version"], line["to_version"]) == (VERSION, VERSION)


def test_the_database_is_in_wal_mode_and_closed_to_others(tmp_path):
    run("users.migrate", tmp_path)
    file = tmp_path / "users.db"
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert stat.S_IMODE(file.stat().st_mode) & 0o007 == 0


def test_many_at_once_migrate_once(tmp_path):
    command = [sys.executable, "-m", "users.migrate"]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    results = [(process.communicate(timeout=30), process.returncode) for process in processes]
    assert [code for _, code in results] == [0] * 8, results
    assert sorted(json.loads(out)["from_version"] for (out, _), _ in results) == [0] + [VERSION] * 7


def test_keeps_the_users_when_the_schema_grows(data_dir):
    database = connect(database_file(data_dir))
    database.execute("INSERT INTO users VALUES ('alice', 'hash', 'now')")
    assert migrate(data_dir, (*MIGRATIONS, "ALTER TABLE users ADD COLUMN mail TEXT")) == (VERSION, VERSION + 1)
    assert database.execute("SELECT name, mail FROM users").fetchall() == [("alice", None)]


def test_a_migration_that_fails_leaves_the_version_before_it(data_dir):
    grown = (*MIGRATIONS, "CREATE TABLE mails (user TEXT)", "CREATE TABLE users (again TEXT)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(data_dir, grown)
    assert migrate(data_dir, grown[:-1]) == (VERSION + 1, VERSION + 1)


def test_an_older_release_leaves_a_newer_schema_alone_and_runs_on_it(data_dir, start):
    migrate(data_dir, (*MIGRATIONS, "ALTER TABLE users ADD COLUMN mail TEXT"))
    again = run("users.migrate", data_dir)
    assert again.returncode == 0
    assert json.loads(again.stdout)["level"] == "warning"
    assert start().register("alice").status == 201
