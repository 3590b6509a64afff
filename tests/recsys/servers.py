"""Small local servers that behave and misbehave as the ones WhyRec downloads from."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


@dataclass
class Site:
    """Paths and what they hold, with the faults of a bad day."""

    files: dict[str, bytes] = field(default_factory=dict)
    break_after: int | None = None
    """Close the connection after so many bytes of a file, for the next `breaks` requests of it."""
    breaks: int = 0
    delay: float = 0.0
    """Seconds before each block of 64 KiB."""
    ranges: bool = True
    """Whether a download can go on where it broke off."""
    log: list[tuple[str, str, str]] = field(default_factory=list)
    """(method, path, Range header) of each request."""
    url: str = ""

    def gets(self, path: str) -> int:
        return sum(1 for method, asked, _ in self.log if method == "GET" and asked == path)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        self._answer(head=False)

    def _answer(self, head: bool) -> None:
        site, path = self.site, unquote(urlsplit(self.path).path)
        asked = self.headers.get("Range", "")
        site.log.append((self.command, path, asked))
        body = site.files.get(path)
        if body is None:
            self.send_response(404)
            if path.startswith("/api/models/"):
                self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked and site.ranges else 0
        part = body[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(part)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Type", "text/html" if path.endswith("/") else "application/octet-stream")
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if head:
            return
        if site.break_after is not None and site.breaks > 0 and len(part) > site.break_after:
            site.breaks -= 1
            self._send(part[: site.break_after])
            self.close_connection = True
            return
        self._send(part)

    def _send(self, part: bytes) -> None:
        try:
            for at in range(0, len(part), 1 << 16):
                time.sleep(self.site.delay)
                self.wfile.write(part[at : at + (1 << 16)])
        except OSError:
            pass  # The other side has gone.

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve a site on a free port of this machine while the block runs."""
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


COMMIT = "0123456789abcdef0123456789abcdef01234567"


def hub_files(repo: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """What a Hugging Face server answers for one model."""
    tree = [
        {"type": "file", "path": name, "size": len(body), "oid": hashlib.sha1(body).hexdigest()}
        for name, body in files.items()
    ]
    about = {"id": repo, "modelId": repo, "sha": COMMIT, "siblings": [{"rfilename": name} for name in files]}
    answers = {f"/{repo}/resolve/{COMMIT}/{name}": body for name, body in files.items()}
    for revision in ("main", COMMIT):
        answers[f"/api/models/{repo}/tree/{revision}"] = json.dumps(tree).encode()
        answers[f"/api/models/{repo}/revision/{revision}"] = json.dumps(about).encode()
    answers[f"/api/models/{repo}"] = json.dumps(about).encode()
    return answers


def index_files(package: str, filename: str, body: bytes) -> dict[str, bytes]:
    """What a package index answers for one file."""
    digest = hashlib.sha256(body).hexdigest()
    page = f'<html><body><a href="/files/{filename}#sha256={digest}">{filename}</a></body></html>'
    return {f"/simple/{package}/": page.encode(), f"/files/{filename}": body}
