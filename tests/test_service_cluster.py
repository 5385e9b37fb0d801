"""`serve --on dask://HOST:PORT`: the service reads files, the cluster makes editions."""

from pathlib import Path

import pytest
from sample_cluster import start_cluster
from sample_service import start_service
from test_service_limits import make_place, wait_until_running

pytest.importorskip("distributed")
NOBODY = "127.0.0.1:9"


@pytest.mark.timeout(200)  # it waits for ever where the cluster's process goes on
def test_a_cluster_makes_editions_one_that_is_cancelled_frees_it_and_what_is_known_is_not_sent(
    tmp_path: Path,
) -> None:
    place = make_place(tmp_path)
    options = ("--templates", str(place / "templates"), "--at-once", "1", "--seconds", "3600")
    (tmp_path / "cluster").mkdir()
    with (
        start_cluster(tmp_path / "cluster", workers=1) as address,
        start_service(place, "--on", f"dask://{address}", *options) as server,
    ):
        hanging = server.ask("sample", "endless", "pdf")
        wait_until_running(server, hanging)
        following = server.ask("sample", "full", "pdf")
        server.post(f"{hanging}cancel", [])
        assert "This was cancelled" in server.get(hanging).text
        assert "Nothing lost" in server.wait_for(following).text
    with start_service(place, "--on", f"dask://{NOBODY}", *options) as server:
        assert "Nothing lost" in server.wait_for(server.ask("sample", "full", "pdf")).text
        failed = server.wait_for(server.ask("sample", "press", "pdf")).text
    assert f"The scheduler of Dask at {NOBODY} doesn't answer" in failed
