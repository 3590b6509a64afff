"""One entry for each event of the page: find what was asked, do it, and say so plainly when it cannot be done."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator

from recsys.page import knows, talk
from recsys.page.desk import Desk, escape_markdown, remembered
from recsys.page.opening import Opening
from recsys.page.tab import Message, Tab, Turn
from recsys.page.wishes import wishes
from recsys.schema import WhyRecError

log = logging.getLogger(__name__)

Data = dict[str, str]
"""What a button sends: `act`, `id` and `value`, all text, none of it to be trusted."""


def _desk(opening: Opening, tab: Tab) -> Desk | None:
    return Desk(opening.engine, opening.labels(tab.language)) if opening.engine else None


def recall(tab: Tab, kept: object) -> None:
    """Take in what the browser remembers of who was here."""
    try:
        kept = json.loads(kept) if isinstance(kept, str) and kept else {}
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        return
    tab.remembered = remembered(kept.get("people"))
    tab.remember = kept.get("remember") is True
    if kept.get("language") in ("en", "zh"):
        tab.language = kept["language"]


def to_remember(tab: Tab) -> dict[str, object]:
    """What the browser is to keep: the people who were here, the present one first."""
    people = tab.remembered
    if tab.profile is not None:
        here = {"user": tab.profile.user_id, "name": tab.profile.name, "conversation": tab.conversation_id}
        people = [here, *(p for p in people if p["user"] != here["user"])][:6]
    return {"people": people, "remember": tab.remember, "language": tab.language}


def enter(opening: Opening, tab: Tab) -> Iterator[None]:
    """Greet whoever opened the tab, once the engine is there: the person this browser remembers, or somebody new."""
    while opening.engine is None:
        yield
        time.sleep(0.4)
    yield from _greet(opening, tab)


def _greet(opening: Opening, tab: Tab) -> Iterator[None]:
    desk = _desk(opening, tab)
    with tab.lock:
        if desk is None or tab.entered:
            return
        tab.entered = True
        last = tab.remembered[0] if tab.remembered else None
        back = last is not None and desk.come_back(tab, last["user"], last["conversation"])
        if not back:
            desk.greet(tab)
    yield


def _first_list(desk: Desk, tab: Tab) -> Iterator[None]:
    """A person who sits down is shown a list, unless nothing is known of them."""
    if tab.profile is not None and tab.profile.opinions:
        yield from talk.answer(desk, tab, talk.RECOMMEND, said=False)
    else:
        with tab.lock:
            desk.more_quiz(tab)
        yield


def say(opening: Opening, tab: Tab, text: str) -> Iterator[None]:
    """Answer a message; one that comes before the engine waits for it."""
    yield from _until_open(opening, tab, text)
    yield from _greet(opening, tab)
    desk = _desk(opening, tab)
    if desk is not None:
        yield from talk.answer(desk, tab, Turn(text), said=bool(text.strip()))


def _until_open(opening: Opening, tab: Tab, text: str) -> Iterator[None]:
    if opening.engine is not None or not text.strip():
        return
    said, waiting = Message("user", text), Message("assistant", waiting=True)
    with tab.lock:
        tab.messages += [said, waiting]
    yield
    while opening.engine is None and not opening.error:
        time.sleep(0.2)
    with tab.lock:
        tab.messages = [m for m in tab.messages if m is not said and m is not waiting]
        if opening.engine is None:
            tab.messages += [said, Message("assistant", escape_markdown(opening.error), done=True)]
    yield


def again(opening: Opening, tab: Tab) -> Iterator[None]:
    desk = _desk(opening, tab)
    if desk is not None:
        yield from talk.again(desk, tab)


def stop(tab: Tab) -> None:
    talk.stop(tab)


def press(opening: Opening, tab: Tab, data: Data) -> Iterator[None]:
    """A button that is answered in the conversation."""
    desk = _desk(opening, tab)
    if desk is None:
        return
    act, item_id, value = data["act"], data["id"], data["value"]
    try:
        if act in talk.ACTIONS:
            yield from talk.answer(desk, tab, Turn(action=act, item_id=item_id))
        elif act == "say" and value:
            yield from talk.answer(desk, tab, Turn(value))
        elif act == "list":
            yield from talk.answer(desk, tab, talk.RECOMMEND, said=False)
        elif act in ("sit", "return"):
            with tab.lock:
                talk.stop(tab)
                back = act == "return" and desk.come_back(tab, item_id, value)
                if not back:
                    desk.sit_down(tab, item_id)
            yield
            if not back:
                yield from _first_list(desk, tab)
    except WhyRecError as error:
        with tab.lock:
            tab.notice = str(error)
        yield


def look(opening: Opening, tab: Tab, data: Data) -> None:
    """A button that changes what is shown, at once."""
    act, value = data["act"], data["value"]
    with tab.lock:
        if act == "language" and value in ("en", "zh"):
            _speak(opening, tab, "zh" if value == "zh" else "en")
        elif act == "open-again":
            opening.start()
        desk = _desk(opening, tab)
        action = LOOKS.get(act)
        if desk is None or action is None:
            return
        try:
            action(desk, tab, data)
        except WhyRecError as error:
            tab.notice = tab.toast = str(error)
        except Exception:
            log.exception("%s could not be done", act)
            tab.notice = tab.toast = desk.labels("trouble")


def _speak(opening: Opening, tab: Tab, language: str) -> None:
    """Change the language of labels and reasons; a greeting nobody has answered yet is said again in it."""
    fresh = len(tab.messages) == 1 and tab.profile is None
    tab.language = "zh" if language == "zh" else "en"
    desk = _desk(opening, tab)
    if desk is not None:
        desk.speak(tab)
    if fresh and desk is not None:
        quiz, tab.messages = tab.quiz, []
        desk.greet(tab)
        tab.quiz = quiz


def _dialog(desk: Desk, tab: Tab, data: Data) -> None:
    tab.dialog = "people" if data["act"] == "people" else "knows"
    tab.query = tab.add_query = tab.notice = ""
    tab.sure, tab.shown = False, 40
    if tab.profile is not None:
        tab.profile = desk.engine.profile(tab.profile.user_id)


def _close_dialog(desk: Desk, tab: Tab, data: Data) -> None:
    tab.dialog, tab.sure, tab.notice = "", False, ""


def _query(desk: Desk, tab: Tab, data: Data) -> None:
    if data["act"] == "add-query":
        tab.add_query = data["value"]
    else:
        tab.query, tab.shown = data["value"], 40


def _more(desk: Desk, tab: Tab, data: Data) -> None:
    tab.shown += 80


def _sure(desk: Desk, tab: Tab, data: Data) -> None:
    tab.sure = data["act"] == "forget"


def _remember(desk: Desk, tab: Tab, data: Data) -> None:
    tab.remember = data["value"] == "true"


def _export(desk: Desk, tab: Tab, data: Data) -> None:
    count = int(tab.download.get("count", "0")) + 1
    tab.download = {**knows.export(desk, tab, data["value"]), "count": str(count)}


def _drop_wish(desk: Desk, tab: Tab, data: Data) -> None:
    found = wishes(desk.engine, tab.request, desk.labels)
    wish = next((w for w in found if w.label == data["value"]), None)
    if wish is not None:
        desk.show(tab, wish.without)


def _strike_all(desk: Desk, tab: Tab, data: Data) -> None:
    if tab.explanation is not None:
        desk.strike(tab, [c.item.id for c in tab.explanation.evidence.cited if c.item.id not in tab.struck])


LOOKS: dict[str, Callable[[Desk, Tab, Data], None]] = {
    "people": _dialog,
    "knows": _dialog,
    "close-dialog": _close_dialog,
    "people-query": _query,
    "knows-query": _query,
    "add-query": _query,
    "more-opinions": _more,
    "new-person": lambda desk, tab, data: desk.start_fresh(tab, data["value"]),
    "remember": _remember,
    "voice": lambda desk, tab, data: desk.set_voice(tab, data["value"]),
    "wish": _drop_wish,
    "answer": lambda desk, tab, data: desk.answer(tab, data["id"], data["value"]),
    "more-quiz": lambda desk, tab, data: desk.more_quiz(tab),
    "close": lambda desk, tab, data: tab.close_card(),
    "strike": lambda desk, tab, data: desk.strike(tab, [data["id"]]),
    "strike-all": _strike_all,
    "put-back": lambda desk, tab, data: tab.put_back(),
    "unfold": lambda desk, tab, data: desk.unfold(tab, data["value"]),
    "rate": lambda desk, tab, data: knows.rate(desk, tab, data["id"], data["value"]),
    "delete": lambda desk, tab, data: knows.delete(desk, tab, data["id"]),
    "undo": lambda desk, tab, data: knows.undo(desk, tab),
    "export": _export,
    "forget": _sure,
    "forget-no": _sure,
    "forget-yes": lambda desk, tab, data: knows.forget(desk, tab),
}
"""What each quick button does."""
