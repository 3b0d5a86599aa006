"""A small server in a thread: commands that are run whole call it as they would a provider."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    """`answers` is what a test wants it to say, in whatever form its `answering` reads."""

    answers: Any = None


class Call(BaseHTTPRequestHandler):
    """One call: status and body as `answering` says for it."""

    answering: Callable[[Call], tuple[int, bytes]]
    server: Server

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, body = type(self).answering(self)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""

    @property
    def page(self) -> str:
        """The last part of the path."""
        return self.path.partition("?")[0].rpartition("/")[2]


@contextmanager
def serving(answering: Callable[[Call], tuple[int, bytes]], answers: Any) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), type("Answering", (Call,), {"answering": answering}))
    server.answers = answers
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
