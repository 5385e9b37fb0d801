"""What somebody would write who only wants a PDF of a page: WeasyPrint, and nothing of ours.

`python bare.py page.pickle` sets that page once; a page is its HTML and its files, as tuples of
name, bytes and media type.
"""

import pickle
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = "https://briefing.invalid/"

File = tuple[str, bytes, str]
Page = tuple[str, tuple[File, ...]]


class Files(URLFetcher):
    """Serves a page's files from memory."""

    def __init__(self, files: tuple[File, ...]) -> None:
        super().__init__()
        self.files = {name: (data, kind) for name, data, kind in files}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A URL → that file."""
        data, kind = self.files[unquote(url.removeprefix(BASE_URL))]
        return URLFetcherResponse(url, data, {"Content-Type": kind})


@cache
def load_sheets(
    files: tuple[File, ...],
) -> tuple[Files, FontConfiguration, tuple[weasyprint.CSS, ...]]:
    """A page's files → its stylesheets and fonts, parsed once in a process, as ours are."""
    fetcher, fonts = Files(files), FontConfiguration()
    sheets = tuple(
        weasyprint.CSS(
            string=data.decode(), base_url=BASE_URL + name, url_fetcher=fetcher, font_config=fonts
        )
        for name, data, kind in files
        if kind == "text/css"
    )
    return fetcher, fonts, sheets


def write_pdf(page: Page, **options: object) -> bytes:
    """A page, and options of WeasyPrint such as `pdf_tags` → its PDF."""
    html, files = page
    fetcher, fonts, sheets = load_sheets(files)
    source = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    return bytes(source.write_pdf(stylesheets=sheets, font_config=fonts, **options))


if __name__ == "__main__":
    write_pdf(pickle.loads(Path(sys.argv[1]).read_bytes()))
