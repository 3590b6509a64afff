"""The stages from the ratings to a told reason, on the real pipeline and people of the data set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from eval.cost.meter import Spent, each, median, row, spend
from eval.parts import Context, Row
from recsys import models
from recsys.engine import Engine
from recsys.explain.receipts import ReceiptSearch
from recsys.explain.write import Writer
from recsys.llm import open_chat
from recsys.models.base import History
from recsys.pipeline import EMPTY, Pipeline
from recsys.schema import Profile, Request, WhyRecError
from retrieval.retriever import Retriever

LIST, WORDS, WHAT_IF, FIRST = (
    "list of ten",
    "list of ten, words never seen",
    "what-if with ten receipts",
    "first sentence",
)


def once(context: Context) -> Iterator[Row]:
    """What is done once for a data set, a row a stage."""
    dataset, name = context.dataset, context.settings.model
    pipeline = context.engine.pipeline
    signals = dataset.interactions.signals(dataset.scale)
    model, spent = spend(lambda: models.create(name).fit(signals))
    yield row({"stage": "fit"}, spent)
    _, spent = spend(model.item_vectors)
    yield row({"stage": "item vectors"}, spent)
    ranker = pipeline.ranker
    _, spent = spend(lambda: Retriever(pipeline.catalog, ranker.blocks(), ranker.steer))
    yield row({"stage": "index"}, spent)
    if dataset.interactions.users:
        who = dataset.interactions.history(dataset.interactions.users[0], dataset.scale)
        _, spent = spend(lambda: model.remove_person(who))
        yield row({"stage": "forget a person"}, spent)
        _, spent = spend(lambda: model.add_person(who))
        yield row({"stage": "learn a person"}, spent)


def for_each(context: Context, people: int, texts: int) -> tuple[list[Row], dict[str, list[Spent]]]:
    """What is done for each person, a row a stage; and the calls of each stage."""
    engine = context.engine
    users = engine.dataset.interactions.users
    drawn = np.random.default_rng(context.seed).permutation(len(users))[:people]
    profiles = [engine.profile(users[n]) for n in drawn]
    found: dict[str, list[Spent]] = {}
    stages = list(_stages(engine, profiles))
    for n, (name, calls) in enumerate(stages):
        context.tell("Stages", n / (len(stages) + 1))
        calls[0]()  # what is made when first needed is no cost of a call
        found[name] = each(calls)
    found.update(_told(context, profiles[:texts]))
    context.tell("Stages", 1.0)
    return [median({"stage": name}, spent) for name, spent in found.items()], found


def _stages(engine: Engine, profiles: Sequence[Profile]) -> Iterator[tuple[str, list[Callable[[], Any]]]]:
    """By stage, a call a person; each stage begins with what the one before has made."""
    pipeline = engine.pipeline
    histories = [pipeline.history(one) for one in profiles]
    pairs = list(zip(profiles, histories, strict=True))
    yield "fold-in", [partial(pipeline.ranker.steer, history, EMPTY) for history in histories]
    yield "retrieval", [partial(_retrieve, pipeline, one, history) for one, history in pairs]
    ready = [(history, _retrieve(pipeline, one, history)) for one, history in pairs]
    yield "ranking", [partial(pipeline.ranker.rank, history, EMPTY, found) for history, found in ready]
    yield LIST, [partial(engine.recommend, one) for one in profiles]
    if pipeline.encoder is not None:
        number = count()
        yield WORDS, [partial(_worded, engine, one, number) for one in profiles]
    yield "receipts of the list", [partial(_receipts, engine, one) for one in profiles]
    yield WHAT_IF, [partial(_what_if, engine, one) for one in profiles]
    lists = [(one, engine.recommend(one)) for one in profiles]
    yield "a line for each pick, evidence at hand", [partial(engine.line, one, shown) for one, shown in lists]


def _told(context: Context, profiles: Sequence[Profile]) -> Iterator[tuple[str, list[Spent]]]:
    """The reason for the first pick by the language model: its first sentence, and all of it; the evidence included."""
    if context.settings.chat_model == "none":
        return
    try:
        chat = open_chat(context.settings, context.tell)
    except WhyRecError:
        return
    engine, firsts, wholes = context.engine, list[Spent](), list[Spent]()
    writer = Writer(chat)
    writer.warm(engine.dataset.lexicon.noun)
    for one in profiles:
        pick = engine.recommend(one).items[0].item.id
        evidence, made = spend(partial(engine.builder.build, one, pick))
        told = writer.write(evidence, "short")
        _, first = spend(partial(next, told))
        _, rest = spend(partial(list, told))
        firsts.append(_together(made, first))
        wholes.append(_together(firsts[-1], rest))
    yield FIRST, firsts
    yield "whole reason", wholes


def _together(a: Spent, b: Spent) -> Spent:
    joules = None if a.joules is None or b.joules is None else a.joules + b.joules
    return Spent(a.seconds + b.seconds, a.cpu + b.cpu, b.peak_mb, joules)


def _retrieve(pipeline: Pipeline, one: Profile, history: History) -> Any:
    return pipeline.retriever.retrieve(history, EMPTY, pipeline.catalog.rows(one.excluded), pipeline.candidates)


def _worded(engine: Engine, one: Profile, number: Iterator[int]) -> None:
    engine.recommend(one, Request(text=f"space film {next(number)}"))


def _receipts(engine: Engine, one: Profile) -> None:
    order = engine.pipeline.order(one)
    search = ReceiptSearch(engine.pipeline, one, EMPTY, order)
    for item in order[:10]:
        search.find(item)


def _what_if(engine: Engine, one: Profile) -> None:
    """Strike the strongest item of the first pick, then find the receipts of all ten of the new list."""
    told = [part for part in engine.recommend(one).items[0].parts if part.item_id]
    if not told:
        return
    strongest = max(told, key=lambda part: part.value).item_id
    assert strongest is not None
    struck = one.without([strongest])
    answer = engine.what_if(one, [strongest])
    for shown in answer.after.items:
        engine.builder.build(struck, shown.item.id, order=answer.after.order)
