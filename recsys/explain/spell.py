"""How names, numbers and words of the evidence are spelt in English.

Every function returns the accepted spellings, the preferred one first; nothing here knows about claims.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from recsys.schema import Item, Lexicon, Scale

SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)

GENRES: dict[str, tuple[str, bool]] = {
    "action": ("action", False),
    "adventure": ("adventure", False),
    "animation": ("animated", False),
    "children": ("children's", False),
    "children's": ("children's", False),
    "comedy": ("comedy", True),
    "crime": ("crime", False),
    "documentary": ("documentary", True),
    "drama": ("drama", True),
    "fantasy": ("fantasy", False),
    "film-noir": ("film noir", True),
    "horror": ("horror", False),
    "musical": ("musical", True),
    "mystery": ("mystery", False),
    "romance": ("romantic", False),
    "sci-fi": ("sci-fi", False),
    "thriller": ("thriller", True),
    "war": ("war", False),
    "western": ("western", True),
}
"""The word that goes before a noun, and whether it also stands alone ("a comedy")."""
NOUNS: dict[str, tuple[str, ...]] = {
    "action": ("action",),
    "adventure": ("adventure",),
    "animation": ("animation",),
    "fantasy": ("fantasy",),
    "film-noir": ("film-noir", "noir"),
    "horror": ("horror",),
    "mystery": ("mystery",),
    "romance": ("romance",),
    "sci-fi": ("sci-fi", "science fiction", "science-fiction"),
    "western": ("Western",),
}
"""Further names of a genre as a thing; those that also go before a noun are in `ATTRIBUTIVE`."""
ATTRIBUTIVE = frozenset(("action", "adventure", "fantasy", "film-noir", "horror", "mystery", "sci-fi", "western"))
UNCOUNTED = frozenset(("action", "animation", "horror", "sci-fi", "science fiction", "science-fiction"))
"""Names of a genre that have no plural."""
LEADING = ("romantic", "animated", "children's")
"""Words that come before the others: "a romantic adventure film"."""

DECADES = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies", 8: "eighties"}
DECADES[9] = "nineties"

PORTIONS = (
    (("a quarter", "one quarter", "one in four"), 1 / 4),
    (("a third", "one third", "one in three", "every third"), 1 / 3),
    (("half", "one in two", "every second"), 1 / 2),
    (("two thirds", "two in three", "two out of three"), 2 / 3),
    (("three quarters", "three in four", "three out of four"), 3 / 4),
    (("four fifths", "four in five", "four out of five"), 4 / 5),
)
CLOSE = 0.02
"""How far a figure may be from a portion named without "about"; half is half to the person."""
NEAR = 0.05
"""How far a figure may be from the one that "nearly", "about" or "just over" names."""


def words(listed: str) -> frozenset[str]:
    """A set of words, written with spaces between."""
    return frozenset(listed.split())


# A title made only of such words could be taken for a pronoun or a part of the sentence.
FUNCTION_WORDS = words(
    "it its this that these that those them they both all each none one you your yours i me my he she we us the a an "
    "and or but not no film films movie movies pick here there because with without of top first second third"
)


STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " "})
"""Quotes and spaces of a typesetter, and the plain ones they are read as."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """NFC, straight quotes, one kind of space, no control characters: how a title is written and read."""
    text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return re.sub(" +", " ", text).strip()


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """For comparing titles: look-alike widths, case and punctuation away."""
    text = unicodedata.normalize("NFKC", plain(text)).casefold()
    return " ".join(re.findall(r"\w+", text)) or text


def film_names(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """How each item may be named among these: with its year, and by the bare title where that can mean only it.

    Items that cannot be told apart have no name at all.
    """
    unique = {item.id: item for item in items}
    full = {i: plain(item.name) for i, item in unique.items()}
    bare = {i: folded(item.title) for i, item in unique.items()}
    names: dict[str, tuple[str, ...]] = {}
    for i, item in unique.items():
        others = [other for other in unique if other != i]
        if not plain(item.title) or any(folded(full[o]) == folded(full[i]) for o in others):
            names[i] = ()
            continue
        inside = any(f" {bare[a]} " in f" {folded(full[b])} " for o in others for a, b in ((i, o), (o, i)))
        lonely = not inside and not set(bare[i].split()) <= FUNCTION_WORDS
        title = plain(item.title)
        names[i] = tuple(dict.fromkeys((full[i], title) if lonely else (full[i],) if item.year else ()))
    return names


def other_names(items: Iterable[Item], names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Original and other titles that can mean only one of these items; items without a name get none."""
    unique = {item.id: item for item in items}
    every = {i: [folded(n) for n in (item.name, item.title, *item.aka)] for i, item in unique.items()}

    def clear(i: str, aka: str) -> bool:
        short = f" {folded(aka)} "
        others = (f" {n} " for o, known in every.items() if o != i for n in known)
        return not set(short.split()) <= FUNCTION_WORDS and not any(short in n or n in short for n in others)

    return {i: tuple(plain(a) for a in item.aka if names[i] and clear(i, a)) for i, item in unique.items()}


def short_names(items: Iterable[Item], names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What a long title may be cut to once it was named in full: "Raiders", "2001", "E.T.", "Shawshank".

    Only for items that have a name, and only what stands in no other title."""
    unique = {item.id: item for item in items}
    every = {i: " ".join(f" {folded(n)} " for n in (item.title, *item.aka)) for i, item in unique.items()}
    found: dict[str, tuple[str, ...]] = {}
    for i, item in unique.items():
        title = re.sub("^(The|A|An) ", "", plain(item.title))
        cuts = [re.split(joint, title)[0] for joint in (": ", " or: ", " of ", " and ", " the ", " in ", " on ")]
        if len(title.split()) > 1:
            cuts += [title, title.split()[0]]
        taken = {folded(n) for n in names.get(i, ())}
        kept = [
            c
            for c in dict.fromkeys(c.rstrip(",:") for c in cuts)
            if len(c) > 2
            and folded(c) not in taken
            and not set(folded(c).split()) <= FUNCTION_WORDS
            # "like L.A. Confidential" must not be read as a sentence that ends behind "L.A."
            and not (c.endswith(".") and title[len(c) + 1 : len(c) + 2].isupper())
            and not any(f" {folded(c)} " in every[o] for o in every if o != i)
        ]
        found[i] = tuple(kept) if names.get(i) else ()
    return found


def small(number: int) -> tuple[str, ...]:
    """A count in words up to twelve, else in digits: 3 gives "three", "3"."""
    return (SMALL[number], str(number)) if 0 <= number < len(SMALL) else counted(number)


def counted(number: int) -> tuple[str, ...]:
    """A count in digits: 1534 gives "1,534", "1534"."""
    return tuple(dict.fromkeys((f"{number:,}", str(number))))


def ordinal(number: int) -> tuple[str, ...]:
    """1 gives "1st", "first"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    digits = f"{number}{ending}"
    return (digits, ORDINALS[number]) if 0 < number < len(ORDINALS) else (digits,)


def amount(number: float) -> tuple[str, ...]:
    """A rating's number: 4.0 gives "4", "four"; 4.5 gives "4.5", "four and a half"."""
    whole, rest = int(number), number - int(number)
    if rest == 0:
        return small(whole)[::-1] if 0 <= whole < len(SMALL) else (str(whole),)
    digits = f"{number:g}"
    return (digits, f"{SMALL[whole]} and a half") if rest == 0.5 and 0 < whole < len(SMALL) else (digits,)


def stars(number: float, lexicon: Lexicon) -> tuple[str, ...]:
    """A rating with its unit: "5 stars", "five stars", "1 star"."""
    unit = lexicon.unit if number == 1 else lexicon.unit + "s"
    return tuple(f"{a} {unit}" for a in amount(number))


def marks(number: float, lexicon: Lexicon, scale: Scale) -> tuple[str, ...]:
    """All ways to say a rating as "you gave it …"."""
    top = f"{scale.maximum:g}"
    digits = amount(number)[0]
    out_of = (f"{digits} out of {top}", f"{digits} out of {top} {lexicon.unit}s", f"{digits}/{top}")
    full = (f"the full {digits} {lexicon.unit}s", "top marks") if number == scale.maximum else ()
    return (*stars(number, lexicon), *out_of, *full)


def mean(number: float) -> str:
    """An average to one decimal."""
    return f"{number:.1f}"


def given(number: float, lexicon: Lexicon, scale: Scale) -> tuple[str, ...]:
    """A rating as what the person gave, the fullest ways first: those of `marks`, then "four", "a 4"."""
    digits, *word = amount(number)
    top = ("full marks", "the top rating", "the highest rating", "a perfect score") if number == scale.maximum else ()
    least = (f"a single {lexicon.unit}", f"just one {lexicon.unit}", f"only one {lexicon.unit}") if number == 1 else ()
    return (*marks(number, lexicon, scale), *top, *least, *word, digits, f"a {digits}")


def starred(number: float, lexicon: Lexicon) -> tuple[str, ...]:
    """A rating that goes before a noun: "four-star", "4-star"."""
    return tuple(f"{a.replace(' ', '-')}-{lexicon.unit}" for a in amount(number))


def means(number: float, lexicon: Lexicon, scale: Scale) -> tuple[str, ...]:
    """An average with its unit: "3.9 stars", "3.9 out of 5"."""
    return (f"{mean(number)} {lexicon.unit}s", f"{mean(number)} out of {scale.maximum:g}")


def percent(share: float) -> tuple[str, ...]:
    """A share to the whole percent, halves rounded up."""
    n = math.floor(share * 100 + 0.5)
    return (f"{n}%", f"{n} percent")


def genre_word(genre: str) -> str:
    """As it goes before a noun: "Sci-Fi" gives "sci-fi", "Romance" gives "romantic"."""
    key = plain(genre).casefold()
    return GENRES[key][0] if key in GENRES else plain(genre).lower()


def article(word: str) -> str:
    return "an" if word[:1].lower() in tuple("aeiou") else "a"


def stands_alone(genre: str) -> bool:
    """Whether "a comedy" needs no noun behind it."""
    return GENRES.get(plain(genre).casefold(), ("", False))[1]


def genre_nouns(genre: str) -> tuple[str, ...]:
    """The names under which it stands alone: "Film-Noir" gives "film noir", "film-noir" and "noir"."""
    key = plain(genre).casefold()
    return (*((GENRES[key][0],) if stands_alone(genre) else ()), *NOUNS.get(key, ()))


def genre_plurals(genre: str) -> tuple[str, ...]:
    """Several of the genre: "Comedy" gives "comedies"; none for what cannot be counted."""
    found = [n for n in genre_nouns(genre) if n not in UNCOUNTED]
    several = [f"{n[:-1]}ies" if n.endswith("y") else f"{n}s" for n in found]
    return tuple(several + (["films noirs"] if "film noir" in found else []))


def genre_things(genre: str) -> tuple[str, ...]:
    """The genre as a thing one can have, with no article: "Crime" gives "crime", "Sci-Fi" also "science fiction"."""
    return tuple(dict.fromkeys((plain(genre).lower(), plain(genre), *genre_nouns(genre))))


def genre_adjectives(genre: str) -> tuple[str, ...]:
    """The words that may go before a noun."""
    key = plain(genre).casefold()
    return tuple(dict.fromkeys((genre_word(genre), *(NOUNS[key] if key in ATTRIBUTIVE else ()))))


def decades(year: int) -> tuple[str, ...]:
    """1986 gives "1980s", "eighties", "80s"."""
    word = DECADES.get(year // 10 % 10) if 1920 <= year < 2000 else None
    return (f"{year // 10 * 10}s", *((word, f"{year // 10 % 10}0s") if word else ()))


def portions(part: int, whole: int) -> tuple[str, ...]:
    """How many of them that is, without the number: 78 of 100 gives "more than three quarters" and the like.

    "Nearly" and "just over" reach `NEAR` of the whole, "about" as far on both sides."""
    share = part / whole
    said: list[str] = []
    for names, size in PORTIONS:
        for name in names:
            if share > size:
                said += [f"{w} {name}" for w in ("more than", "over", *(("well over",) if share > size + NEAR else ()))]
            if size < share <= size + NEAR:
                said += [
                    f"{w} {name}" for w in ("just over", "a little over", "a little more than", "slightly more than")
                ]
                said += [f"{w} {name}" for w in ("a bit more than", "a bit over", "slightly over")]
            if size - NEAR <= share < size:
                said += [
                    f"{w} {name}" for w in ("nearly", "almost", "just under", "close to", "not quite", "a little under")
                ]
                said += [f"{w} {name}" for w in ("a bit less than", "slightly less than", "a little less than")]
            if share < size:
                said += [f"{w} {name}" for w in ("fewer than", "less than", "under")]
            if abs(share - size) <= NEAR:
                said += [f"{w} {name}" for w in ("about", "roughly", "around", "some")]
            if round(size * whole) == part or (size != 0.5 and abs(share - size) <= CLOSE):
                said += [name, f"exactly {name}"] if part == size * whole else [name]
    if 0.5 < share <= 0.5 + NEAR:
        said += ["a narrow majority", "a slim majority"]
    if share > 0.5:
        said += ["a majority", "the majority"]
    if share >= 0.9:
        said += ["nearly all", "almost all", "the vast majority", "the great majority"]
    if part == whole:
        said += ["all"]
    return (*said, *(f"{how}{p}" for p in percent(share) for how in ("", "about ", "around ", "roughly ")))
