"""The name and password that a client sends, checked."""

import re
from dataclasses import dataclass, field

from users.problems import Problem

NAME = re.compile(r"[a-z][a-z0-9_-]{1,31}")
RESERVED_NAMES = ("me",)
PASSWORD_LENGTH = range(8, 129)


@dataclass(frozen=True)
class Credentials:
    name: str
    password: str = field(repr=False)

    @classmethod
    def from_json(cls, body: object) -> "Credentials":
        """Raises a Problem that names each member that is wrong."""
        if not isinstance(body, dict):
            raise Problem(422, "expected a JSON object with the members name and password")
        wrong = {"name": _wrong_name(body.get("name")), "password": _wrong_password(body.get("password"))}
        errors = [{"pointer": f"#/{member}", "detail": why} for member, why in wrong.items() if why]
        if errors:
            raise Problem(422, "; ".join(f"{error['pointer'][2:]}: {error['detail']}" for error in errors), errors=errors)
        return cls(body["name"], body["password"])


def _wrong_name(name: object) -> str | None:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return "expected 2 to 32 of a-z, 0-9, _ and -, the first a letter"
    if name in RESERVED_NAMES:
        return "expected another name, this one is reserved"
    return None


def _wrong_password(password: object) -> str | None:
    if not isinstance(password, str) or len(password) not in PASSWORD_LENGTH:
        return f"expected {PASSWORD_LENGTH[0]} to {PASSWORD_LENGTH[-1]} characters"
    try:
        password.encode()
    except UnicodeEncodeError:
        return "expected Unicode text"
    return None
