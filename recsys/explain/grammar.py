"""The decoding grammar: a plan's sentences as llguidance Lark, so a model can choose words but never facts."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain.patterns import Node


def lark(sentences: Sequence[Node]) -> str:
    """A grammar of exactly these sentences in order, parted by single spaces. Raises ValueError for none.

    One regular expression a sentence, so that the matcher never has to guess where a title ends.
    """
    if not sentences:
        raise ValueError("a grammar needs at least one sentence")
    rules = [f"S{n}: /{node.regex()}/" for n, node in enumerate(sentences)]
    return "start: " + ' " " '.join(f"S{n}" for n in range(len(sentences))) + "\n" + "\n".join(rules) + "\n"
