"""Messages and card buttons that are answered in the conversation: streamed, stopped, tried again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterator

from recsys.page.desk import UNSAID, Desk, escape_markdown, plain_text
from recsys.page.stream import stoppable
from recsys.page.tab import Message, Tab, Turn
from recsys.schema import Reply, WhyRecError

log = logging.getLogger(__name__)

RECOMMEND = Turn(UNSAID)

ACTIONS = ("why", "like", "seen", "reject")
"""Buttons of a card."""


def answer(desk: Desk, tab: Tab, turn: Turn, said: bool = True) -> Iterator[None]:
    """Answer a turn, yielding whenever the tab has changed and is to be drawn.

    `said` puts what was asked into the conversation. A turn while another is being answered waits for it and comes
    after it. Whatever happens, the tab ends in a state one can go on from.
    """
    stop = threading.Event()
    message = Message("assistant", waiting=True)
    with tab.lock:
        tab.last, tab.quick_replies, tab.toast = turn, (), ""
        try:
            user_id, asked = desk.person(tab), turn.text or _pressed(desk, turn)
        except WhyRecError as error:
            tab.messages += [Message("user", turn.text)] if said and turn.text else []
            tab.messages.append(message)
            _excuse(message, str(error))
            user_id = ""
        else:
            tab.messages += [Message("user", asked), message] if said else [message]
            tab.busy += 1
            tab.stops.add(stop)
        conversation = tab.conversation_id
    yield
    if not user_id:
        return

    def replies() -> Generator[Reply, None, None]:
        if turn.action:
            yield from desk.engine.press(user_id, turn.action, turn.item_id, conversation, tab.language)
        else:
            yield from desk.engine.chat(user_id, turn.text, conversation, tab.language)

    try:
        for reply in stoppable(replies, stop, tab.turn):
            with tab.lock:
                if tab.conversation_id == conversation:
                    _take(desk, tab, turn, message, reply)
            yield
    except WhyRecError as error:
        _excuse(message, str(error))
    except Exception:
        log.exception("A turn could not be answered")
        _excuse(message, desk.labels("trouble"))
    finally:
        with tab.lock:
            message.stopped = message.waiting or (stop.is_set() and not message.done)
            message.waiting = False
            tab.busy -= 1
            tab.stops.discard(stop)
    yield


def stop(tab: Tab) -> None:
    """End every answer being given; what is written so far stays."""
    with tab.lock:
        for event in tab.stops:
            event.set()


def again(desk: Desk, tab: Tab) -> Iterator[None]:
    """Ask the last turn once more, in place of its answer."""
    with tab.lock:
        turn = tab.last
        if turn is None or tab.busy:
            return
        while tab.messages and tab.messages[-1].role == "assistant":
            tab.messages.pop()
    yield from answer(desk, tab, turn, said=not tab.messages)


def _pressed(desk: Desk, turn: Turn) -> str:
    """A card's button as one would say it; nothing for a turn without one."""
    if not turn.action:
        return ""
    catalog = desk.engine.catalog
    return desk.labels(f"{turn.action}_of", title=catalog.item(catalog.row(turn.item_id)).name)


def _take(desk: Desk, tab: Tab, turn: Turn, message: Message, reply: Reply) -> None:
    """Bring one snapshot of a reply onto the page."""
    message.text, message.sentences, message.done = reply.text, reply.sentences, reply.done
    message.waiting = not (reply.text or reply.done)
    if reply.ranking is not None and reply.ranking is not tab.ranking:
        tab.profile = desk.engine.profile(tab.profile.user_id) if tab.profile else None
        tab.ranking, tab.request = reply.ranking, reply.request or tab.request
        desk.take_list(tab)
    if reply.explanation is not None:
        if tab.opened != reply.explanation.evidence.item.id:
            tab.put_back()
        tab.explanation, tab.opened = reply.explanation, reply.explanation.evidence.item.id
    if reply.what_if is not None and reply.what_if is not tab.what_if and tab.profile is not None:
        desk.take_what_if(tab, reply.what_if)
    if not reply.done:
        return
    if tab.profile is not None and desk.forgotten(tab.profile.user_id):
        desk.leave(tab)
    tab.quick_replies = reply.quick_replies
    if tab.voice != desk.voice(tab):
        desk.speak(tab)
    if turn.action and turn.action != "why":
        tab.toast = plain_text(reply.text)
    if reply.profile_changed and reply.ranking is None and tab.profile is not None:
        if tab.ranking is None:
            tab.profile = desk.engine.profile(tab.profile.user_id)
        else:
            desk.show(tab)


def _excuse(message: Message, sentence: str) -> None:
    message.text = f"{message.text}\n\n{escape_markdown(sentence)}".strip()
    message.waiting, message.done = False, True
