"""The page's Gradio blocks: where each part stands, and which handler answers which event."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr

from recsys.page import actions, theme
from recsys.page.labels import choose
from recsys.page.opening import Opening
from recsys.page.painter import Painter
from recsys.page.tab import Seat

log = logging.getLogger(__name__)

RECALL = """(seat) => {
  try { return [seat, sessionStorage.getItem('whyrec') ?? localStorage.getItem('whyrec') ?? '']; } catch { return [seat, '']; }
}"""
"""What the browser kept is read when the page loads; it is checked like anything typed."""


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
        clock = gr.Timer(0.6)

        outputs = [chat, chips, message, picks, head, tabs, dialog, memory, saves]
        painter = Painter(opening)

        def enter(seat: Seat, kept: Any, request: gr.Request) -> Iterator[list[Any]]:
            tab = seat.tab
            with tab.lock:
                tab.language = choose(request.headers.get("accept-language", ""))
                actions.recall(tab, kept)
            for _ in actions.enter(opening, tab):
                yield [seat, *painter.changes(tab)]
            yield [seat, *painter.changes(tab)]

        def tick(seat: Seat) -> Iterator[list[Any]]:
            tab = seat.tab
            if not tab.entered:
                for _ in actions.enter(opening, tab):
                    yield [gr.skip(), *painter.changes(tab)]
            settled = opening.engine is not None and not opening.engine.chat_status.startswith("loading")
            rest = gr.Timer(active=False) if settled and tab.entered else gr.skip()
            yield [rest, *painter.changes(tab)]

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
        clock.tick(tick, [seat], [clock, *outputs], **answering)
        for piece in (head, chips, picks, dialog):
            piece.press(press, [seat], outputs, **answering, **many)
            piece.look(look, [seat], outputs, queue=False, **quiet, **many)
        message.submit(send, [seat, message], outputs, **answering, **many)
        message.stop(stop, [seat], None, queue=False, **quiet)
        chat.retry(again, [seat], outputs, **answering)
    page.queue(max_size=64)
    return page


def _data(event: gr.EventData) -> dict[str, str]:
    """What a button says of itself, as text of a bounded length: anything can be sent here."""
    data = event._data if isinstance(event._data, dict) else {}
    return {key: str(data.get(key, ""))[:500] for key in ("act", "id", "value")}
