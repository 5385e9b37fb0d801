"""A folder of a WebDAV server, such as Nextcloud's, in which files are published (RFC 4918)."""

from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from briefwright.channels.places import Place, find_media_type
from briefwright.mail.secrets import find_secret
from briefwright.problems import MachineError

try:
    import httpx
except ImportError as error:
    raise MachineError(
        "A WebDAV server is reached by httpx, which is missing: "
        ".venv/bin/python -m pip install -c constraints.txt httpx"
    ) from error

_SECONDS = 60
_NO_FILE, _IS_THERE, _NO_FOLDER, _CONDITION = 404, 405, 409, 412


class WebDav(Place):
    """Whatever a server holds below an address. A file is added on condition that there is none."""

    def __init__(self, address: str) -> None:
        """An address, with the user's name before an @ where the server asks for one.

        Errors: MachineError where that user's password is missing.
        """
        parts = urlsplit(address)
        user = unquote(parts.username or "")
        host = parts.netloc.rpartition("@")[2]
        self._address = f"{parts.scheme}://{host}{parts.path.rstrip('/')}"
        secret = find_secret("webdav_password", f"The password of {user} at {host}") if user else ""
        self._user = httpx.BasicAuth(user, secret) if user else None

    def read(self, path: str) -> bytes | None:
        """A path → the bytes of the file, nothing where there is none."""
        answer = self._ask("GET", path, (_NO_FILE,))
        if answer.status_code == _NO_FILE:
            return None
        data: bytes = answer.content
        return data

    def add(self, path: str, data: bytes) -> bool:
        """A path and bytes → whether the file was added: False where one is there, which stays."""
        answer = self._put(path, data, {"If-None-Match": "*"})
        return bool(answer.status_code != _CONDITION)

    def replace(self, path: str, data: bytes) -> None:
        """A path and bytes → the file, whatever was there."""
        self._put(path, data, {})

    def _put(self, path: str, data: bytes, headers: dict[str, str]) -> httpx.Response:
        for folder in reversed(PurePosixPath(path).parents[:-1]):
            self._ask("MKCOL", f"{folder}/", (_IS_THERE,))
        said = {"Content-Type": find_media_type(path), **headers}
        return self._ask("PUT", path, (_CONDITION,) if headers else (), data, said)

    def _ask(
        self,
        method: str,
        path: str,
        expected: tuple[int, ...],
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """A request, and the answers beside success that it may have → the answer."""
        address = f"{self._address}/{quote(path)}"
        try:
            answer = httpx.request(
                method, address, content=data, headers=headers, auth=self._user, timeout=_SECONDS,
                trust_env=False,
            )  # fmt: skip
        except httpx.HTTPError as error:
            raise MachineError(
                f"{self._address} can't be reached ({type(error).__name__}: {error})."
            ) from error
        if answer.is_success or answer.status_code in expected:
            return answer
        if answer.status_code == _NO_FOLDER:
            raise MachineError(f"There is no folder {self._address}; make it on its server.")
        raise MachineError(
            f"{self._address} said {answer.status_code} {answer.reason_phrase} to {method} {path}."
        )
