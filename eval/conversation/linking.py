"""Titles and polarity on ReDial's dialogues.

Titles: every film tagged in a message is written out (with its year, without, in lower case, misspelt) and must be
linked if the catalogue has it; a link to anything else is wrong. Whole titles of two and more words that the annotators
left untagged are counted apart, since they are right as often as not. Polarity: what the seeker's message says of a
film against the seeker's own "liked it" afterwards, where the message says anything.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.conversation.dialogues import Tagged, split_year
from eval.conversation.figures import columns, glance, ratio
from eval.conversation.typist import misspelt
from eval.parts import Estimate, Row
from recsys.data.catalog import Catalog
from recsys.dialogue.opinions import judge
from recsys.dialogue.text import ARTICLES, keys, surprise
from recsys.dialogue.titles import Mention, TitleLinker
from recsys.schema import Item

STYLES = ("plain", "year", "lower", "misspelt")
SHOWN = 12
"""Rows of a table of what fails."""
FOUND = ("liked", "disliked", "rejected")
"""Verdicts that say liked or not."""


@dataclass
class Written:
    """A message with its tagged films written out: spans (start, end, name as tagged, tag)."""

    text: str
    spans: list[tuple[int, int, str, str]] = field(default_factory=list)


def write_out(text: str, names: dict[str, str], style: str = "year", rng: random.Random | None = None) -> Written:
    """The message as someone would type it in this style; `rng` draws the slips."""
    written, at, spans = "", 0, []
    for m in re.finditer(r"@(\d+)", text):
        name = names.get(m[1]) or ""
        written += text[at : m.start()]
        at = m.end()
        if not name:
            continue
        said = name if style == "year" else split_year(name)[0]
        said = misspelt(said, rng) if style == "misspelt" and rng else said
        spans.append((len(written), len(written) + len(said), name, m[1]))
        written += said
    written += text[at:]
    return Written(written.lower() if style == "lower" else written, spans)


class Names:
    """Which items a tagged name stands for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._by: dict[tuple[str, ...], list[Item]] = {}
        for item in catalog.items:
            for title in (item.title, *item.aka):
                self._by.setdefault(_bare(title), []).append(item)

    def find(self, name: str) -> tuple[frozenset[str], bool]:
        """Ids of that title and year (within one), and whether the title is there under any year."""
        title, year = split_year(name)
        same = self._by.get(_bare(title), [])
        fitting = [i.id for i in same if year is None or (i.year is not None and abs(i.year - year) <= 1)]
        return frozenset(fitting), bool(same)

    def whole(self, mention: Mention) -> bool:
        """Is it a full title of two words or more?"""
        said = _bare(mention.text)
        items = (self.catalog.get(i) for i in mention.items)
        return len(said) > 1 and any(_bare(t) == said for i in items for t in (i.title, *i.aka))


@dataclass
class Linked:
    """What was linked, one number a dialogue."""

    hit: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    untagged: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Milliseconds a message."""
    shapes: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    """Whether each title was found, by what kind of title it is."""
    misses: list[tuple[str, str]] = field(default_factory=list)
    """Title and the words around it."""
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    """Linked words, the item they were taken for, the words around."""

    def f1(self, strict: bool = False) -> Estimate:
        """2 hits / (2 hits + wrong + missed); `strict` counts untagged titles as wrong."""
        hit, missed, wrong = np.array(self.hit), np.array(self.missed), np.array(self.wrong)
        wrong = wrong + (np.array(self.untagged) if strict else 0)
        return ratio((2 * hit).tolist(), (2 * hit + wrong + missed).tolist())


def link(dialogues: Sequence[Tagged], names: Names, linker: TitleLinker, style: str) -> Linked:
    """Link the titles of all dialogues typed in one style."""
    found, rng = Linked(), random.Random(0)
    for dialogue in dialogues:
        for counts in (found.hit, found.missed, found.wrong, found.untagged):
            counts.append(0)
        for message in dialogue.messages:
            _link(write_out(message.text, dialogue.names, style, rng), style, names, linker, found)
    return found


def _link(written: Written, style: str, names: Names, linker: TitleLinker, found: Linked) -> None:
    began = time.perf_counter()
    links = linker.link(written.text)
    found.times.append((time.perf_counter() - began) * 1e3)
    spans = [(start, end, *names.find(name)) for start, end, name, _ in written.spans]
    for start, end, ids, _ in spans:
        if not ids:
            continue
        good = any(_meet(m, start, end) and ids & set(m.items) for m in links)
        found.hit[-1] += good
        found.missed[-1] += not good
        said = written.text[start:end]
        found.shapes[_shape(said)].append(good)
        if not good:
            found.misses.append((said, glance(written.text, start)))
    for m in links:
        near = [(ids, known) for start, end, ids, known in spans if _meet(m, start, end)]
        if any(ids & set(m.items) for ids, _ in near) or (style != "year" and any(k and not i for i, k in near)):
            continue  # right, or the same title of another year, which nothing in the message tells apart
        if not near and names.whole(m):
            found.untagged[-1] += 1
        else:
            found.wrong[-1] += 1
            taken = names.catalog.get(m.items[0]).name
            found.errors.append((m.text.lower(), taken, glance(written.text, m.start)))


def title_tables(
    dialogues: Sequence[Tagged], catalog: Catalog, linker: TitleLinker
) -> tuple[dict[str, list[Row]], Estimate]:
    """Tables of title linking and the F1 of titles typed plainly."""
    names = Names(catalog)
    by_style = {style: link(dialogues, names, linker, style) for style in STYLES}
    plain = by_style["plain"]
    shapes = [
        {"title": shape, "titles": len(good), **columns("recall", ratio(good, [1] * len(good)))}
        for shape, good in sorted(plain.shapes.items())
    ]
    missed = Counter(said.lower() for said, _ in plain.misses)
    taken = Counter((words, item) for words, item, _ in plain.errors)
    around = {**{(w, i): text for w, i, text in plain.errors}}
    context = {said.lower(): text for said, text in plain.misses}
    return {
        "titles": [_style(style, found) for style, found in by_style.items()],
        "titles_by_kind": shapes,
        "titles_missed": [{"title": said, "times": n, "where": context[said]} for said, n in missed.most_common(SHOWN)],
        "titles_wrong": [
            {"words": words, "taken for": item, "times": n, "where": around[words, item]}
            for (words, item), n in taken.most_common(SHOWN)
        ],
    }, plain.f1()


def _style(style: str, found: Linked) -> Row:
    hit, missed, wrong = np.array(found.hit), np.array(found.missed), np.array(found.wrong)
    return {
        "style": style,
        "titles": int((hit + missed).sum()),
        **columns("f1", found.f1()),
        **columns("precision", ratio(hit.tolist(), (hit + wrong).tolist())),
        **columns("recall", ratio(hit.tolist(), (hit + missed).tolist())),
        **columns("f1 strict", found.f1(strict=True)),
        "untagged": sum(found.untagged),
        "ms p99": float(np.percentile(found.times, 99)) if found.times else None,
    }


def _shape(title: str) -> str:
    """What makes a title easy or hard to find."""
    words = _bare(title)
    if any(w.isdigit() for w in words):
        return "with a number"
    if len(words) > 1:
        return "two words" if len(words) == 2 else "three words or more"
    return "one everyday word" if sum(map(surprise, words)) < 5 else "one telling word"


# Polarity


def polarity_tables(dialogues: Iterable[Tagged]) -> tuple[dict[str, list[Row]], Estimate]:
    """Tables of what is said of films against what was answered afterwards, and the accuracy."""
    right: list[int] = []
    told: list[int] = []
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], str] = {}
    bad: list[tuple[int, int, int]] = []
    for dialogue in dialogues:
        right.append(0)
        told.append(0)
        counts = [0, 0, 0]
        for message in dialogue.messages:
            if not message.seeker:
                continue
            written = write_out(message.text, dialogue.names)
            mentions = [Mention((tag,), start, end, name, 9.0) for start, end, name, tag in written.spans]
            for said in judge(written.text, mentions):
                liked = dialogue.liked.get(said.mention.items[0])
                if liked is None:
                    continue
                pair = ("liked" if liked else "disliked", said.verdict or f"nothing ({said.stance})")
                pairs[pair] += 1
                where.setdefault(pair, glance(written.text, said.mention.start))
                if said.verdict not in FOUND:
                    continue
                called = said.leaning < 0
                told[-1] += 1
                right[-1] += called != liked
                counts = [n + k for n, k in zip(counts, (not liked, called, called and not liked), strict=True)]
        bad.append((counts[0], counts[1], counts[2]))
    dislikes, called_so, caught = zip(*bad, strict=True) if bad else ((), (), ())
    accuracy = ratio(right, told)
    row = {
        "opinions": sum(told),
        **columns("accuracy", accuracy),
        "dislikes": sum(dislikes),
        **columns("dislikes found", ratio(caught, dislikes)),
        "called dislikes": sum(called_so),
        **columns("of them right", ratio(caught, called_so)),
    }
    confused = [
        {
            "answered": answered,
            "read as": read,
            "times": n,
            "wrong": _opposed(answered, read),
            "where": where[answered, read],
        }
        for (answered, read), n in pairs.most_common()
    ]
    return {"polarity": [row], "polarity_confusions": confused}, accuracy


def _opposed(answered: str, read: str) -> bool:
    return read in FOUND and (read == "liked") != (answered == "liked")


def _bare(title: str) -> tuple[str, ...]:
    words = keys(split_year(title)[0])
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def _meet(mention: Mention, start: int, end: int) -> bool:
    return mention.start < end and mention.end > start
