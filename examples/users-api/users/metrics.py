"""What Prometheus scrapes. Labels hold the route's template, never the raw path: the number of series stays small."""

import prometheus_client
from prometheus_client import Counter, Gauge, Histogram

requests = Counter("http_requests", "HTTP requests answered.", ["method", "route", "status"])
request_seconds = Histogram("http_request_duration_seconds", "Time to answer a request.", ["method", "route"])
in_flight = Gauge("http_requests_in_flight", "HTTP requests being answered at this moment.")
registered = Gauge("users_registered", "Users in the database, the same at every instance that shares it.")

prometheus_client.disable_created_metrics()


def observe(method: str, route: str, status: int, seconds: float) -> None:
    requests.labels(method, route, str(status)).inc()
    request_seconds.labels(method, route).observe(seconds)


def exposition(accept: str, users: int) -> tuple[bytes, str]:
    """The metrics in the format that the scraper accepts, and that format's content type."""
    registered.set(users)
    encode, content_type = prometheus_client.exposition.choose_encoder(accept)
    return encode(prometheus_client.REGISTRY), content_type
