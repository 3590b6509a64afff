"""What the buttons of a tab do, apart from talk: who is there, the list, the opened card, strike-outs, the quiz."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from recsys.explain.language import Voice, spoken
from recsys.explain.wording import plain
from recsys.page.labels import Labels
from recsys.page.tab import Message, Tab
from recsys.schema import (
    Explanation,
    ItemId,
    Opinion,
    Profile,
    QuickReply,
    Ranking,
    Request,
    UserId,
    Verdict,
    WhatIf,
    WhyRecError,
)

if TYPE_CHECKING:
    from recsys.engine import Engine

K = 10
"""How many films a list has."""

UNSAID = "Recommend something for me"
"""What is asked in a person's name when they sit down or finish the quiz."""

QUIZ: dict[str, Verdict] = {"loved": "liked", "okay": "neutral", "disliked": "disliked"}
"""Answers of the taste quiz; "unseen" leaves no opinion."""


class Desk:
    """The engine as one tab uses it. Every method changes the tab; none of them draws."""

    def __init__(self, engine: Engine, labels: Labels) -> None:
        self.engine = engine
        self.labels = labels

    # Who is there

    def greet(self, tab: Tab) -> None:
        """The first words to somebody not known yet, and the quiz beside them."""
        tab.entered = True
        if not tab.messages:
            tab.messages.append(Message("assistant", self.labels("greeting"), done=True))
            self._suggest(tab)
        self.more_quiz(tab)

    def _suggest(self, tab: Tab) -> None:
        keys = ("quick_mood", "quick_help", "quick_how")
        tab.quick_replies = tuple(QuickReply(self.labels(k), self.labels(f"{k}_message")) for k in keys)

    def come_back(self, tab: Tab, user_id: UserId, conversation_id: str) -> bool:
        """Sit down the person this browser remembers, with their conversation; False if they are not known."""
        try:
            profile = self.engine.profile(user_id)
            mine = self.engine.store.messages(conversation_id, user_id) if conversation_id else []
        except WhyRecError:
            return False
        tab.become(profile, conversation_id if mine else "")
        tab.entered, tab.dialog = True, ""
        tab.messages = [said for m in mine[-40:] if (said := self._said(m.role, m.text)) is not None]
        name = escape_markdown(profile.name)
        greeting = self.labels("greeting_back_name", name=name) if name else self.labels("greeting_back")
        tab.messages.append(Message("assistant", greeting, done=True))
        self._suggest(tab)
        if profile.opinions or mine:
            self.show(tab)
        else:
            self.more_quiz(tab)
        return True

    def _said(self, role: str, text: str) -> Message | None:
        """A stored message as it was shown; None for one that was asked without being said."""
        if role != "user":
            return Message("assistant", text, done=True)
        if text == UNSAID:
            return None
        pressed = re.fullmatch(r"\[(why|like|seen|reject)\] (.+)", text)
        return Message("user", self.labels(f"{pressed[1]}_of", title=pressed[2]) if pressed else text)

    def person(self, tab: Tab) -> UserId:
        """Who is there; somebody new is written down at their first word or answer."""
        if tab.profile is None:
            tab.profile = self.engine.new_person(language=tab.language)
        return tab.profile.user_id

    def name(self, tab: Tab) -> str:
        if tab.profile is None:
            return ""
        return tab.profile.name or self.labels("you")

    def start_fresh(self, tab: Tab, name: str) -> None:
        tab.become(self.engine.new_person(name.strip()[:60], tab.language))
        tab.dialog = ""
        self.greet(tab)

    def sit_down(self, tab: Tab, user_id: UserId) -> None:
        """Look through the eyes of a person of the data set, or come back as one of the store."""
        tab.become(self.engine.profile(user_id))
        tab.dialog = ""
        tab.entered = True

    def forgotten(self, user_id: UserId) -> bool:
        try:
            self.engine.profile(user_id)
        except WhyRecError:
            return True
        return False

    def leave(self, tab: Tab) -> None:
        """Nobody is there any more: what was said stays on screen, everything else is as on a first visit."""
        if tab.profile is None:
            return
        gone, said = tab.profile, tab.messages
        tab.remembered = [person for person in tab.remembered if person["user"] != gone.user_id]
        tab.become(gone)
        tab.profile, tab.messages, tab.dialog = None, said, ""
        self.more_quiz(tab)

    # The taste quiz

    def more_quiz(self, tab: Tab) -> None:
        answered = tab.profile or Profile("")
        asked = {item.id for item in tab.quiz} | set(tab.answers)
        fresh = [item for item in self.engine.quiz(answered) if item.id not in asked]
        tab.quiz = tuple(fresh) or tuple(self.engine.quiz(answered))

    def answer(self, tab: Tab, item_id: ItemId, answer: str) -> None:
        """One answer of the quiz; pressing the same again takes it back."""
        user_id = self.person(tab)
        verdict = QUIZ.get(answer, "seen")
        if answer == "unseen" or tab.answers.get(item_id) == verdict:
            if item_id in tab.answers and tab.answers.pop(item_id) != "seen":
                tab.profile = self.engine.remove_opinion(user_id, item_id)
            if answer == "unseen":
                tab.answers[item_id] = "seen"
            return
        scale = self.engine.dataset.scale
        stars = {"liked": scale.maximum, "neutral": None, "disliked": scale.dislike}.get(verdict)
        tab.profile = self.engine.set_opinion(user_id, Opinion(item_id, verdict, stars))
        tab.answers[item_id] = verdict

    # The list and the opened card

    def show(self, tab: Tab, request: Request | None = None) -> None:
        """Rank anew after the profile or (`request`) the wishes changed; what was struck is put back."""
        if tab.profile is None:
            return
        tab.profile = self.engine.profile(tab.profile.user_id)
        tab.ranking = self.engine.show(tab.profile.user_id, tab.conversation_id, request, K)
        tab.request = self.engine.in_force(tab.profile.user_id, tab.conversation_id)
        self.take_list(tab)

    def take_list(self, tab: Tab) -> None:
        """Give a new list its reasons, and close the card of a film that is no longer in it."""
        assert tab.profile is not None
        assert tab.ranking is not None
        tab.put_back()
        tab.lines = self._lines(tab, tab.profile, tab.ranking)
        if tab.opened and tab.opened not in {r.item.id for r in tab.ranking.items}:
            tab.close_card()

    def _lines(self, tab: Tab, profile: Profile, ranking: Ranking) -> dict[ItemId, str]:
        tab.voice = self.voice(tab)
        return self.engine.line(profile, ranking, tab.request, tab.voice, tab.language)

    def voice(self, tab: Tab) -> Voice:
        """How who is there wants to be told things."""
        return self.engine.settings.voice if tab.profile is None else self.engine.voice(tab.profile.user_id)

    def set_voice(self, tab: Tab, voice: str) -> None:
        self.engine.set_voice(self.person(tab), voice)
        self.speak(tab)

    def speak(self, tab: Tab) -> None:
        """Give the list and the opened card their reasons in the language and voice that the tab has now."""
        if tab.profile is None or tab.ranking is None:
            return
        tab.lines = self._lines(tab, tab.profile, tab.ranking)
        if tab.what_if is not None:
            self.take_what_if(tab, tab.what_if)
        if tab.explanation is not None:
            said = plain(tab.explanation.evidence, "short", 0, tab.voice, spoken(tab.language))
            tab.explanation = Explanation(tab.explanation.evidence, said)

    def strike(self, tab: Tab, item_ids: list[ItemId]) -> None:
        """Strike films out, or put one back that is struck, and let the list answer."""
        if tab.profile is None:
            return
        if len(item_ids) == 1 and item_ids[0] in tab.struck:
            struck = tuple(i for i in tab.struck if i != item_ids[0])
        else:
            struck = (*tab.struck, *(i for i in item_ids if i not in tab.struck))
        self._what_if(tab, struck)

    def _what_if(self, tab: Tab, struck: tuple[ItemId, ...]) -> None:
        assert tab.profile is not None
        if not struck:
            tab.put_back()
            return
        self.take_what_if(tab, self.engine.what_if(tab.profile, struck, request=tab.request, k=K))

    def take_what_if(self, tab: Tab, answer: WhatIf) -> None:
        """Show the list as it would be, with the reasons it would have."""
        assert tab.profile is not None
        other = tab.profile.without(item.id for item in answer.struck)
        for _, opinion in answer.added:
            other = other.plus(opinion)
        tab.what_if, tab.struck = answer, tuple(item.id for item in answer.struck)
        tab.what_lines = self._lines(tab, other, answer.after)

    def unfold(self, tab: Tab, section: str) -> None:
        tab.unfolded ^= {section}


def escape_markdown(text: str) -> str:
    """Text that Markdown and HTML show exactly as it was typed, links and line breaks included."""
    escaped = "".join(c if c.isalnum() or c in " \n" or ord(c) > 127 else f"&#{ord(c)};" for c in text)
    return escaped.replace("\n", "<br>")


def plain_text(markdown: str) -> str:
    """Simple Markdown as plain text: no emphasis, no escapes."""
    return html.unescape(re.sub(r"\\([^\w\s])|[*_`]", r"\1", markdown))


def remembered(value: object) -> list[dict[str, str]]:
    """The people a browser says were here: its storage can hold anything, so only what has the right form is kept."""
    if not isinstance(value, list):
        return []
    keys = ("user", "name", "conversation")
    people = [
        {k: str(entry.get(k, ""))[:120] for k in keys}
        for entry in value
        if isinstance(entry, dict) and entry.get("user")
    ]
    return people[:6]
