"""The commands, run as a person runs them, each on a database of the test's own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli import app


class Shell:
    """A folder in which commands are run: its configuration, its database, its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "bot.db"
        self.file("config.toml", "")

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def tries(self, *arguments: str | Path, text: str | bytes = "") -> Result:
        """What became of a command that may fail; a traceback is never an answer."""
        given = {
            "KUNNAFONI_CONFIG": str(self.folder / "config.toml"),
            "KUNNAFONI_DATABASE_URL": f"sqlite:{self.database}",
        }
        found = CliRunner().invoke(app, [str(each) for each in arguments], input=text, env=given)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    def runs(self, *arguments: str | Path, text: str | bytes = "") -> list[str]:
        """The lines that a command prints, which must succeed."""
        found = self.tries(*arguments, text=text)
        assert found.exit_code == 0, found.output
        assert found.stderr == ""
        return found.stdout.splitlines()

    def refuses(self, *arguments: str | Path, text: str | bytes = "") -> list[str]:
        """The problems that a command names, which must fail and print nothing else."""
        found = self.tries(*arguments, text=text)
        assert found.exit_code == 1, found.output
        assert found.stdout == ""
        return found.stderr.splitlines()

    def change(self, *statements: str) -> None:
        """What a test puts into the database by hand."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            for sql in statements:
                connection.execute(sql)

    def rows(self, sql: str) -> list[tuple]:
        """What is in the database."""
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
