"""Intents and slots of what seekers write.

Intents: IARD's labels of each seeker turn against ours through `INTENTS`; a turn is right if our main intent is one
that its labels allow, and a label is found if any of our acts is. Slots: the genres and people that are annotated in a
seeker's message must be read as a wish or a ban (recall alone: the annotation leaves many out, so what more is read is
not wrong for that).
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from eval.conversation.dialogues import Dialogues, Slot, Tagged, Turn, split_year
from eval.conversation.figures import columns, glance, ratio
from eval.conversation.linking import SHOWN, write_out
from eval.parts import Estimate, Row
from recsys.data.catalog import Catalog
from recsys.dialogue.acts import Understanding
from recsys.dialogue.lexicon import GENRES, bare
from recsys.dialogue.memory import Conversation
from recsys.dialogue.text import clean
from recsys.dialogue.understand import Understander
from recsys.schema import Intent, Item

INTENTS: dict[str, frozenset[Intent]] = {
    "IQU": frozenset({"recommend", "similar", "refine"}),  # initial query
    "STO": frozenset({"recommend", "similar", "refine", "more"}),  # start over
    "CON": frozenset({"more", "recommend", "refine"}),  # continue
    "REF": frozenset({"refine", "recommend", "similar", "more"}),  # reformulate
    "CRI-F": frozenset({"refine", "rate", "recommend"}),  # critique a feature
    "CRI-A": frozenset({"refine", "recommend", "rate", "similar"}),  # critique by adding
    "CRI-C": frozenset({"similar", "refine", "recommend", "more"}),  # critique by comparing
    "PRO": frozenset({"rate", "recommend", "refine", "similar"}),  # provide a preference
    "ANS": frozenset({"recommend", "refine", "rate", "similar", "smalltalk"}),  # answer a question
    "SEE": frozenset({"rate"}),  # has seen it
    "REJ": frozenset({"rate", "refine"}),  # reject
    "ACC": frozenset({"smalltalk"}),  # accept: "I will watch it"
    "NRE": frozenset({"smalltalk"}),  # neutral: "never heard of it"
    "INQ": frozenset({"about", "why"}),  # inquire
    "ASK": frozenset({"about", "smalltalk"}),  # ask the recommender's opinion
    "OTH": frozenset({"smalltalk"}),  # greetings, thanks, other
}
"""What each of IARD's seeker intents (Cai and Chen, UMAP 2020) may be here."""
_SPELLED = (
    *("Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy"),
    *("Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western"),
)
SAME = {"scary": "horror"}
"""Annotated genres that go by another name here."""
_NAME = re.compile(r"[A-Z0-9][\w'’&.:!-]*(?: (?:[A-Z0-9][\w'’&.:!-]*|of|the|and|in|a|to|on|for)){0,8} \(\d{4}\)")


def everything(dialogues: Dialogues) -> Catalog:
    """A catalogue of every film named in the dialogues, so that titles are films here too."""
    tagged = {name for d in dialogues.redial for name in d.names.values() if name}
    written = {name for d in dialogues.iard for turn in d for name in _NAME.findall(turn.text)}
    items: dict[tuple[str, int | None], Item] = {}
    for name in sorted(tagged or written):
        title, year = split_year(name)
        if title:
            items.setdefault((title.lower(), year), Item(str(len(items)), title, year, _SPELLED))
    return Catalog(items.values())


def intent_tables(
    dialogues: Sequence[Sequence[Turn]], understander: Understander
) -> tuple[dict[str, list[Row]], Estimate, float | None]:
    """Tables of intents, the share of turns that are right, and the 99th percentile of milliseconds a turn."""
    right: list[int] = []
    turns: list[int] = []
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    confused: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], str] = {}
    spent: list[float] = []
    understander.read("something like that", Conversation("eval", "eval"))  # what is made once is made now
    for dialogue in dialogues:
        right.append(0)
        turns.append(0)
        tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        conversation = Conversation("eval", "eval")
        for turn in dialogue:
            said = turn.text.replace("...", ". ")  # the data set joins messages by dots
            if not turn.seeker:
                named = [m.items[0] for m in understander.linker.link(clean(said))]
                if named:
                    conversation.shown = tuple(named)
                    conversation.speak_of(named)
                continue
            began = time.process_time()
            heard = understander.read(said, conversation)
            spent.append((time.process_time() - began) * 1e3)
            heard = _settled(heard, understander, conversation)
            conversation.speak_of(i for act in heard.acts for i in act.items)
            labels = [label for label in turn.labels if label in INTENTS]
            if not labels:
                continue
            good = heard.intent in frozenset().union(*(INTENTS[label] for label in labels))
            turns[-1] += 1
            right[-1] += good
            ours = {act.intent for act in heard.acts}
            for label in labels:
                tally[label][0] += bool(INTENTS[label] & ours)
                tally[label][1] += 1
            if not good:
                pair = ("+".join(dict.fromkeys(labels)), heard.intent)
                confused[pair] += 1
                where.setdefault(pair, glance(said))
        for label, (n, of) in tally.items():
            found[label].append((n, of))
    share = ratio(right, turns)
    p99 = float(np.percentile(spent, 99)) if spent else None
    rows: list[Row] = [{"label": "turns", "count": sum(turns), **columns("right", share)}]
    for label in INTENTS:
        if found[label]:
            good_ones, of_them = zip(*found[label], strict=True)
            rows.append({"label": label, "count": sum(of_them), **columns("right", ratio(good_ones, of_them))})
    wrong = [
        {"labels": labels, "read as": read, "times": n, "where": where[labels, read]}
        for (labels, read), n in confused.most_common(SHOWN)
    ]
    return {"intents": rows, "intent_confusions": wrong}, share, p99


def _settled(heard: Understanding, understander: Understander, conversation: Conversation) -> Understanding:
    """A title of two films is taken for the first of them."""
    if heard.choice is None:
        return heard
    c = heard.choice
    name = understander.name(c.options[0])
    return understander.read(f"{c.message[: c.start]}{name}{c.message[c.end :]}", conversation)


# Slots


def slot_tables(dialogues: Dialogues, understander: Understander) -> dict[str, list[Row]]:
    """Recall of the annotated genres and people, and in what kind of message they are missed."""
    tallies: dict[str, list[tuple[int, int]]] = defaultdict(list)
    missed: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], str] = {}
    for messages in (*map(_redial, dialogues.redial), *map(_iard, dialogues.iard)):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        conversation = Conversation("eval", "eval")
        for text, slots in messages:
            heard = _settled(understander.read(text, conversation), understander, conversation)
            conversation.speak_of(i for act in heard.acts for i in act.items)
            genres = {bare(g) for act in heard.acts for c in act.wish.constraints for g in _genres(c.kind, c.value)}
            people = " ".join(name for act in heard.acts for name in act.wish.unmet).lower()
            for kind, value in slots:
                good = _genre(value) in genres if kind == "genre" else _surname(value) in people
                counts[kind][0] += good
                counts[kind][1] += 1
                if not good:
                    missed[kind, heard.intent] += 1
                    where.setdefault((kind, heard.intent), glance(text))
        for kind, (n, of) in counts.items():
            tallies[kind].append((n, of))
    rows = []
    for kind, found in sorted(tallies.items()):
        good_ones, of_them = zip(*found, strict=True)
        rows.append({"slot": kind, "count": sum(of_them), **columns("recall", ratio(good_ones, of_them))})
    wrong = [
        {"slot": kind, "message read as": read, "times": n, "where": where[kind, read]}
        for (kind, read), n in missed.most_common(SHOWN)
    ]
    return {"slots": rows, "slots_missed": wrong}


def _redial(dialogue: Tagged) -> Iterable[tuple[str, tuple[Slot, ...]]]:
    for message in dialogue.messages:
        if message.seeker:
            text = write_out(message.text, dialogue.names).text
            yield text, tuple(s for s in message.slots if s[0] == "person" or _genre(s[1]))


def _iard(dialogue: Sequence[Turn]) -> Iterable[tuple[str, tuple[Slot, ...]]]:
    for turn in dialogue:
        if turn.seeker:
            slots = tuple(s for s in turn.slots if s[0] == "person" or _genre(s[1]))
            yield turn.text.replace("...", ". "), slots


def _genres(kind: str, value: str | int) -> Sequence[str]:
    return str(value).split("|") if kind in ("genre", "not_genre") else ()


def _genre(label: str) -> str:
    """The bare name of an annotated genre; empty if no catalogue has it."""
    name = bare(label)
    return SAME.get(name, name if name in GENRES else "")


def _surname(name: str) -> str:
    return name.lower().split()[-1]
