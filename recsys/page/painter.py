"""Draws a tab for the browser: only what has changed, and marked so that a late answer never covers a newer one."""

from __future__ import annotations

from typing import Any

import gradio as gr

from recsys.page import actions, views
from recsys.page.labels import Labels
from recsys.page.opening import Opening
from recsys.page.tab import Tab

PARTS = ("chat", "chips", "message", "picks", "head", "tabs", "dialog", "memory", "saver")
"""The parts of the page in the order of a handler's outputs."""


class Painter:
    """Updates for the outputs of a handler. Several handlers of a tab may run at once, and their answers may cross."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def changes(self, tab: Tab, again: bool = False, taken: bool = False, aside: bool = False) -> list[Any]:
        """An update for each of `PARTS`, a skip where nothing has changed since it was last sent.

        `again` sends everything once more. `taken` empties the field one types in. `aside` leaves the conversation
        to the answer that is being given, if one is.
        """
        labels = self.opening.labels(tab.language)
        with tab.lock:
            if again:
                tab.painted = {name: tab.painted[name] for name in ("message", "saver") if name in tab.painted}
            if taken:
                tab.painted.pop("message", None)
            held = {"chat", "message"} if aside and tab.busy else set()
            return [gr.skip() if name in held else self._update(name, tab, labels, taken) for name in PARTS]

    def _update(self, name: str, tab: Tab, labels: Labels, taken: bool) -> Any:
        value = self._value(name, tab, labels)
        if name in tab.painted and tab.painted[name] == value:
            return gr.skip()
        tab.painted[name] = value
        if name == "message":
            return _field(tab, labels, taken)
        if not isinstance(value, str):
            return value
        tab.drawn += 1
        return f'{value}<i hidden data-drawn="{tab.drawn}"></i>'

    def _value(self, name: str, tab: Tab, labels: Labels) -> Any:
        match name:
            case "chat":
                return views.messages(tab, labels)
            case "chips":
                return views.chips(self.opening, tab, labels)
            case "message":
                return (tab.language, tab.busy > 0)
            case "picks":
                return views.picks(self.opening, tab, labels)
            case "head":
                return views.header(self.opening, tab, labels)
            case "tabs":
                return views.tabs(tab, labels)
            case "dialog":
                return views.dialog(self.opening, tab, labels)
            case "memory":
                return actions.to_remember(tab)
            case _:
                return tab.download or None


def _field(tab: Tab, labels: Labels, taken: bool) -> Any:
    """The field one types in, with the button to send or, during an answer, to stop."""
    emptied: dict[str, Any] = {"value": ""} if taken else {}
    return gr.Textbox(
        label=labels("message"),
        placeholder=labels("placeholder"),
        submit_btn=not tab.busy,
        stop_btn=tab.busy > 0,
        **emptied,
    )
