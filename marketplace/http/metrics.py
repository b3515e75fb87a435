"""What a server counts about itself, in Prometheus' text format. Only servers import this."""

import os
import time
from functools import cache

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the directory in which several workers count together; whoever answers tells the sum."""
BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 30.0)
MEDIA_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """Counts requests; `around` is the app's layer that sees them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "path", "status")
        self._answered = Counter("bellhop_requests", "Requests answered", labels, registry=self._registry)
        self._seconds = Histogram(
            "bellhop_request_seconds",
            "From a request's head to its answer's end; waiting for changes counts as it is",
            ("method", "path"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._open = Gauge(
            "bellhop_requests_open", "Requests being answered", registry=self._registry, multiprocess_mode="livesum"
        )
        # There are as many as paths, methods and statuses; finding one takes longer than counting.
        self._series = cache(self._of)

    def text(self) -> bytes:
        """All figures, of all workers."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def around(self, app: ASGIApp) -> ASGIApp:
        """`app`, counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status = 0
            began = time.perf_counter()

            async def sent(message: Message) -> None:
                nonlocal status
                status = message.get("status", status)
                await send(message)

            with self._open.track_inprogress():
                await app(scope, receive, sent)
            # The path as the table has it: ids, or words that senders invent, would make a series of each thing.
            known = (scope["method"], scope["endpoint_path"]) if "endpoint_path" in scope else ("none", "none")
            answered, seconds = self._series(*known, status)
            answered.inc()
            seconds.observe(time.perf_counter() - began)

        return counted

    def _of(self, method: str, path: str, status: int) -> tuple[Counter, Histogram]:
        return self._answered.labels(method, path, status), self._seconds.labels(method, path)
