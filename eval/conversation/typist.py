"""How one person types: which saying they choose, how they spell a title, their slips of the finger."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.conversation.phrases import LATE, SAYINGS
from recsys.schema import Item, Lexicon


@dataclass
class Typist:
    """One person's way of typing; `lower` all in lower case, `careless` share of titles with a slip in them."""

    rng: random.Random
    lexicon: Lexicon
    heads: frozenset[str]
    """Short forms of titles that name one item only, in lower case."""
    late: bool = False
    """Says what nobody mended anything for."""
    lower: bool = False
    careless: float = 0.0

    @classmethod
    def of(cls, rng: random.Random, lexicon: Lexicon, heads: frozenset[str], late: bool) -> Typist:
        return cls(rng, lexicon, heads, late, rng.random() < 0.35, rng.choice((0.0, 0.0, 0.2, 0.5)))

    def say(self, *kinds: str, **words: str) -> str:
        """One of the sayings of these kinds filled in, as this person types it."""
        known = {name for name, word in words.items() if word} | {"movie", "movies"}
        tables = [(LATE.get(kind) if self.late else None) or SAYINGS[kind] for kind in kinds]
        fitting = [said for table in tables for said in table if set(re.findall(r"{(\w+)}", said)) <= known]
        film = self.lexicon.noun == "film"
        noun = self.rng.choice(("movie", "film")) if film else self.lexicon.noun
        many = f"{noun}s" if film else self.lexicon.plural
        said = self.rng.choice(fitting).format_map({"movie": noun, "movies": many, **words})
        return self._case(re.sub(r"{movies?}", lambda m: many if m[0] == "{movies}" else noun, said))

    def title(self, item: Item) -> str:
        """A title as this person would type it: seldom with its year, at times without its article or its end."""
        said, chance = item.title, self.rng.random()
        head = re.split(r"(?:,? or)?:\s|\s\(", said)[0]
        if chance < 0.12 and item.year:
            return self._case(item.name)
        if chance < 0.24:
            said = re.sub(r"^(?:The|A|An) (?=\w{4})", "", said)
        elif chance < 0.36 and head.lower() in self.heads:
            said = head
        elif chance < 0.42:
            said = said.replace(" & ", " and ")
        return self._case(misspelt(said, self.rng) if self.rng.random() < self.careless else said)

    def titles(self, items: Sequence[Item]) -> str:
        """ "A", "A and B", "A, B and C"."""
        said = [self.title(item) for item in items]
        return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]

    def _case(self, text: str) -> str:
        return text.lower() if self.lower else text


def misspelt(title: str, rng: random.Random) -> str:
    """One slip in one long word: two letters swapped, one dropped or one doubled, never the first."""
    words = title.split(" ")
    long = [i for i, w in enumerate(words) if len(w) >= 6 and w.isalpha()]
    if not long:
        return title
    i, kind = rng.choice(long), rng.randrange(3)
    w = words[i]
    p = rng.randrange(1, len(w) - 2)
    words[i] = (w[:p] + w[p + 1] + w[p] + w[p + 2 :], w[:p] + w[p + 1 :], w[:p] + w[p] + w[p:])[kind]
    return " ".join(words)
