"""Whether one can talk with it: `whyrec eval dialogue [--dialogues FOLDER]`.

A simulated seeker, no language model, converses by typing and knows what it means by every message; so it is known
whether it was understood, whether wishes and opinions were kept, and whether its hidden likes come up. What people
really write is taken from annotated dialogues, which the user brings (`--dialogues`): titles, polarity, intents, slots.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import numpy as np

from eval.conversation import tables
from eval.conversation.dialogues import Dialogues, read
from eval.conversation.dislikes import strengths
from eval.conversation.intents import everything, intent_tables, slot_tables
from eval.conversation.linking import polarity_tables, title_tables
from eval.conversation.people import held_out, short_titles
from eval.conversation.talks import by_popularity, talk
from eval.parts import Context, Document, Estimate, Row, Verdict, verdict
from recsys.dialogue.understand import Understander

SEED = 42
"""The first of the splits, as everywhere in the evaluation."""
PEOPLE = (6, 40, 120)
"""Held-out people of each split at most, by size."""
ROOT = Path(__file__).parents[2]


def measure(context: Context) -> Document:
    """The conversations of held-out people, and the understanding of dialogues between people if there are any."""
    dialogues = read(context.dialogues) if context.dialogues is not None else None
    held = talks(context)
    found: dict[str, list[Row]] = {
        "success": tables.success(held),
        "checks": tables.checks(held),
        "understood_by_sayings": tables.by_sayings(held),
        "understood_by_kind": tables.by_kind(held),
        "failures": tables.failures(held),
    }
    verdicts = [
        verdict("dialogue.recall_over_popular", tables.gain(held, "popular"), 0.0),
        verdict("dialogue.wishes_kept", tables.kept(held, "wishes kept or said to be given up"), 1.0, "="),
        verdict("dialogue.never_seen", tables.kept(held, "nothing on record"), 1.0, "="),
        verdict("dialogue.undo", tables.kept(held, "undo"), 1.0, "="),
        verdict("dialogue.as_meant", tables.kept([t for t in held if t["late"]], "opinions", "wishes"), 0.90),
        verdict("dialogue.dead_ends", tables.dead_ends(held), 0.02, "≤"),
    ]
    if context.dataset.interactions.values(context.dataset.scale).min(initial=0) < 0:
        signals = context.dataset.interactions.signals(context.dataset.scale)
        found["dislikes"] = strengths(signals, range(SEED, SEED + context.amount(1, 1, 5)))
    if dialogues is None:
        found["notes"] = [
            {
                "note": "What people really write was not measured: give --dialogues a folder with ReDial's "
                "dialogues (.jsonl) or IARD's (.json)."
            }
        ]
    else:
        more, judged = understanding(context, dialogues)
        found |= more
        verdicts += judged
    return context.document("dialogue", found, verdicts)


def talks(context: Context) -> list[tables.Held]:
    """The conversations of the held-out people of one split, in full of five; each is kept once it was held."""
    kept, code, held = context.kept("dialogue"), _code(), []
    for seed in range(SEED, SEED + context.amount(1, 1, 5)):
        engine, people = held_out(context, seed + context.seed)
        people = people[: context.amount(*PEOPLE)]
        if (encoder := engine.pipeline.encoder) is not None:  # as when the page is served
            encoder.warm()
            engine.responder.understander.use(encoder)
        heads, popular = short_titles(engine.catalog), by_popularity(engine)
        for n, person in enumerate(people):
            context.tell("Conversations", n / len(people))
            name = f"{seed + context.seed} {person.user_id}"
            depends = {
                "talk": name,
                "code": code,
                "data": context.dataset.fingerprint,
                "model": context.settings.model,
                "encoder": context.settings.encoder,
            }
            held.append(kept.once(depends, partial(talk, engine, person, heads, popular, name, n % 2 == 1)))
        context.tell("Conversations", 1.0)
    return held


def understanding(context: Context, dialogues: Dialogues) -> tuple[dict[str, list[Row]], list[Verdict]]:
    """Tables and verdicts of dialogues between people; what a form does not annotate is left out."""
    found: dict[str, list[Row]] = {}
    verdicts: list[Verdict] = []
    thin = context.amount(20, 1, 1)
    dialogues = Dialogues(dialogues.redial[::thin], dialogues.iard[::thin])
    if dialogues.redial:
        dataset = context.dataset
        counts = np.bincount(np.asarray(dataset.interactions.item), minlength=len(dataset.catalog))
        weight = {item.id: float(n) for item, n in zip(dataset.catalog.items, counts, strict=True)}
        linker = Understander(dataset.catalog, weight).linker
        context.tell("Titles", 0.0)
        linked, f1 = title_tables(dialogues.redial, dataset.catalog, linker)
        leaning, accuracy = polarity_tables(dialogues.redial)
        found |= linked | leaning
        verdicts += [verdict("dialogue.title_f1", f1, 0.90), verdict("dialogue.polarity", accuracy, 0.90)]
    catalog = everything(dialogues)
    if dialogues.iard and len(catalog):
        context.tell("Intents", 0.0)
        understander = Understander(catalog)  # by rule alone; the encoder only guesses where no rule fires
        intents, right, milliseconds = intent_tables(dialogues.iard, understander)
        found |= intents
        verdicts += [
            verdict("dialogue.intent", right, 0.85),
            verdict("dialogue.ms", Estimate(milliseconds), 50, "≤"),
        ]
        context.tell("Slots", 0.0)
        found |= slot_tables(dialogues, understander)
    return found, verdicts


def _code() -> str:
    """A hash of the program: a conversation held with another one is no longer valid."""
    packages = ("recsys", "retrieval", "eval/conversation")
    sources = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    sources.append(ROOT / "eval" / "texts" / "sayings.toml")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
