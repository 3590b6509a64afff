"""The wishes in force as chips: each with its label, and the request without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recsys.contexts import CONTEXTS
from recsys.page.labels import Labels
from recsys.schema import Request

if TYPE_CHECKING:
    from recsys.engine import Engine


class Wish(NamedTuple):
    """One wish as its owner would say it, and what is asked once it is taken back."""

    label: str
    without: Request


def wishes(engine: Engine, request: Request, labels: Labels) -> list[Wish]:
    """Every wish of a request, one a label: the two bounds of a decade are one wish to their owner."""
    said = dict.fromkeys(c.label or str(c.value) for c in request.constraints)
    found = [Wish(label, request.without([label])) for label in said]
    for name in request.context:
        kept_contexts = tuple(c for c in request.context if c != name)
        label = CONTEXTS[name].label if name in CONTEXTS else name
        found.append(Wish(label, replace(request, context=kept_contexts)))
    if request.like_item is not None:
        title = engine.catalog.item(engine.catalog.row(request.like_item)).title
        found.append(Wish(labels("wish_like", title=title), replace(request, like_item=None)))
    if request.novelty:
        label = labels("wish_lesser" if request.novelty > 0 else "wish_known")
        found.append(Wish(label, replace(request, novelty=0.0)))
    if words := request.words:
        found.append(Wish(f"“{words}”", replace(request, text="")))
    return found
