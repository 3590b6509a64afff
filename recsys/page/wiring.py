"""The page's Gradio blocks: where each part stands, and which handler answers which event."""

from __future__ import annotations

import logging
from asyncio import sleep
from collections.abc import AsyncIterator, Iterator
from itertools import count
from typing import Any

import gradio as gr
from anyio import to_thread

from recsys.page import actions, theme
from recsys.page.labels import choose
from recsys.page.opening import Opening
from recsys.page.painter import Painter
from recsys.page.tab import Seat

log = logging.getLogger(__name__)

RECALL = """(seat) => {
  try { return [seat, sessionStorage.getItem('whyrec') ?? localStorage.getItem('whyrec') ?? '']; }
  catch { return [seat, '']; }
}"""
"""What the browser kept is read when the page loads; it is checked like anything typed."""


PAUSE = 0.4
"""Seconds between two looks at what changes by itself: the opening of the engine, the loading of its model."""
BEATS = 30
"""After so many of them something is sent in any case, and the watch over a tab that is gone ends."""


def part(name: str) -> gr.HTML:
    """A piece of the page drawn on the server; its buttons are answered through `press` and `look`."""
    return gr.HTML("", js_on_load=theme.text("part.js"), apply_default_css=False, elem_id=f"wr-{name}")


def silent(script: str) -> gr.HTML:
    """Nothing to see: a value it is given is handed to a script of the page's own."""
    return gr.HTML(None, html_template="", js_on_load=theme.text(script), apply_default_css=False)


def build(opening: Opening) -> gr.Blocks:
    """The whole page over an engine that may still be opening."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(title="WhyRec", analytics_enabled=False, fill_width=True) as page:
        seat = gr.State(Seat())
        head = part("head")
        with gr.Row(elem_id="wr-frame"):
            with gr.Column(elem_id="wr-chat-pane"):
                chat = gr.Chatbot(
                    elem_id="wr-chat",
                    show_label=False,
                    container=False,
                    buttons=["copy"],
                    latex_delimiters=[],
                    allow_tags=False,
                    group_consecutive_messages=False,
                    feedback_options=None,
                )
                chips = part("chips")
                message = gr.Textbox(
                    elem_id="wr-message",
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=5,
                    submit_btn=True,
                    autofocus=True,
                )
            with gr.Column(elem_id="wr-picks-pane"):
                picks = part("picks")
        tabs = part("tabs")
        dialog = part("dialog")
        saves = silent("saver.js")
        memory = silent("memory.js")

        outputs = [chat, chips, message, picks, head, tabs, dialog, memory, saves]
        painter = Painter(opening)

        def enter(seat: Seat, kept: Any, request: gr.Request) -> Iterator[list[Any]]:
            tab = seat.tab
            with tab.lock:
                tab.language = choose(request.headers.get("accept-language", ""))
                actions.recall(tab, kept)
            for _ in actions.enter(opening, tab):
                yield [seat, *painter.changes(tab)]
            tab.watched.wait(5)
            yield [seat, *painter.changes(tab, again=True)]

        async def watch(seat: Seat) -> AsyncIterator[list[Any]]:
            """Shows what changes by itself, and never ends: Gradio closes a tab's stream of updates when nothing is
            pending, and an event that begins at that moment would have its updates held back."""
            shown = ""
            seat.tab.watched.set()
            for beat in count():
                told = opening.told
                if told != shown or beat % BEATS == 0:
                    shown = told
                    yield await to_thread.run_sync(lambda: painter.changes(seat.tab, aside=True))
                await sleep(PAUSE)

        def press(seat: Seat, event: gr.EventData) -> Iterator[list[Any]]:
            for _ in actions.press(opening, seat.tab, _data(event)):
                yield painter.changes(seat.tab)
            yield painter.changes(seat.tab, again=True)

        def look(seat: Seat, event: gr.EventData) -> list[Any]:
            actions.look(opening, seat.tab, _data(event))
            return painter.changes(seat.tab, aside=True)

        def send(seat: Seat, text: str) -> Iterator[list[Any]]:
            taken = False
            for _ in actions.say(opening, seat.tab, text or ""):
                yield painter.changes(seat.tab, taken=not taken)
                taken = True
            yield painter.changes(seat.tab, again=True)

        def again(seat: Seat) -> Iterator[list[Any]]:
            for _ in actions.again(opening, seat.tab):
                yield painter.changes(seat.tab)
            yield painter.changes(seat.tab, again=True)

        def stop(seat: Seat) -> None:
            actions.stop(seat.tab)

        answering: dict[str, Any] = {**quiet, "concurrency_id": "answer", "concurrency_limit": 16}
        many: dict[str, Any] = {"trigger_mode": "multiple"}
        page.load(enter, [seat, memory], [seat, *outputs], js=RECALL, **answering)
        page.load(watch, [seat], outputs, concurrency_limit=None, **quiet)
        for piece in (head, chips, picks, dialog):
            piece.press(press, [seat], outputs, **answering, **many)
            piece.look(look, [seat], outputs, queue=False, **quiet, **many)
        message.submit(send, [seat, message], outputs, **answering, **many)
        message.stop(stop, [seat], None, queue=False, **quiet)
        chat.retry(again, [seat], outputs, **answering)
    page.max_threads = 256
    page.queue(max_size=256)
    return page


def _data(event: gr.EventData) -> dict[str, str]:
    """What a button says of itself, as text of a bounded length: anything can be sent here."""
    data = event._data if isinstance(event._data, dict) else {}
    return {key: str(data.get(key, ""))[:500] for key in ("act", "id", "value")}
