"""Templates: wording as a person would jot it down, with slots for what the evidence knows.

`(here|on your list)` chooses, `[mostly]` may be left out and `{films}` is a slot. Binding a template to slot values
gives a pattern; a template whose slots have no value is unavailable (`None`), so wording that needs a fact the evidence
lacks cannot even be built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from recsys.explain.patterns import Lit, Node, Opt, Seq, either

Part = str | tuple[str, tuple]
"""A parsed piece: text, ("slot", (name,)), ("opt", (seq,)), ("alt", (seq, seq…))."""


@cache
def parse(template: str) -> tuple[Part, ...]:
    """The pieces of a template. Raises ValueError for unbalanced brackets."""
    seqs, at = _branches(template, 0, "")
    if at != len(template) or len(seqs) != 1:
        raise ValueError(f"unbalanced brackets in the template {template!r}")
    return seqs[0]


def _branches(text: str, at: int, close: str) -> tuple[list[tuple[Part, ...]], int]:
    branches: list[list[Part]] = [[]]
    while at < len(text) and text[at] != close:
        c = text[at]
        if c == "|" and close == ")":
            branches.append([])
            at += 1
        elif c in "([":
            inner, at = _branches(text, at + 1, ")" if c == "(" else "]")
            if at >= len(text):
                raise ValueError(f"unbalanced brackets in the template {text!r}")
            branches[-1].append(("alt" if c == "(" else "opt", tuple(inner)))
            at += 1
        elif c == "{":
            end = text.index("}", at)
            branches[-1].append(("slot", (text[at + 1 : end],)))
            at = end + 1
        elif c in ")]}":
            raise ValueError(f"unbalanced brackets in the template {text!r}")
        else:
            end = at
            while end < len(text) and text[end] not in "([{|)]}":
                end += 1
            if end == at:
                end += 1
            branches[-1].append(text[at:end])
            at = end
    return [_closed_up(b) for b in branches], at


def _closed_up(parts: list[Part]) -> tuple[Part, ...]:
    """A space before an option that ends the branch belongs to the option."""
    if len(parts) > 1 and isinstance(parts[-1], tuple) and parts[-1][0] == "opt" and isinstance(parts[-2], str):
        before, (inner,) = parts[-2], parts[-1][1]
        if before.endswith(" "):
            return (*parts[:-2], *((before[:-1],) if before[:-1] else ()), ("opt", ((" ", *inner),)))
    return tuple(parts)


@cache
def loosened(template: str) -> str:
    """The template as it is read: with the contractions of everyday English, and Chinese with half-width commas and
    colons and with or without spaces around numbers."""
    if re.search("[\u4e00-\u9fff]", template):
        return template.replace(" ", "( |)").replace("，", "(，|,|, )").replace("：", "(：|:|: )")
    template = re.sub(r"\b(is|does|did|had|do|would) not\b", r"(\1 not|\1n't)", template)
    template = re.sub(r"(\{it\}|\bit) is ", r"\1( is|'s) ", template)
    return template.replace("you have ", "you( have|'ve) ")


def slots(template: str) -> frozenset[str]:
    """The names of a template's slots."""

    def walk(parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, tuple):
                if part[0] == "slot":
                    yield part[1][0]
                else:
                    for inner in part[1]:
                        yield from walk(inner)

    return frozenset(walk(parse(template)))


@cache
def needed(template: str) -> frozenset[str]:
    """The slots that every text of the template fills, whatever is chosen or left out."""

    def walk(parts: tuple[Part, ...]) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for part in parts:
            if isinstance(part, tuple) and part[0] == "slot":
                found |= {part[1][0]}
            elif isinstance(part, tuple) and part[0] == "alt":
                found |= frozenset.intersection(*map(walk, part[1]))
        return found

    return walk(parse(template))


def bind(template: str, values: Mapping[str, Node | None]) -> Node | None:
    """The template with its slots filled; None when a slot it cannot do without has no value.

    Spaces beside a left-out option are closed up, so `is [mostly] here` gives "is here" and `is here [now]` "is here".
    """
    return _bind(parse(template), values)


def _bind(parts: tuple[Part, ...], values: Mapping[str, Node | None]) -> Node | None:
    nodes: list[Node] = []
    for index, part in enumerate(parts):
        if isinstance(part, str):
            text = part
            if index and _is_opt(parts[index - 1]) and text.startswith(" ") and _ends_open(parts, index - 1):
                text = text[1:]  # the option carries its own trailing space
            nodes.append(Lit(text))
        elif part[0] == "slot":
            value = values.get(part[1][0])
            if value is None:
                return None
            nodes.append(value)
        elif part[0] == "alt":
            bound = [b for b in (_bind(seq, values) for seq in part[1]) if b is not None]
            choice = either(bound)
            if choice is None:
                return None
            nodes.append(choice)
        else:
            inner = _bind(part[1][0], values)
            if inner is not None:
                follows = parts[index + 1] if index + 1 < len(parts) else ""
                spaced = isinstance(follows, str) and follows.startswith(" ") and _ends_open(parts, index)
                nodes.append(Opt(Seq((inner, Lit(" "))) if spaced else inner))
    return Seq(tuple(nodes)) if len(nodes) != 1 else nodes[0]


def _is_opt(part: Part) -> bool:
    return isinstance(part, tuple) and part[0] == "opt"


def _ends_open(parts: tuple[Part, ...], index: int) -> bool:
    """Whether the text before the option at `index` ends in a space or is the start."""
    if index == 0:
        return True
    before = parts[index - 1]
    return isinstance(before, str) and before.endswith(" ")
