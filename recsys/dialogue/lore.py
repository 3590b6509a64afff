"""People and themes of a catalogue as its users name them: "Kubrick", "noir", "a bank job", with slips of spelling."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process
from wordfreq import zipf_frequency

from recsys.data.knowledge import Theme, theme
from recsys.dialogue.titles import HasItems

PEOPLE = ("director", "actor", "cast", "author", "artist")
"""Attributes that name people, the one who made the thing first."""
THEMES = ("theme", "tag")
EVERYDAY = 3.3
"""A surname alone is no name when the word is as frequent as this in English (Zipf scale)."""
FAMOUS = 3
"""Items a person needs for the surname alone to mean them, and how many times as many as their namesake has."""
ALIKE = 86
"""A misspelled name is taken for a known one from this likeness on, of 100 (rapidfuzz's ratio)."""
NEAR = 75
"""From this likeness on a known name is offered in place of one that is not known."""
SHORT = 6
"""Letters below which a slip of spelling is no longer told from another word."""
FOREIGN = "in English"
"""How the language is called that "a foreign film" is not in."""
COUNTRIES = {
    "american": "United States",
    "australian": "Australia",
    "brazilian": "Brazil",
    "british": "United Kingdom",
    "bollywood": "India",
    "canadian": "Canada",
    "czech": "Czech Republic",
    "english": "United Kingdom",
    "indian": "India",
    "irish": "Ireland",
    "israeli": "Israel",
    "mexican": "Mexico",
    "scottish": "United Kingdom",
    "taiwanese": "Taiwan",
    "vietnamese": "Vietnam",
}
"""What a country's things are called, where it is not also the name of their language."""
_FOREIGN = re.compile(
    r"\b(?:foreign(?:[- ]language)?|non-?english|subtitle[sd]?|(?:not|other than) in english)\b", re.I
)
_BEFORE = re.compile(
    r"\b(?:with|starring|stars|featuring|directed by|direction of|by|from(?: director)?|director|actor|actress|has"
    r"|called|anything|like|early|late|young|old|more|some)\s+$",
    re.I,
)
"""What stands before a name in a request."""
_MADE = re.compile(r"\b(?:directed by|director|by|from director|made by|anything by|written by)\s+\W*$", re.I)
_PLAYED = re.compile(r"\b(?:with|starring|stars|featuring|actor|actress)\s+\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A person or a theme named in a text at [start, end)."""

    start: int
    end: int
    field: str
    """Attributes that hold it, joined by "|"."""
    value: str
    label: str
    """As a wish is called: "directed by Akira Kurosawa", "time travel"."""


class _Nothing:
    items = ()


NOTHING: HasItems = _Nothing()
"""A catalogue of which nothing is known."""


class Lore:
    """What one catalogue knows of people and themes. Empty for a catalogue that knows none."""

    def __init__(self, catalog: HasItems) -> None:
        self._count: dict[str, Counter[str]] = {}
        self._themes: Counter[str] = Counter()
        self._countries: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        for item in catalog.items:
            for kind, values in item.attributes.items():
                if kind in PEOPLE:
                    for name in values:
                        self._count.setdefault(name, Counter())[kind] += 1
                elif kind in THEMES:
                    self._themes.update(values)
                elif kind == "country":
                    self._countries.update(values)
                elif kind == "language":
                    self._languages.update(values)

    def __bool__(self) -> bool:
        return bool(self._count or self._themes)

    def people(self, text: str) -> list[Found]:
        """People named whole, by a surname that is theirs alone, or after "by" and "with" nearly so, in order."""
        bare = plain(text)
        taken = [(m.start(), m.end(), self._names[m[1]]) for m in self._named(bare)]
        for way in (self._nearly_whole, self._by_surname, self._nearly_surname):
            for start, end, name in way(text, bare):
                if all(end <= s or e <= start for s, e, _ in taken):
                    taken.append((start, end, name))
        return [self._person(bare, *one) for one in sorted(taken)]

    def themes(self, text: str) -> list[Found]:
        """Themes named by their name or a word for them, in order; the longest of those that overlap."""
        found: list[Found] = []
        if self._pattern is not None:
            for m in self._pattern.finditer(plain(text)):
                known = self._words[m[1]]
                kind = "theme" if known.group != "other" else "tag"
                found.append(Found(m.start(), m.end(), kind, known.name, known.label))
        return found

    def places(self, text: str) -> list[Found]:
        """Countries and languages asked for: "french", "british", "in Japanese", "foreign" for not in English."""
        bare = plain(text)
        found = [
            Found(m.start(), m.end(), "language", "English", FOREIGN)
            for m in _FOREIGN.finditer(bare)
            if "English" in self._languages
        ]
        for start, end, word in _words(bare):
            if word.capitalize() in self._languages and word != "english":
                found.append(Found(start, end, "language", word.capitalize(), f"in {word.capitalize()}"))
            elif (country := COUNTRIES.get(word)) in self._countries:
                found.append(Found(start, end, "country", str(country), f"from {_the(str(country))}"))
        return found

    def nearest(self, words: str, k: int = 3) -> list[Theme]:
        """The themes whose names and words are most like these, for an offer when nothing matches."""
        hits = process.extract(singular(plain(words)), list(self._words), scorer=fuzz.WRatio, limit=4 * k)
        names = dict.fromkeys(self._words[word].name for word, score, _ in hits if score >= 60)
        return [theme(name) for name in list(names)[:k]]

    @cached_property
    def known_themes(self) -> list[Theme]:
        """The themes that items of this catalogue have, the commonest first."""
        return [theme(name) for name, _ in self._themes.most_common()]

    @property
    def knows_people(self) -> bool:
        return bool(self._count)

    def alike(self, name: str) -> str | None:
        """The known person whose name is most like this one, if any is."""
        hit = process.extractOne(plain(name), self._names.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR)
        return self._names[hit[0]] if hit is not None else None

    def _person(self, bare: str, start: int, end: int, name: str) -> Found:
        kinds, before = self._count[name], bare[:start]
        fields = [kind for kind in PEOPLE if kinds[kind]]
        if len(fields) > 1 and _MADE.search(before):
            fields = fields[:1]
        elif len(fields) > 1 and _PLAYED.search(before):
            fields = fields[1:]
        label = {"director": f"directed by {name}", "actor": f"with {name}"}.get("|".join(fields), name)
        return Found(start, end, "|".join(fields), name, label)

    def _nearly_whole(self, text: str, bare: str) -> Iterator[tuple[int, int, str]]:
        """Two or three words in a row, one of them no common word, that are nearly a whole name."""
        spots = _words(bare)
        for size in (3, 2):
            for place in range(len(spots) - size + 1):
                words = spots[place : place + size]
                if all(zipf_frequency(word, "en") >= EVERYDAY for _, _, word in words):
                    continue
                start, end = words[0][0], words[-1][1]
                hit = process.extractOne(bare[start:end], self._names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
                if hit is not None:
                    yield start, end, self._names[hit[0]]

    def _by_surname(self, text: str, bare: str) -> Iterator[tuple[int, int, str]]:
        """A surname where a name is to be expected: with a capital, after "by" and the like, or nearly by itself."""
        for start, end, word in _words(bare):
            expected = text[start].isupper() or _BEFORE.search(bare[:start]) or _alone(bare, start, end)
            if word in self._surnames and expected:
                yield start, end, self._surnames[word]

    def _nearly_surname(self, text: str, bare: str) -> Iterator[tuple[int, int, str]]:
        """A misspelled surname after "by" and the like."""
        for start, end, word in _words(bare):
            if len(word) >= SHORT and _BEFORE.search(bare[:start]) and zipf_frequency(word, "en") < EVERYDAY:
                hit = process.extractOne(word, self._surnames.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
                if hit is not None:
                    yield start, end, self._surnames[hit[0]]

    def _named(self, bare: str) -> Iterator[re.Match[str]]:
        return iter(()) if not self._names else self._whole.finditer(bare)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Plain whole names; those of one word only where it is no everyday word."""
        return {
            plain(name): name for name in self._count if " " in name.strip() or zipf_frequency(name, "en") < EVERYDAY
        }

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return _any_of(self._names)

    @cached_property
    def _surnames(self) -> Mapping[str, str]:
        """Surnames that mean one person: much the best known of that name, and no everyday word."""
        by_surname: dict[str, list[tuple[int, str]]] = {}
        for name, kinds in self._count.items():
            by_surname.setdefault(plain(name).split()[-1], []).append((kinds.total(), name))
        found = {}
        for surname, people in by_surname.items():
            people.sort(reverse=True)
            count, name = people[0]
            clear = len(people) == 1 or count >= FAMOUS * people[1][0]
            rare = zipf_frequency(surname, "en") < EVERYDAY or count >= 2 * FAMOUS
            if count >= min(FAMOUS, 2) and clear and rare and len(surname) > 3:
                found[surname] = name
        return found

    @cached_property
    def _words(self) -> Mapping[str, Theme]:
        """Every way to name a theme of this catalogue, in the singular."""
        known = self.known_themes
        words = {singular(plain(w)): t for t in known for w in t.words}
        words |= {singular(plain(_bare(t.said))): t for t in known}
        return words | {singular(plain(t.label)): t for t in known}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """All of them, with or without the s of a plural."""
        return _any_of((w for w in self._words if len(w) > 2), "(?:e?s)?") if self._words else None


def plain(text: str) -> str:
    """Lower case without accents, every character in its place."""
    return "".join(_bare_letter(c) for c in text)


def _bare_letter(c: str) -> str:
    base = unicodedata.normalize("NFD", c)[0].lower()
    return base if len(base) == 1 else c


def singular(text: str) -> str:
    """The last word without the s of its plural, so that "heists" is "heist"."""
    return re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", text)


def _bare(said: str) -> str:
    return re.sub(r"^(?:a|an|the|in|on|at|after|around|between|within|full of|made of)\s+", "", said)


def _the(country: str) -> str:
    return f"the {country}" if country.startswith("United") else country


def _words(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is (nearly) all that is said: "hitchcock", "kurosawa films please"."""
    return len(_words(text[:start])) + len(_words(text[end:])) <= 2


def _any_of(words: Iterable[str], tail: str = "") -> re.Pattern[str]:
    ordered = sorted(set(words), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ordered))}){tail}(?![\w])")
