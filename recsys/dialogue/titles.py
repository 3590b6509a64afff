"""Finding titles in a message: every span that could be one is scored on how unlikely the words are to stand there by
accident and on the signs around it (capitals, quotes, a year, "seen", "loved", "films like"), and the best
non-overlapping spans are kept. Misspelt words are mended first, so "the godfahter" is found by the same road."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recsys.dialogue.signs import CHATTER, GREETINGS, STOP, YEAR_AFTER, YEAR_BEFORE, capitals, casing, context
from recsys.dialogue.text import ARTICLES, Token, key, keys, surprise, tokens
from recsys.schema import Item, ItemId

MAX_WORDS = 14
THRESHOLD = 6.0
"""Least score of a title; set on ReDial dialogues by `whyrec eval dialogue`."""
ON_SHOW = 1.0
"""What being on the list, or just spoken of, adds: there "contact" is more likely the film."""
YEAR_SLACK = 1
"""Catalogues and people differ by a year about when a film came out."""


class HasItems(Protocol):
    """A catalogue, for all that titles need of it."""

    @property
    def items(self) -> Sequence[Item]: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A title found at `start`–`end` of the cleaned message. More than one item: the words fit several films."""

    items: tuple[ItemId, ...]
    start: int
    end: int
    text: str
    score: float
    fuzzy: bool = False
    """True when a word had to be mended or the title was shortened."""
    year: int | None = None

    @property
    def ambiguous(self) -> bool:
        return len(self.items) > 1


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to call an item; `quality` ≤ 0 says how far it is from the full title."""

    item: int
    quality: float


class TitleLinker:
    """All the names of a catalogue's items. `weight` (e.g. number of ratings) breaks ties. Ten thousand titles take
    about 0.4 s and 20 MB to index; linking takes single milliseconds and does not grow with the catalogue except
    for misspelt words."""

    def __init__(self, catalog: HasItems, weight: Mapping[ItemId, float] | None = None) -> None:
        self.items = tuple(catalog.items)
        self._rows = {item.id: row for row, item in enumerate(self.items)}
        self._weight = dict(weight or {})
        self._names: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        self._squashed: dict[str, list[_Name]] = defaultdict(list)
        for row, item in enumerate(self.items):
            for words, quality in _variants(item).items():
                self._names[words].append(_Name(row, quality))
                if len(words) > 1 and quality > -1 and len("".join(words)) > 3:
                    self._squashed["".join(words)].append(_Name(row, quality - 0.2))
        self._longest = min(MAX_WORDS, max((len(w) for w in self._names), default=1))
        count: dict[str, int] = defaultdict(int)
        for words in self._names:
            for w in words:
                count[w] += 1
        self.words = frozenset(count)
        """Every normalised word of any name."""
        self._mendable = sorted(w for w in count if len(w) >= 4 and not w.isdigit())
        self._memo: dict[str, str | None] = {}
        ranked = sorted(self.items, key=lambda it: self._weight.get(it.id, 0.0))
        self._known = {it.id: 2.0 * at / len(ranked) - 1.0 for at, it in enumerate(ranked)} if self._weight else {}

    def link(self, text: str, prefer: Collection[ItemId] = ()) -> tuple[Mention, ...]:
        """Titles in a cleaned message, left to right, never overlapping. Items of `prefer` (shown, opened) win ties."""
        words = tokens(text)
        if not words:
            return ()
        spans = self._spans(text, words)
        accepted: list[Mention] = []
        taken = [False] * len(words)
        for m, i, n in sorted(spans, key=lambda s: (-s[0].score, s[1])):
            bonus = 1.2 if m.score < THRESHOLD and _listed(text, m, accepted) else 0.0
            bonus += ON_SHOW if any(i in prefer for i in m.items) else 0.0
            if m.score + bonus < THRESHOLD or any(taken[i : i + n]):
                continue
            taken[i : i + n] = [True] * n
            accepted.append(self._settle(m, prefer))
        return tuple(sorted(accepted, key=lambda m: m.start))

    def find(self, text: str, limit: int = 5) -> list[Item]:
        """Search by title: the whole text is taken as one (part of a) title, best first. Empty when nothing is near."""
        year = re.search(r"[\(\[ ]((?:18|19|20)\d\d)[\)\]]?\s*$", text)
        stem = text[: year.start()] if year else text
        wanted = self.named(stem)
        if year:
            close = [it for it in wanted if it.year and abs(it.year - int(year[1])) <= YEAR_SLACK]
            wanted = close or self.named(text)
        rows = [self._rows[it.id] for it in wanted]
        goal = " ".join(keys(stem))
        if len(rows) < limit and len(goal) >= 3:
            pool = [" ".join(w) for w in self._names]
            near = process.extract(goal, pool, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=limit * 3)
            owners = list(self._names.values())
            for _, _, at in near:
                rows += [n.item for n in owners[at] if n.item not in rows]
            if len(goal) >= 4:
                heads = [r for r, it in enumerate(self.items) if f" {goal}" in f" {' '.join(keys(it.title))}"]
                rows = rows[: len(wanted)] + _unique([*heads, *rows[len(wanted) :]])
        return [self.items[r] for r in _unique(rows)][:limit]

    def named(self, text: str) -> list[Item]:
        """Items that go by exactly these words (mended if misspelt), fullest name first."""
        words = [self._mend(w) or w for w in keys(text)]
        names = self._names.get(tuple(words)) or self._squashed.get("".join(words)) or []
        return [self.items[n.item] for n in self._ranked(names)]

    def _spans(self, text: str, words: list[Token]) -> list[tuple[Mention, int, int]]:
        mended = [self._mend(w.key) for w in words]
        spelt = [m or w.key for m, w in zip(mended, words, strict=True)]
        cased = casing(words, text)
        spans = []
        for i in range(len(words)):
            for n in range(1, min(self._longest, len(words) - i) + 1):
                chunk = tuple(spelt[i : i + n])
                names = self._names.get(chunk)
                if names is None and n <= 3 and len("".join(chunk)) > 3:
                    names = self._squashed.get("".join(chunk))
                if names is None and n > 2 and chunk[0] not in STOP and chunk[-1] not in STOP:
                    content = tuple(w for w in chunk if w not in STOP)
                    names = self._names.get(content) if len(content) > 1 else None
                if names is None or " ".join(chunk) in GREETINGS:
                    continue
                if i + n < len(words) and n > 1 and chunk[-1].isdigit() and words[i + n].key in ("star", "stars"):
                    continue  # "Jaws 2 stars" rates Jaws
                repairs = sum(m is not None for m in mended[i : i + n])
                mention = self._score(text, words, i, n, names, repairs, cased)
                if mention is not None:
                    spans.append((mention, i, n))
        return spans

    def _score(
        self, text: str, words: list[Token], i: int, n: int, names: list[_Name], repairs: int, cased: float
    ) -> Mention | None:
        span = words[i : i + n]
        start, end = span[0].start, span[-1].end
        best = max(name.quality for name in names)
        content = [w for w in span if w.key not in STOP]
        rare = sum(surprise(w.text.lower()) for w in content) + 0.3 * (n - len(content))
        score = min(rare, 12.0) + best + self._fame(names) * (1.0 if len(content) < 2 else 0.5)
        if n > 1 and best == 0.0 and span[0].key in ARTICLES:  # "the" said where the title has it
            score += 1.2 if span[0].text == "The" and start else 0.5
        score -= (0.7 if n > 1 else 2.4) * repairs
        near = text[end : end + 14]
        year: int | None = None
        if m := YEAR_AFTER.match(near):
            year, end = int(m[1]), end + m.end()
        elif m := YEAR_BEFORE.search(text[max(0, start - 30) : start]):
            year = int(m[1])
        if year is not None:
            names = [x for x in names if _near(self.items[x.item].year, year)]
            if not names:
                return None
            score += 4.0
        if re.fullmatch(r"(?:\w\.)+\w", text[start:end]) and text[end : end + 1] == ".":
            end += 1  # the last dot of E.T. ends no sentence
        if start and text[start - 1] in "\"'*“" and text[span[-1].end : span[-1].end + 1] in ('"', "'", "*", "”"):
            score += 3.0
        if n == len(words) and (n > 1 or span[0].key not in CHATTER):
            score += 3.0 if n > 1 or rare > 5.0 else 0.5
        elif n == 1 and span[0].key in CHATTER and not (span[0].text[:1].isupper() and cased > 0):
            score -= 2.5
        score += capitals(text, span, cased) + context(text, words, i, n, best <= -0.6)
        if rare < 3.2 and year is None and score < THRESHOLD + 1:
            return None
        items = tuple(self.items[x.item].id for x in self._ranked(names))
        fuzzy = bool(repairs) or best < -0.3
        return Mention(items, start, end, text[start:end].strip(), score, fuzzy, year)

    def _fame(self, names: list[_Name]) -> float:
        """How well known the best known of them is, -1 to 1."""
        return max(self._known.get(self.items[x.item].id, 0.0) for x in names)

    def _ranked(self, names: Iterable[_Name]) -> list[_Name]:
        """The fullest names only, the best known first; one entry an item."""
        ordered = sorted(names, key=lambda x: (-x.quality, -self._weight.get(self.items[x.item].id, 0.0), x.item))
        kept: list[_Name] = []
        for x in ordered:
            if x.quality >= ordered[0].quality - 0.25 and all(k.item != x.item for k in kept):
                kept.append(x)
        return kept

    def _settle(self, m: Mention, prefer: Collection[ItemId]) -> Mention:
        if not m.ambiguous:
            return m
        liked = tuple(i for i in m.items if i in prefer)
        exact = tuple(i for i in m.items if m.year and self._year(i) == m.year)
        items = exact or (liked if len(liked) == 1 else m.items[:6])
        return Mention(items, m.start, m.end, m.text, m.score, m.fuzzy, m.year)

    def _year(self, item_id: ItemId) -> int | None:
        return self.items[self._rows[item_id]].year

    def _mend(self, word: str) -> str | None:
        """A misspelt word as the nearest word of any title; None when it is a word already or nothing is near."""
        if word in self.words or len(word) < 5 or any(c.isdigit() for c in word):
            return None
        if word not in self._memo:
            if len(self._memo) > 20000:
                self._memo.clear()
            self._memo[word] = None
            if surprise(word) > 6.5:
                cut = 1 if len(word) < 8 else 2
                hits = process.extract(word, self._mendable, scorer=OSA.distance, score_cutoff=cut, limit=4)
                # people hardly ever mistype the first letter, save by swapping it with the second
                same = [h for h in hits if h[0][0] == word[0] or h[0][:2] == word[1::-1]]
                self._memo[word] = same[0][0] if same else None
        return self._memo[word]


def _variants(item: Item) -> dict[tuple[str, ...], float]:
    """The ways people call an item, with how far each is from the full title."""
    found: dict[tuple[str, ...], float] = {}

    def add(words: tuple[str, ...], quality: float) -> None:
        if words and quality > found.get(words, -math.inf):
            found[words] = quality

    for title, penalty in ((item.title, 0.0), *((t, -0.3) for t in item.aka)):
        full = keys(title)
        add(full, penalty)
        bare = full[1:] if len(full) > 1 and full[0] in ARTICLES else full
        add(bare, penalty - 0.1)
        parts = re.split(r"\s*[:;]\s+|\s+-\s+|\s*\(|\)|,? or:? |, the (?=movie)", title)
        for at, part in enumerate(p for p in parts if p):
            words = keys(part)
            if len(parts) > 1 and (len(words) > 1 or (at == 0 and words and surprise(words[0]) > 4.5)):
                telling = sum(w not in STOP for w in words) > 1
                if at == 0 or telling:
                    add(words, penalty - (0.9 if at else 0.6 if telling else 1.5))
                if len(words) > 2 and words[0] in ARTICLES and telling:
                    add(words[1:], penalty - (1.0 if at else 0.7))
        if initials := re.match(r"(?:[A-Z]\.){2,}(?= the\b)", title):
            add(keys(initials.group()), penalty - 0.6)
        content = tuple(w for w in full if w not in STOP)
        if len(content) >= 2 and len("".join(content)) >= 9:
            add(content, penalty - 1.0)
        for n in range(2, min(4, len(full))):
            head = bare[:n]
            known = sum(surprise(w) for w in head if w not in STOP)
            if len(bare) - n >= 2 and not bare[n].isdigit() and known > 8.5 and min(map(surprise, head)) > 3.0:
                add(head, penalty - 1.6)
    return found


def _near(a: int | None, b: int) -> bool:
    return a is not None and abs(a - b) <= YEAR_SLACK


def _listed(text: str, m: Mention, accepted: list[Mention]) -> bool:
    """Does it stand beside an accepted title, joined by a comma, "and" or "or"?"""
    for other in accepted:
        left, right = (other, m) if other.end <= m.start else (m, other)
        if re.fullmatch(r"\s*(,|/|&|\band\b|\bor\b|,\s*and|,\s*or|\bvs\.?)\s*", text[left.end : right.start]):
            return True
    return False


def _unique(rows: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(rows))


__all__ = ["Mention", "TitleLinker", "key"]
