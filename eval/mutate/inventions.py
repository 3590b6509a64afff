"""What the record says nothing of: genres, people, awards, plots, praise and fame that are made up."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from eval.mutate import mutation
from eval.mutate.case import Case

GENRES = {
    "Action": "action",
    "Adventure": "adventure",
    "Animation": "animated",
    "Children's": "children's",
    "Comedy": "comedy",
    "Crime": "crime",
    "Documentary": "documentary",
    "Drama": "drama",
    "Fantasy": "fantasy",
    "Film-Noir": "film noir",
    "Horror": "horror",
    "Musical": "musical",
    "Mystery": "mystery",
    "Romance": "romantic",
    "Sci-Fi": "sci-fi",
    "Thriller": "thriller",
    "War": "war",
    "Western": "western",
}
"""How each genre goes before a noun."""
NOUNS = ("comedy", "documentary", "drama", "musical", "thriller", "western", "film noir", "romance")
"""Genre words that stand alone: "a comedy"."""
WORD = re.compile(
    r"\b(action|adventure|animated|animation|children's|comedy|comedies|crime|documentary|drama|dramas|fantasy|"
    r"film noir|horror|musical|mystery|romantic|romance|sci-fi|science fiction|thriller|thrillers|war|western)\b"
)
PEOPLE = ("Steven Spielberg", "Meryl Streep", "Tom Hanks", "Akira Kurosawa", "Ennio Morricone", "Sofia Coppola")
PERSON = (
    ", directed by {0},",
    ", with {0} in the lead,",
    ", starring {0},",
    ", a film by {0},",
    " by {0}",
)
AWARD = (
    ", which won three Oscars,",
    ", winner of the Palme d'Or,",
    ", an Oscar winner,",
    ", nominated for a Golden Globe,",
    ", which won best picture,",
)
PLOT = (
    ", in which a crew is hunted one by one,",
    ", the story of a heist gone wrong,",
    ", about a man who loses his memory,",
    ", set in Paris during the war,",
    ", where nobody is who they seem,",
)
QUALITY = (
    ", a masterpiece,",
    ", which is brilliantly acted,",
    ", a gripping film,",
    ", with a superb score,",
    ", one of the finest of its kind,",
)
POPULARITY = (
    ", a box-office hit,",
    ", a cult classic,",
    ", one of the most watched films of all time,",
    ", which everybody knows,",
    ", which hardly anyone has heard of,",
)
ADJECTIVES = {
    "award": ("Oscar-winning", "award-winning", "prize-winning"),
    "quality": ("brilliant", "gripping", "superb", "beautifully shot", "unforgettable", "charming", "great"),
    "popularity": ("popular", "famous", "little-known", "best-selling", "world-famous", "much-loved"),
    "plot": ("time-travelling", "revenge", "coming-of-age", "fast-paced", "slow-burning"),
}
TAILS = {
    "person": ("and {0} directed it", "and {0} plays the lead", "and it was made by {0}", "because you like {0}"),
    "award": ("and it won an Oscar", "and it won the Palme d'Or", "and it was nominated for nine awards"),
    "plot": (
        "and it is about a heist",
        "and it is set in space",
        "and the hero dies",
        "because of its twist at the end",
    ),
    "quality": ("and it is a masterpiece", "and it is well made", "and it is worth seeing", "and you will love it"),
    "popularity": ("and it was a hit", "and everyone has seen it", "and few people know it", "and it is very popular"),
}


@mutation
def genre(case: Case, rng: random.Random) -> Iterator[str]:
    """A genre that nothing the record knows belongs to, for a true one or beside it."""
    false = [(g, w) for g, w in GENRES.items() if genre_is_unknown(case, g, w)]
    if not false:
        return
    for found in WORD.finditer(case.text):
        if _inside(case, *found.span()):
            continue
        alone = found[0] in NOUNS and not re.match(r" (film|movie)", case.text[found.end() :])
        pool = [w for _, w in false if not alone or w in NOUNS]
        for word in rng.sample(pool, min(2, len(pool))):
            yield articled(case.put(*found.span(), word), found.start())
        _, word = rng.choice(false)
        if word not in NOUNS:
            yield articled(case.put(found.start(), found.start(), f"{word} "), found.start())
    for m in case.mentions:
        _, word = rng.choice(false)
        phrase = word if word in NOUNS else f"{word} {case.noun}"
        yield appended(case, m.end, f", {'an' if phrase[0] in 'aeiou' else 'a'} {phrase},")


def genre_is_unknown(case: Case, genre: str, word: str) -> bool:
    """Whether no item, wish or leaning of the record has the genre."""
    return genre.lower() not in case.scene.labels and word not in case.scene.labels


def articled(text: str, at: int) -> str:
    """ "a" or "an" before the word at this place, as it sounds."""
    right = "an" if text[at] in "aeiou" else "a"
    return re.sub(r"\b(a|an) $", f"{right} ", text[:at]) + text[at:]


def appended(case: Case, at: int, phrase: str) -> str:
    """A phrase thrown in behind a title; its closing comma goes where a stop follows."""
    after = case.text[at:]
    return case.text[:at] + (phrase.rstrip(",") if not after or after[0] in ".,;:!" else phrase) + after


def _inside(case: Case, start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in case.mentions)


def _invented(
    case: Case, rng: random.Random, name: str, phrases: Sequence[str], words: Sequence[str] = ("",)
) -> Iterator[str]:
    for m in case.mentions:
        yield appended(case, m.end, rng.choice(phrases).format(rng.choice(words)))
    adjectives = ADJECTIVES.get(name, ())
    for noun in re.finditer(r"\b(?:films?|movies?|thriller|comedy|drama)\b", case.text):
        if adjectives and not _inside(case, *noun.span()):
            word = rng.choice(adjectives)
            yield articled(case.put(noun.start(), noun.start(), f"{word} "), noun.start())
    if adjectives:
        for m in case.mentions:
            the = "The" if m.start == 0 else "the"
            yield case.put(m.start, m.start, f"{the} {rng.choice(adjectives)} ")
    body, stop = (case.text[:-1], case.text[-1]) if case.text[-1:] in (".", "!") else (case.text, ".")
    tail = rng.choice(TAILS[name]).format(rng.choice(words))
    yield f"{body}{', ' if tail.startswith('and') else ' '}{tail}{stop}"


@mutation
def person(case: Case, rng: random.Random) -> Iterator[str]:
    """A director or an actor of whom the record says nothing."""
    known = {v for t in case.scene.things.values() for vs in t.item.attributes.values() for v in vs}
    yield from _invented(case, rng, "person", PERSON, [p for p in PEOPLE if p not in known])


@mutation
def award(case: Case, rng: random.Random) -> Iterator[str]:
    """A prize."""
    yield from _invented(case, rng, "award", AWARD)


@mutation
def plot(case: Case, rng: random.Random) -> Iterator[str]:
    """What happens in it."""
    yield from _invented(case, rng, "plot", PLOT)


@mutation
def quality(case: Case, rng: random.Random) -> Iterator[str]:
    """Praise."""
    yield from _invented(case, rng, "quality", QUALITY)


@mutation
def popularity(case: Case, rng: random.Random) -> Iterator[str]:
    """Fame, or the lack of it."""
    yield from _invented(case, rng, "popularity", POPULARITY)
