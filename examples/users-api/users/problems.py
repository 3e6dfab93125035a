"""Errors as clients see them: problem details of RFC 9457."""

import http

from tornado.web import HTTPError

CONTENT_TYPE = "application/problem+json"


class Problem(HTTPError):
    """Ends a request with this status and detail; `errors` lists what is wrong with which part of the body."""

    def __init__(
        self,
        status: int,
        detail: str,
        headers: dict[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ):
        super().__init__(status)
        self.detail = detail
        self.headers = headers or {}
        self.errors = errors or []


def problem_json(status: int, detail: str | None, errors: list[dict[str, str]], request_id: str) -> dict:
    problem = {"type": "about:blank", "title": http.HTTPStatus(status).phrase, "status": status}
    if detail:
        problem["detail"] = detail
    if errors:
        problem["errors"] = errors
    return problem | {"request_id": request_id}
