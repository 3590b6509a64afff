"""What WhyRec costs, and how that grows: `whyrec eval cost [--scale]`.

The stages are measured on the real pipeline, data set and models, the page in a process of its own. Growth is measured
on made-up likes shaped like MovieLens 25M, in processor seconds, which other programs disturb less; with `--scale` up
to 162,000 people and 20,000 items, which takes long and may be stopped and gone on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eval.cost import growth
from eval.cost.meter import Spent, energy_note, typical
from eval.cost.page import Start, start
from eval.cost.stages import FIRST, LIST, WHAT_IF, WORDS, for_each, once
from eval.parts import Context, Document, Estimate, Row, Verdict, verdict
from recsys import models
from recsys.schema import WhyRecError

PEOPLE, TEXTS = (5, 40, 100), (1, 5, 10)
"""People a stage is measured on, and texts written by the language model, by size."""
AT_MOST: Mapping[str, tuple[str, float, float]] = {
    LIST: ("list_ms", 1000.0, 15.0),
    WORDS: ("words_ms", 1000.0, 100.0),
    WHAT_IF: ("what_if_ms", 1000.0, 100.0),
    FIRST: ("first_sentence_s", 1.0, 2.5),
}
"""Of stages: the name of the verdict, its units in a second, and what the median may be."""
PAGE_S, CHAT_S, MEMORY_MB = 15.0, 30.0, 1500.0
GROWTH: tuple[tuple[str, str, str, float], ...] = (
    ("fit_growth_people", "people", "fit CPU s", 1.0),
    ("fit_growth_items", "items", "fit CPU s", 3.0),
    ("list_growth_people", "people", "list CPU ms", 0.1),
    ("list_growth_items", "items", "list CPU ms", 1.0),
)
"""The verdict, what grows, what it costs and the power it may grow with."""


def measure(context: Context) -> Document:
    """All tables and verdicts."""
    first = list(once(context))
    rows, spent = for_each(context, context.amount(*PEOPLE), context.amount(*TEXTS))
    page, why = None, "Left out of a quick run."
    if context.size != "quick":
        try:
            page, why = start(context.settings), ""
        except WhyRecError as error:
            why = str(error)
    grown = list(growth.grown(context))
    items = context.amount(300, 1_000, 5_000 if context.scale else 2_000)
    likes = growth.made_up(items, 5 * items, seed=context.seed)
    pipeline = growth.served(models.create(context.settings.model).fit(likes), likes)
    notes = {"joules": energy_note(), "page": why or None}
    notes |= {name: "There is nothing to measure it on here." for name in AT_MOST if name not in spent}
    tables = {
        "once": first,
        "for_each_person": rows,
        "page": [] if page is None else [{"page s": page.page_s, "chat s": page.chat_s, "memory MB": page.memory_mb}],
        "growth": grown,
        "growth_with_history": list(growth.by_history(pipeline, likes, context.seed)),
        "notes": [{"about": about, "note": note} for about, note in notes.items() if note],
    }
    return context.document("cost", tables, [*_stages(spent), *_page(page), *_growth(grown)])


def _stages(spent: Mapping[str, Sequence[Spent]]) -> Iterator[Verdict]:
    for stage, (name, units, most) in AT_MOST.items():
        if stage in spent:
            yield verdict(f"cost.{name}", typical([units * one.seconds for one in spent[stage]]), most, "≤")


def _page(page: Start | None) -> Iterator[Verdict]:
    if page is None:
        return
    yield verdict("cost.page_s", Estimate(page.page_s), PAGE_S, "≤")
    if page.chat_s is not None:
        yield verdict("cost.chat_s", Estimate(page.chat_s), CHAT_S, "≤")
    if page.memory_mb is not None:
        yield verdict("cost.memory_mb", Estimate(page.memory_mb), MEMORY_MB, "≤")


def _growth(grown: Sequence[Row]) -> Iterator[Verdict]:
    for name, what, cost, most in GROWTH:
        yield verdict(f"cost.{name}", Estimate(growth.exponent(grown, what, cost)), most, "≤")
