"""A page whose end is long in coming: what is needed to draw stands before the texts."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.acled_like import write_dossier_like
from geo import read_dossier
from layers import build_map, to_html

ROWS = 3_000  # more than are read whole before anything is drawn
DRAWN = "() => performance.getEntriesByName('marchland-drawn').length > 0"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stalled") / "d"
    return to_html(build_map(read_dossier(write_dossier_like(folder, rows=ROWS, seed=6)))).encode()


@pytest.fixture
def stalled(content):
    """Serve the page up to a place of it, and the rest when ``go`` is set."""
    go = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        stop = len(content)

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content[: self.stop])
            self.wfile.flush()
            go.wait(60)
            self.wfile.write(content[self.stop :])

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def serve(stop):
        Handler.stop = stop
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve, go
    go.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_incidents_are_drawn_before_their_notes_have_come(stalled, content, page):
    serve, go = stalled
    page.goto(serve(content.index(b'class="marchland-texts"')), wait_until="commit")
    page.wait_for_function(DRAWN, timeout=30_000)
    assert page.evaluate("document.readyState") == "loading"
    assert page.evaluate("document.getElementsByClassName('marchland-texts').length") == 0
    assert page.evaluate("marchland.store.result.rows.length") == ROWS
    go.set()
    page.wait_for_selector("html[data-ready]", timeout=30_000)
    page.evaluate("marchland.data.incidents.texts.load(7)")
    assert page.evaluate("marchland.data.incidents.row(7).summary")


def test_a_block_that_is_here_in_part_is_waited_for(stalled, content, page):
    serve, go = stalled
    start = content.index(b'id="marchland-rest">')
    stop = (start + content.index(b"</script>", start)) // 2
    page.goto(serve(stop), wait_until="commit")
    page.wait_for_function(DRAWN, timeout=30_000)
    part = page.evaluate("document.getElementById('marchland-rest')?.textContent.length ?? 0")
    assert part < stop - start
    go.set()
    page.wait_for_selector("html[data-ready]", timeout=30_000)
    assert page.locator("#notice").is_hidden()
    assert page.evaluate("marchland.data.incidents.row(7).place")
