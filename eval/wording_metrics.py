"""How texts read, in numbers: how much they repeat each other and themselves, with and without the names in them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def words(text: str) -> list[str]:
    """Words and marks, lower case."""
    return WORD.findall(text.lower())


def masked(text: str, names: Iterable[str]) -> str:
    """The text with names and numbers left open, so that only its wording is compared."""
    for name in sorted(set(names), key=len, reverse=True):
        text = text.replace(name, "TITLE")
    return re.sub(r"\d[\d,.]*(?:st|nd|rd|th|s|%)?", "N", text)


def distinct(texts: Sequence[str], n: int = 2) -> float:
    """Different n-grams over all n-grams of all texts (Li et al., NAACL 2016)."""
    grams = [g for t in texts for g in _grams(words(t), n)]
    return len(set(grams)) / len(grams) if grams else 0.0


def repetition(text: str, n: int = 3) -> float:
    """Share of a text's n-grams that it has said before."""
    grams = list(_grams(words(text), n))
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def self_bleu(texts: Sequence[str], most: int = 100, seed: int = 0) -> list[float]:
    """BLEU-4 of each of up to `most` texts against all the others, 0 to 1 (Zhu et al., SIGIR 2018); sacrebleu's."""
    from sacrebleu.metrics import BLEU

    bleu = BLEU(effective_order=True)
    chosen = random.Random(seed).sample(range(len(texts)), min(most, len(texts)))
    return [bleu.sentence_score(texts[i], [t for j, t in enumerate(texts) if j != i]).score / 100 for i in chosen]


def _grams(tokens: Sequence[str], n: int) -> Iterable[tuple[str, ...]]:
    return (tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))
