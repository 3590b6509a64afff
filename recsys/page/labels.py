"""Every label of the page in English and Chinese, and the catalogue's own words for its things.

What the engine says (replies, reasons) is its own; these are the labels around it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from recsys.schema import Lexicon, PartKind, Scale, Verdict

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def table(language: Language) -> dict[str, str]:
    """The labels of one language by key; a `{slot}` in a label is filled when it is used."""
    text = files("recsys.page").joinpath(f"labels.{language}.json").read_text("utf-8")
    return cast(dict[str, str], json.loads(text))


def choose(accepted: str) -> Language:
    """The page's language for an Accept-Language header: Chinese if it is preferred, else English."""
    for tag in accepted.lower().split(","):
        code = tag.split(";")[0].strip()[:2]
        if code in LANGUAGES:
            return cast(Language, code)
    return "en"


class Labels:
    """Labels in one language, with the catalogue's nouns ("film", "seen") at hand as slots."""

    def __init__(self, language: Language = "en", lexicon: Lexicon | None = None, scale: Scale | None = None) -> None:
        self.language: Language = language
        self.lexicon = lexicon or Lexicon()
        self.scale = scale or Scale()
        self._table = table(language)

    def __call__(self, key: str, **slots: Any) -> str:
        """The label of a key; a count of one takes the `_one` form where there is one."""
        if slots.get("count") == 1 and f"{key}_one" in self._table:
            key = f"{key}_one"
        return self._table[key].format(
            noun=self._word(self.lexicon.noun),
            plural=self._word(self.lexicon.plural),
            done=self._word(self.lexicon.done),
            **slots,
        )

    def _word(self, word: str) -> str:
        return self._table.get(f"word_{word}", word)

    def genre(self, name: str) -> str:
        return self._table.get(f"genre_{name}", name)

    def part(self, kind: PartKind) -> str:
        return self(f"part_{kind}")

    def verdict(self, verdict: Verdict) -> str:
        return self(f"verdict_{verdict}")

    def ordinal(self, rank: int | None) -> str:
        """ "2nd", "31st", 第 2 位; no rank reads "off the list"."""
        if rank is None:
            return self("off_list")
        if self.language == "zh":
            return f"第 {rank} 位"
        ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        return f"{rank}{ending}"

    def stars(self, stars: float | None, verdict: Verdict) -> str:
        """What a person gave: "4 of 5 stars", or the verdict where there is no number."""
        if stars is None:
            return self.verdict(verdict)
        return self("stars_of", stars=f"{stars:g}", best=f"{self.scale.maximum:g}")
