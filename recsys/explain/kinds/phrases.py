"""Phrases put together from small templates, each with words for the writer, the model and the recogniser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

from recsys.explain.patterns import Lit, Node, Opt, Seq, either, lits
from recsys.explain.speech import Speech
from recsys.explain.templates import bind, loosened

CONTRACTIONS = (
    (re.compile(r"\b(is|does|did|had|do|would|has|have|are|was) not\b"), r"\1n't"),
    (re.compile(r"\bI have\b"), "I've"),
    (re.compile(r"\byou have\b"), "you've"),
    (re.compile(r"\bI am\b"), "I'm"),
    (re.compile(r"\b([Ii]t|that|there) is\b"), r"\1's"),
)
"""How two words run together."""

Slots = Mapping[str, Node | None]
S = TypeVar("S", bound=Speech[Any])


def phrase(
    s: Speech[Any], values: Slots, said: Iterable[str] = (), free: Iterable[str] = (), heard: Iterable[str] = ()
) -> Node | None:
    """Any of the templates that can be bound: `said` always, `free` for the model too, `heard` only when reading."""
    templates = (*said, *(free if s.free or s.reading else ()), *(heard if s.reading else ()))
    bound = (bind(_relaxed(t) if s.reading else t, values) for t in dict.fromkeys(templates))
    return either([node for node in bound if node is not None])


@cache
def _relaxed(template: str) -> str:
    """The template as it is read: with the contractions of everyday English."""
    template = re.sub(r"\b(have|has|are|was|were|could) not\b", r"(\1 not|\1n't)", template)
    return loosened(re.sub(r"\b([Ii]|you) have\b", r"\1( have|'ve)", template))


def words(s: Speech[Any], said: Iterable[str] = (), free: Iterable[str] = (), heard: Iterable[str] = ()) -> Node | None:
    """The same of fixed words, read also with the contractions of everyday English."""
    found = (*said, *(free if s.free or s.reading else ()), *(heard if s.reading else ()))
    spelt = [w for f in found for w in (_contracted(f) if s.reading else (f,))]
    return lits(*dict.fromkeys(spelt)) if spelt else None


def _contracted(text: str) -> Iterator[str]:
    yield text
    for pattern, short in CONTRACTIONS:
        if pattern.search(text):
            yield pattern.sub(short, text)


def once(make: Callable[[S], Node | None]) -> Callable[[S], Node | None]:
    """The same words made once for each point of a text, however many templates use them."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(s: S) -> Node | None:
        kept: dict[str, Node | None] = s.__dict__.setdefault("_phrases", {})
        if name not in kept:
            kept[name] = make(s)
        return kept[name]

    return made


def any_of(*nodes: Node | None) -> Node | None:
    """One of those that there are."""
    return either([n for n in nodes if n is not None])


def maybe(node: Node | None, before: str = "", after: str = "") -> Node | None:
    """The node or nothing, with the text that then stands beside it."""
    return None if node is None else Opt(Seq((Lit(before), node, Lit(after))))
