"""The app on a real port, for programs that know nothing of test clients."""

import threading
from contextlib import contextmanager

from werkzeug.serving import make_server

from civic.db import reading


@contextmanager
def served(app):
    """The address of the app, served by threads beside the test. What the test itself reads takes
    no lock that a request would wait for."""
    before = reading.set(True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = False  # so that server_close waits for what is still being answered
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        reading.reset(before)
