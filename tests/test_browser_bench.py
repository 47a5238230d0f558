"""The benchmark of speed finds in the page what it measures, whatever becomes of the page."""

import http.server
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hooks.chromium import CHROMIUM
from hooks.visits import OUR_PAGE, START_PAGE, Device, VisitError

pytestmark = pytest.mark.browser


@pytest.fixture
def device(chromium: Browser, tmp_path: Path) -> Device:
    return Device(chromium.browser_type, CHROMIUM.required(), tmp_path)


def test_a_visit_sees_the_first_question_then_the_engine_and_walks_to_results(
    device: Device, site: str
) -> None:
    with device.visit() as visit:
        visit.go(site + OUR_PAGE)
        shown, ready = visit.until("shown"), visit.until("ready")
        steps = visit.steps()

    assert 0 < shown < ready
    assert len(steps) >= 2
    assert min(steps) > 0


def test_a_page_without_the_question_is_not_watched(device: Device, site: str) -> None:
    with device.visit() as visit:
        visit.go(site + START_PAGE)
        visit.stay(0.5)

        assert visit.happened() == set()


def test_a_worker_spins_and_loads(device: Device, site: str) -> None:
    with device.visit() as visit:
        visit.go(site)

        assert visit.spin() > 0
        assert visit.load(f"{site}sitemap.xml") > 0


def test_a_host_that_does_not_answer_is_said(device: Device) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as nobody:
        port = nobody.server_port
    with device.visit() as visit, pytest.raises(VisitError, match="ERR_CONNECTION_REFUSED"):
        visit.go(f"http://127.0.0.1:{port}/")
