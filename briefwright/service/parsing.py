"""What a request says → the fields of its form, the numbers in its address.

Nothing that they hold is in another encoding than UTF-8, or too large to be counted.
"""

from python_multipart.multipart import parse_options_header
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

LOGGED_AS = "briefwright.request"  # in a request: the number of its line in the log
NUMBER = "number"  # in an address, as `{page:number}`
_CHARSETS = (b"", b"utf-8")


class _NumberConvertor(IntegerConvertor):
    """A number in an address; one of more digits than there is anything is not found."""

    regex = "[0-9]{1,9}"


register_url_convertor(NUMBER, _NumberConvertor())


async def parse_form(request: Request) -> FormData:
    """A request → the fields of its form, at most one file among them. Errors: 400."""
    _, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", b"").lower() not in _CHARSETS:
        raise HTTPException(400, "A form is sent in UTF-8.")
    return await request.form(max_files=1)


def say_fault(request: Request) -> str:
    """A request that met an unexpected error → what whoever sent it can report."""
    return f"This is a fault of Briefwright; it is logged as {request.scope.get(LOGGED_AS, '–')}."
