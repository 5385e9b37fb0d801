"""What WeasyPrint may load: the assets of one edition, by name, and nothing else."""

from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from briefwright.document.assets import BASE_URL, Assets


class AssetFetcher(URLFetcher):
    """Serves the assets of one edition by name, and nothing else: no network, no disk."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A URL → the asset of that name. Errors: FatalURLFetchingError, which stops the build."""
        asset = self.assets.find(asset_name(url))
        if asset is None:
            raise FatalURLFetchingError(asset_name(url))
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


def asset_name(url: str) -> str:
    """A URL of a page → the name of the asset that it means, or the URL where it means none."""
    return unquote(urljoin(BASE_URL, url).removeprefix(BASE_URL).partition("#")[0])
