"""Answers to a question still open: which of two films, how many stars, whether to forget, or a plain yes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recsys.dialogue import intents
from recsys.dialogue.acts import Act, Judgement
from recsys.dialogue.memory import VERDICTS, Choice, Conversation
from recsys.dialogue.opinions import attitude
from recsys.dialogue.phrases import NO, YES
from recsys.dialogue.pointing import ordinals
from recsys.dialogue.stars import spoken_stars
from recsys.dialogue.titles import TitleLinker
from recsys.schema import Item, ItemId, Verdict


def answer(
    text: str, conversation: Conversation, linker: TitleLinker, items: Mapping[ItemId, Item]
) -> Act | str | None:
    """The act a message answers an open question with, or the message it completes or accepts; None if neither."""
    if conversation.choice is not None:
        asked = conversation.choice
        if re.match(r"\W*(?:all|both|every one|each|the (?:whole|entire) (?:series|lot))\b", text, re.I):
            every = [items[i].name for i in asked.options]
            return f"{asked.message[: asked.start]}{', '.join(every)}{asked.message[asked.end :]}"
        chosen = choose(text, conversation.choice, linker, items)
        if chosen is not None:
            return f"{asked.message[: asked.start]}{items[chosen].name}{asked.message[asked.end :]}"
    if conversation.waiting == "forget":
        if YES.match(text) or intents.rule(text) == "forget":
            return Act("forget", detail="confirmed")
        if NO.match(text):
            return Act("smalltalk", detail="kept")
    if conversation.waiting == "taste" and conversation.subject:
        stars = spoken_stars(text)
        verdict: Verdict | None = "liked" if YES.match(text) else "disliked" if NO.match(text) else None
        if stars or verdict:
            value, out_of = stars or (None, None)
            told = Judgement((conversation.subject,), None if stars else verdict, value, out_of)
            return Act("rate", (conversation.subject,), (told,))
    if conversation.waiting.startswith("which:"):
        places = ordinals(text, len(conversation.shown))
        meant = tuple(conversation.shown[p] for p in places) or tuple(
            m.items[0] for m in linker.link(text, conversation.shown)
        )
        asked_for = next((v for v in VERDICTS if v == conversation.waiting.partition(":")[2]), None)
        denied = re.match(r"\W*(?:but )?(?:not|no|except)\b", text, re.I)
        asks = "?" in text or intents.rule(text) is not None
        if meant and asked_for and not (denied or asks) and len(text.split()) <= 12 and not attitude(text):
            return Act("rate", meant, tuple(Judgement((i,), asked_for) for i in meant))
    if conversation.offer and YES.match(text):
        return conversation.offer
    if conversation.offer and NO.match(text):
        return Act("smalltalk", detail="declined")
    return None


def choose(text: str, choice: Choice, linker: TitleLinker, items: Mapping[ItemId, Item]) -> ItemId | None:
    """Which of the options is meant: by year, decade, "the older one", place or title."""
    years = {items[i].year: i for i in choice.options}
    for m in re.finditer(r"\b(1[89]\d\d|20\d\d)\b", text):
        if int(m[1]) in years:
            return years[int(m[1])]
    if len(text.split()) > 8:
        return None
    if decade := re.search(r"\b'?(\d0)'?s\b", text):
        fitting = [i for i in choice.options if str(items[i].year or "")[2:3] == decade[1][0]]
        if len(fitting) == 1:
            return fitting[0]
    dated = sorted(choice.options, key=lambda i: items[i].year or 0)
    if re.search(r"\b(old(?:er|est)?|original|earlier|classic)\b", text, re.I):
        return dated[0]
    if re.search(r"\b(new(?:er|est)?|remake|later|latest|modern|recent)\b", text, re.I):
        return dated[-1]
    if len(text.split()) <= 5 and (places := ordinals(text, len(choice.options))):
        return dated[places[0]]
    named = [m.items[0] for m in linker.link(text, choice.options) if not m.ambiguous]
    return next((i for i in named if i in choice.options), None)
