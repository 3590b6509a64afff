"""Wishes in a message: genres, years, things to leave out, company and mood, how well known, which of the shown ones.

Works on the message with its titles masked, so that "Scary Movie" is no wish for something scary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.data.knowledge import theme
from recsys.dialogue.lexicon import (
    BLIND,
    COMPARATIVE,
    CONTEXTS,
    FAMOUS,
    GENRES,
    GROWN_UPS,
    LABELS,
    NEGATION,
    NOT_VIOLENT,
    NOT_VIOLENT_LABEL,
    NOUNS,
    PERSON,
    RARE,
    VIOLENCE,
    bare,
)
from recsys.dialogue.lore import FOREIGN, NOTHING, Found, Lore, plain
from recsys.dialogue.persons import persons
from recsys.dialogue.years import read_years
from recsys.schema import Constraint


@dataclass(frozen=True, slots=True)
class Wish:
    """What one message adds to or takes from the request in force."""

    constraints: tuple[Constraint, ...] = ()
    contexts: tuple[str, ...] = ()
    novelty: float | None = None
    older: int = 0
    """-1 for "older than that", +1 for "newer than that"; the year comes from the item spoken of."""
    replaces: bool = False
    """The wanted genres stand alone ("a horror film instead") rather than join those in force."""
    unmet: tuple[str, ...] = ()
    """People asked for whom the catalogue does not know."""
    blind: tuple[str, ...] = ()
    """What was asked for that no catalogue here tells: "running times"."""

    def __bool__(self) -> bool:
        return bool(self.constraints or self.contexts or self.novelty is not None or self.older)


OR = re.compile(r"\W*(?:\b(?:films?|movies?|ones?)\b)?\s*(?:,|/|,?\s*\bor\b)\s*(?:(?:an?|some|something)\b)?\W*", re.I)
"""What may stand between two genres of which either will do."""


class WishReader:
    """Reads wishes in the genres of one catalogue; `newest` is its latest year."""

    def __init__(self, genres: Sequence[str], newest: int, lore: Lore | None = None) -> None:
        self._genres = [
            (g, LABELS.get(bare(g), g.lower()), re.compile(rf"\b(?:{_pattern(g)})(?![\w])", re.I))
            for g in genres
            if not g.startswith("(")
        ]
        self.lore = lore or Lore(NOTHING)
        self.newest = newest or 2000

    @property
    def names(self) -> re.Pattern[str]:
        """Words that name a genre of the catalogue and say nothing more."""
        named = [GENRES.get(bare(g), ("", ""))[0] or re.escape(g.lower()) for g, _, _ in self._genres]
        return re.compile(rf"\b(?:{'|'.join(named) or '(?!)'})(?![\w])", re.I)

    def without_refused(self, words: str, wish: Wish, text: str) -> str:
        """Words to search by, less those that name what is not wanted: "gory" of "scary but not gory"."""
        for word in dict.fromkeys(re.findall(r"\w+", words)):
            places = [m.start() for m in re.finditer(rf"\b{re.escape(word)}\b", text, re.I)]
            if places and all(negated(text, at) for at in places):
                words = re.sub(rf"\b{re.escape(word)}\b", "", words)
        words = " ".join(words.split())
        refused = {c.value for c in wish.constraints if c.kind == "not_genre"}
        for spelled, _, pattern in self._genres:
            if spelled in refused:
                words = pattern.sub("", words)
        return words.strip()

    def read(self, text: str, original: str = "") -> Wish:
        """Wishes of (a sentence of) a cleaned message with titles masked; `original` keeps the capitals of names."""
        constraints: list[Constraint] = []
        spans: list[tuple[int, int, Constraint]] = []
        heads = False
        themes = self._themes(text)
        constraints += _themes(text, themes)
        for spelled, label, pattern in self._genres:
            for m in pattern.finditer(text):
                if bare(spelled) == "war" and re.match(r"\s+of\b", text[m.end() :]):
                    continue
                theme = self.names.search(m[0]) is None
                if any(t.start <= m.start() and m.end() <= t.end for t in themes):
                    continue  # "a heist" says more than "crime", "the civil war" more than "war"
                if negated(text, m.start()):
                    constraints.append(Constraint("not_genre", spelled, f"not {label}", 9))
                    break
                noun = _is_head(text, m.start(), m.end())
                heads = heads or noun
                wanted = Constraint("genre", spelled, label, 3 if noun else 1 if theme else 2)
                spans.append((m.start(), m.end(), wanted))
                break
        constraints += _either(text, spans)
        refused = {c.value for c in constraints if c.kind == "not_genre"}
        for m in VIOLENCE.finditer(text):
            if negated(text, m.start()):
                for spelled, _, _ in self._genres:
                    if bare(spelled) in NOT_VIOLENT and spelled not in refused:
                        constraints.append(Constraint("not_genre", spelled, NOT_VIOLENT_LABEL, 9))
        if re.search(
            r"\b(for (?:adults|grown-?ups)|not for (?:kids|children)|adult (?:comed|movie|film|drama|humou?r))\w*",
            text,
            re.I,
        ):
            constraints = [c for c in constraints if bare(str(c.value)) != "children"]
            constraints += [
                Constraint("not_genre", spelled, GROWN_UPS, 9)
                for spelled, _, _ in self._genres
                if bare(spelled) == "children"
            ]
        contexts = tuple(
            name
            for name, pattern in CONTEXTS.items()
            if (at := re.search(pattern, text, re.I)) and not _no_children(name, text) and not negated(text, at.start())
        )
        if "kids" in contexts and "children" not in text.lower():
            constraints = [c for c in constraints if not (c.kind == "genre" and bare(str(c.value)) == "children")]
        years, older = read_years(text, self.newest)
        novelty = 1.0 if RARE.search(text) else -1.0 if FAMOUS.search(text) else None
        kept = tuple(dict.fromkeys([*_consistent(constraints), *years]))
        replaces = heads and not re.search(r"\b(also|too|add|as well|plus|still)\b", text, re.I)
        known, unmet = self._persons(text)
        spoken = [
            Constraint("not_attribute", s.value, f"not {s.label}", 9, s.field)
            if negated(text, s.start) != (s.label == FOREIGN)
            else Constraint("attribute", s.value, s.label, 2, s.field)
            for s in self.lore.places(text)
        ]
        blind = tuple(topic for topic in _blind(text) if not (spoken and topic == "languages"))
        return Wish((*kept, *known, *spoken), contexts, novelty, older, replaces, unmet, blind)

    def _themes(self, text: str) -> list[Found]:
        """Themes named, but for words that say no more than a genre ("noir") or who is watching ("my kids")."""
        genres = [m.span() for m in self.names.finditer(text)]
        company = [m.span() for pattern in CONTEXTS.values() for m in re.finditer(pattern, text, re.I)]
        return [
            t
            for t in self.lore.themes(text)
            if not any(start <= t.start and t.end <= end for start, end in (*genres, *company))
        ]

    def _persons(self, text: str) -> tuple[tuple[Constraint, ...], tuple[str, ...]]:
        """Directors and actors asked for: constraints for those the catalogue knows, names of the others."""
        found = self.lore.people(text)
        known = [
            Constraint("not_attribute", p.value, f"not {p.label}", 9, p.field)
            if negated(text, p.start)
            else Constraint("attribute", p.value, p.label, 3, p.field)
            for p in found
        ]
        heard = plain(" ".join(p.value for p in found))
        names = [re.sub(r"'s?$", "", n.strip()) for m in PERSON.finditer(text) for n in re.split(r" and |, ", m[1])]
        strangers = {plain(n): n for n in (*names, *persons(text))}
        return tuple(known), tuple(n for bare, n in strangers.items() if not set(bare.split()) & set(heard.split()))


def _themes(text: str, found: Sequence[Found]) -> list[Constraint]:
    """Wishes for themes and against them. A tone or an audience that is wished for is left to the words themselves:
    of how a film feels no list of themes tells all."""
    wishes = []
    for one in found:
        if negated(text, one.start):
            wishes.append(Constraint("not_attribute", one.value, f"not {one.label}", 9, one.field))
        elif theme(one.value).group not in ("tone", "audience"):
            wishes.append(Constraint("attribute", one.value, one.label, 2, one.field))
    return wishes


def negated(text: str, at: int) -> bool:
    """Is the word at `at` inside a negation of the same phrase: "no horror", "nothing too scary"?"""
    before = re.split(r"[.;!?]|(?<!anything )(?<!everything )\bbut\b|\bI (?:want|like|love)\b", text[:at])[-1]
    hits = list(NEGATION.finditer(before))
    if not hits:
        return bool(re.search(r"\bnon-?\s?$", before, re.I))
    tail = before[hits[-1].end() :]
    if hits[-1].group().lower() in ("no", "not") and re.match(
        r"\s*(?:,|only\b|just\b|preference|idea|problem|matter)", tail
    ):
        return False
    if re.search(
        r",\s*(?:\w+ )?(?:just|some|something|please|i|a|an|maybe|only|rather|instead|show|give|but|good|great)\b",
        tail,
        re.I,
    ):
        return False
    return len(re.findall(r"\w+", tail)) <= 6


def _either(text: str, spans: list[tuple[int, int, Constraint]]) -> list[Constraint]:
    """Wanted genres in the order said; "horror, comedy or drama" is one wish that any of the three meets."""
    groups: list[list[tuple[int, int, Constraint]]] = []
    for span in sorted(spans, key=lambda s: s[:2]):
        between = text[groups[-1][-1][1] : span[0]] if groups else ""
        if groups and OR.fullmatch(between):
            groups[-1].append(span)
        else:
            groups.append([span])
    # A comma joins only what ends in "or": "a horror, comedy" asks for both.
    wishes: list[Constraint] = []
    for group in groups:
        said = [wish for _, _, wish in group]
        if len(group) > 1 and re.search(r"\bor\b|/", text[group[-2][1] : group[-1][0]], re.I):
            values = "|".join(str(w.value) for w in said)
            label = f"{', '.join(w.label for w in said[:-1])} or {said[-1].label}"
            wishes.append(Constraint("genre", values, label, max(w.importance for w in said)))
        else:
            wishes += said
    return wishes


def _blind(text: str) -> tuple[str, ...]:
    return tuple(topic for topic, pattern in BLIND.items() if re.search(pattern, text, re.I))


def _pattern(spelled: str) -> str:
    named, themes = GENRES.get(bare(spelled), ("", ""))
    return "|".join(filter(None, (re.escape(spelled.lower()), named, themes)))


def _is_head(text: str, start: int, end: int) -> bool:
    """Is the genre word (part of) the thing asked for ("a horror film", "some comedies") rather than a quality?"""
    word = text[start:end]
    if re.match(r"[ /-]*" + NOUNS.pattern, text[end:], re.I):
        return True
    return bool(NOUNS.fullmatch(word)) and not COMPARATIVE.search(text[max(0, start - 6) : end])


def _consistent(constraints: list[Constraint]) -> list[Constraint]:
    refused = {str(c.value) for c in constraints if c.kind == "not_genre"}
    return [c for c in constraints if not (c.kind == "genre" and refused.issuperset(str(c.value).split("|")))]


def _no_children(name: str, text: str) -> bool:
    grown = re.search(
        r"\b(?:not for|without) (?:the |my )?(?:kids|children)|\bfor (?:adults|grown-?ups)|\bmovies? (?:about"
        r"|with) (?:kids|children)",
        text,
        re.I,
    )
    return name == "kids" and grown is not None
