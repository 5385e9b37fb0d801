"""Whether the service lives and is ready, and how much it does: no name, address or text in it.

Source: Prometheus, Exposition formats, Text-based format.
"""

import os
from collections import Counter as PlainCounter
from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.problems import ContentError, MachineError
from briefwright.service.catalogue import Catalogue
from briefwright.service.jobs import STATES, Queue
from briefwright.service.operation.proxy import is_forwarded
from briefwright.workers import prepare_nothing

_LOOPBACK = ("127.0.0.1", "::1")
_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)  # upper bounds
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Monitoring:
    """The state of a catalogue and a queue, and of the requests that were counted."""

    catalogue: Catalogue
    queue: Queue
    requests: "RequestFigures"

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it; none asks who wants to know."""
        return [
            Route("/healthz", self.show_health),
            Route("/readyz", self.show_readiness),
            Route("/metrics", self.show_metrics),
        ]

    async def show_health(self, _: Request) -> Response:
        """The service answers."""
        return _say("alive")

    async def show_readiness(self, _: Request) -> Response:
        """Whether an edition can be made now; else 503 and what is lacking."""
        lacking = await run_in_threadpool(lambda: tuple(self._list_lacking()))
        return _say(f"lacking: {', '.join(lacking)}", 503) if lacking else _say("ready")

    async def show_metrics(self, request: Request) -> Response:
        """Figures, for programs on this machine alone."""
        sender = request.client.host if request.client else ""
        if sender not in _LOOPBACK or is_forwarded(request.scope):
            raise HTTPException(404)
        queue = CollectorRegistry()
        queue.register(_QueueFigures(self.queue))
        found = b"".join(map(generate_latest, (self.requests.registry, queue)))
        return Response(found, media_type=CONTENT_TYPE_LATEST)

    def _list_lacking(self) -> Iterator[str]:
        try:
            self.catalogue.work.run("The state of the service", prepare_nothing)
        except (ContentError, MachineError):
            yield "workers"
        if not self.queue.store.is_writable():
            yield "disk"
        if not os.access(self.catalogue.folders.content, os.R_OK | os.X_OK):
            yield "content"


def _say(sentence: str, status: int = 200) -> Response:
    return PlainTextResponse(f"{sentence}\n", status, {"Cache-Control": "no-store"})


class RequestFigures:
    """Requests that were answered: how many, how fast, how large."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._count = Counter(
            "briefwright_requests", "Requests that were answered.", ("method", "status"),
            registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "briefwright_request_seconds", "Seconds until an answer was whole.",
            buckets=_SECONDS, registry=self.registry,
        )  # fmt: skip
        self._bytes = Counter("briefwright_sent_bytes", "Bytes of answers.", registry=self.registry)

    def count(self, method: str, status: int, seconds: float, size: int) -> None:
        """A request's method, its answer's status, how long it took, its bytes → counted."""
        known = method if method in _METHODS else "other"
        self._count.labels(known, str(status)).inc()
        self._seconds.observe(seconds)
        self._bytes.inc(size)


class _QueueFigures(Collector):
    """Jobs by state: those that are known now, and all that ended since the service began."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def collect(self) -> Iterator[Metric]:
        """→ the figures as they are now."""
        states = PlainCounter(job.state for job in self._queue.list_jobs())
        now = GaugeMetricFamily("briefwright_jobs", "Jobs by state.", labels=["state"])
        for state in STATES:
            now.add_metric([state], states[state])
        yield now
        ended = CounterMetricFamily("briefwright_jobs_ended", "Jobs that ended.", labels=["state"])
        for state, count in self._queue.ended.items():
            ended.add_metric([state], count)
        yield ended
        yield CounterMetricFamily(
            "briefwright_job_seconds", "Seconds that jobs were being made.", self._queue.seconds
        )
        yield CounterMetricFamily(
            "briefwright_editions_built", "Editions that were in no cache.", self._queue.built
        )
        yield GaugeMetricFamily("briefwright_waiting_most", "Jobs that may wait.", self._queue.most)
