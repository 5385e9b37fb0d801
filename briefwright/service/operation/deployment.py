"""An app → the same as it is reached: below a path, behind proxies, watched and logged."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import Mount, Router
from starlette.types import ASGIApp

from briefwright.preview.security import SecureHeaders
from briefwright.service.catalogue import Catalogue
from briefwright.service.jobs import Queue
from briefwright.service.operation.monitoring import Monitoring, RequestFigures
from briefwright.service.operation.proxy import TrustedProxies
from briefwright.service.operation.request_log import RequestLog


@dataclass(frozen=True)
class Deployment:
    """Below which path the pages stand, "" for none, and which proxies are believed.

    `login_header` is the header in which these say who logged in there.
    """

    base_path: str = ""
    proxies: frozenset[str] = frozenset()
    login_header: str = ""


def deploy(
    app: ASGIApp,
    catalogue: Catalogue,
    queue: Queue,
    wanted: Deployment,
    write: Callable[[str], None],
) -> ASGIApp:
    """An app, what it serves, how it is reached, what is done with a line of its log → all of it.

    `/healthz`, `/readyz` and `/metrics` stand beside the base path, not below it.
    """
    figures = RequestFigures()
    beside = Monitoring(catalogue, queue, figures).list_routes()
    whole = Starlette(routes=beside)
    # Everything else, whatever it looks like: a Mount knows no address with a line break in it.
    whole.router.default = Router([Mount(wanted.base_path, app)]) if wanted.base_path else app
    trusted = TrustedProxies(whole, wanted.proxies, wanted.login_header)
    return RequestLog(SecureHeaders(trusted, "'self'"), write, figures)
