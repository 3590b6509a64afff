"""What-ifs and comparisons: which films they are about, and which way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from recsys.dialogue.acts import Act, Judgement
from recsys.dialogue.cues import SLOT
from recsys.dialogue.memory import Conversation
from recsys.dialogue.opinions import Said
from recsys.schema import ItemId

Strangers = Callable[[str], tuple[str, ...]]
"""Titles named in a frame ("compare", "what_if") that the catalogue does not have."""

PRONOUN = re.compile(
    r"\b(?:it|they|that one|this one|that|this|them|those|these|both|the (?:film|movie|pick|one|book)|that (?:film"
    r"|movie)|this (?:film|movie))\b",
    re.I,
)
_NOT_IN_FACT = re.compile(
    r"(?:had(?:n'?t| not)|did(?:n'?t| not)|do(?:n'?t| not)|never|without|ignor\w+|disregard\w*|strik\w+|struck"
    r"|forg[eo]t\w*|remov\w+|delet\w+|leav\w+ out|left out|took? (?:out|away)|drop\w*|were ?n'?t|was ?n'?t|wasn'?t"
    r"|weren'?t|not)\b[^.?!]*$",
    re.I,
)


def what_if(sentence: str, here: Sequence[Said], target: tuple[ItemId, ...], strangers: Strangers) -> Act:
    """Which opinions are to be struck and which added."""
    without: list[ItemId] = []
    plus: list[Judgement] = []
    pieces = sentence.split(SLOT)
    denied = False
    for n, said in enumerate(here):
        before = pieces[n]
        if _NOT_IN_FACT.search(before):
            denied = True
        elif (
            re.search(
                r"\b(?:but|and)\b.*\b(?:i|we)?\s*(?:had |did |do )?(?:lov|lik|hat|rat|gave|enjoy|dislik)\w*",
                before,
                re.I,
            )
            or n == 0
        ):
            denied = False
        item = said.mention.items[0]
        if said.stars is not None:
            plus.append(Judgement((item,), None, said.stars, said.out_of))
        elif denied:
            without.append(item)
        else:
            hated = re.search(r"\b(?:hat|dislik|despis)\w*\b[^.?!]*$", before, re.I)
            plus.append(Judgement((item,), "disliked" if hated else "liked"))
    if not here and target:
        without = list(target)
    unknown = () if here else strangers("what_if")
    return Act("what_if", without=tuple(without), judgements=tuple(plus), unknown=unknown)


def compare(
    sentence: str, named: tuple[ItemId, ...], places: Sequence[int], conversation: Conversation, strangers: Strangers
) -> Act:
    """The two to put side by side: named, pointed at, or last spoken of."""
    items = list(dict.fromkeys((*named, *(conversation.shown[p] for p in places))))
    if len(items) < 2 and PRONOUN.search(sentence):
        items += [i for i in (*conversation.focus, *conversation.shown) if i not in items][: 2 - len(items)]
    unknown = strangers("compare") if len(items) < 2 else ()
    return Act("compare", tuple(items[:2]), unknown=unknown)
