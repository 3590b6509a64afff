"""The chat page: a small server on this machine that opens its port first and its engine behind it.

`python chat_app.py` serves http://127.0.0.1:7860; `/healthz` says that the server is up, `/readyz` that it can answer.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING

from recsys.schema import WhyRecError
from recsys.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from recsys.models.base import Progress
    from recsys.page.opening import Opening


class Fence:
    """Tells the browser to fetch nothing from anywhere but this server, whatever a message or a title holds."""

    POLICY = (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:; "
        "img-src 'self' data: blob:; form-action 'self'; frame-ancestors 'self'; base-uri 'self'"
    )

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(b"content-security-policy", self.POLICY.encode()), (b"referrer-policy", b"no-referrer")]
                message = {**message, "headers": [*message.get("headers", []), *headers]}
            await send(message)

        await self.app(scope, receive, fenced if scope["type"] == "http" else send)


def create(opening: Opening, host: str = "127.0.0.1") -> FastAPI:
    """The web application over an engine that may still be opening."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from recsys.page import theme
    from recsys.page.wiring import build

    app = FastAPI(title="WhyRec", docs_url=None, redoc_url=None, openapi_url=None)
    if host in ("127.0.0.1", "localhost", "::1"):
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])

    app.add_middleware(Fence)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        if opening.engine is not None:
            return JSONResponse({"status": "ready", "chat_model": opening.engine.chat_status})
        if opening.error:
            return JSONResponse({"status": "failed", "error": opening.error}, 503)
        return JSONResponse({"status": "loading", "stage": opening.stage, "share": opening.share}, 503)

    return gr.mount_gradio_app(
        app,
        build(opening),
        path="/",
        theme=theme.theme(),
        head=f"<style>{theme.text('page.css')}</style>",
        js=theme.text("page.js"),
        footer_links=[],
        run_history=False,
        max_file_size="1mb",
        ssr_mode=False,
        show_error=False,
    )


def listen(host: str, port: int) -> socket.socket:
    """The port, taken; a sentence that says what to do if somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise WhyRecError(
            f"Port {port} of {host} cannot be opened ({error.strerror}): "
            "close the program that uses it, or choose another port with WHYREC_PORT."
        ) from None
    return sock


def main(settings: Settings | None = None, open_browser: bool = True) -> None:
    """Serve the page until interrupted."""
    settings = settings or Settings()
    sock = listen(settings.host, settings.port)
    print("WhyRec is starting …", file=sys.stderr, flush=True)

    import uvicorn

    from recsys.page.opening import Opening

    def open_engine(progress: Progress) -> object:
        from recsys.engine import Engine

        return Engine.open(settings, progress)

    opening = Opening(open_engine)  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(create(opening, settings.host), log_level="warning"))
    url = f"http://{settings.host}:{settings.port}"

    def announce() -> None:
        while not server.started:
            if server.should_exit:
                return
            threading.Event().wait(0.05)
        print(f"WhyRec is open at {url}", flush=True)
        opening.start()
        if open_browser:
            webbrowser.open(url)

    threading.Thread(target=announce, daemon=True, name="announce").start()
    server.run(sockets=[sock])


if __name__ == "__main__":
    try:
        main()
    except WhyRecError as error:
        sys.exit(str(error))
