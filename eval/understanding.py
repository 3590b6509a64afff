"""How well messages are understood, on dialogues between people: `python -m eval.understanding --redial F --iard F`.

Titles: every film tagged in a ReDial message is written out (with its year, without, in lower case, misspelt) and must
be linked if the catalogue has it; a link to anything else is wrong. Whole titles of two and more words that the
annotators left untagged are counted apart, since they are right as often as not. Polarity: what the seeker's message
says of a film against the seeker's own "liked it" afterwards, where the message says anything. Intent: IARD's labels of
each seeker turn against ours through `INTENTS`; a turn is right if our main intent is one that its labels allow.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from recsys.data.catalog import Catalog
from recsys.data.dataset import load
from recsys.dialogue.memory import Conversation
from recsys.dialogue.nearest import Embeds
from recsys.dialogue.opinions import judge
from recsys.dialogue.text import ARTICLES, clean, keys
from recsys.dialogue.titles import Mention, TitleLinker
from recsys.dialogue.understand import Understander
from recsys.schema import Intent, Item
from recsys.settings import Settings

STYLES = ("year", "plain", "lower", "misspelt")
TARGETS = {"dialogue.title_f1": 0.90, "dialogue.polarity": 0.90, "dialogue.intent": 0.85, "dialogue.ms": 50.0}
INTENTS: dict[str, frozenset[Intent]] = {
    "IQU": frozenset({"recommend", "similar", "refine"}),  # initial query
    "STO": frozenset({"recommend", "similar", "refine", "more"}),  # start over
    "CON": frozenset({"more", "recommend", "refine"}),  # continue
    "REF": frozenset({"refine", "recommend", "similar", "more"}),  # reformulate
    "CRI-F": frozenset({"refine", "rate", "recommend"}),  # critique a feature
    "CRI-A": frozenset({"refine", "recommend", "rate", "similar"}),  # critique by adding
    "CRI-C": frozenset({"similar", "refine", "recommend", "more"}),  # critique by comparing
    "PRO": frozenset({"rate", "recommend", "refine", "similar"}),  # provide a preference
    "ANS": frozenset({"recommend", "refine", "rate", "similar", "smalltalk"}),  # answer a question
    "SEE": frozenset({"rate"}),  # has seen it
    "REJ": frozenset({"rate", "refine"}),  # reject
    "ACC": frozenset({"smalltalk"}),  # accept: "I will watch it"
    "NRE": frozenset({"smalltalk"}),  # neutral: "never heard of it"
    "INQ": frozenset({"about", "why"}),  # inquire
    "ASK": frozenset({"about", "smalltalk"}),  # ask the recommender's opinion
    "OTH": frozenset({"smalltalk"}),  # greetings, thanks, other
}
"""What each of IARD's seeker intents (Cai and Chen, UMAP 2020) may be here."""


@dataclass
class Tagged:
    """A message with its tagged films written out: spans (start, end, name as tagged, tag)."""

    text: str
    spans: list[tuple[int, int, str, str]] = field(default_factory=list)


def dialogues(redial: Path) -> Iterator[dict[str, Any]]:
    with redial.open(encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            if isinstance(dialogue["movieMentions"], dict):
                yield dialogue


def write_out(text: str, names: dict[str, str], style: str, rng: random.Random) -> Tagged:
    """The message as someone would type it in this style."""
    written, at, spans = "", 0, []
    for m in re.finditer(r"@(\d+)", text):
        name = re.sub(r"\s+", " ", names.get(m[1]) or "").strip()
        written += text[at : m.start()]
        at = m.end()
        if not name:
            continue
        said = name if style == "year" else split_year(name)[0]
        said = misspell(said, rng) if style == "misspelt" else said
        spans.append((len(written), len(written) + len(said), name, m[1]))
        written += said
    written += text[at:]
    return Tagged(written.lower() if style == "lower" else written, spans)


def split_year(name: str) -> tuple[str, int | None]:
    m = re.match(r"^(.*?)\s*\((\d{4})\)$", name)
    return (m[1], int(m[2])) if m else (name, None)


def misspell(title: str, rng: random.Random) -> str:
    """One slip in one long word: two letters swapped, one dropped or one doubled, never the first."""
    words = title.split(" ")
    long = [i for i, w in enumerate(words) if len(w) >= 6 and w.isalpha()]
    if not long:
        return title
    i, kind = rng.choice(long), rng.randrange(3)
    w = words[i]
    p = rng.randrange(1, len(w) - 2)
    words[i] = (w[:p] + w[p + 1] + w[p] + w[p + 2 :], w[:p] + w[p + 1 :], w[:p] + w[p] + w[p:])[kind]
    return " ".join(words)


class Names:
    """Which items a tagged name stands for."""

    def __init__(self, catalog: Catalog) -> None:
        self._by: dict[tuple[str, ...], list[Item]] = {}
        for item in catalog.items:
            for title in (item.title, *item.aka):
                self._by.setdefault(_bare(title), []).append(item)

    def find(self, name: str) -> tuple[frozenset[str], bool]:
        """Ids of that title and year (within one), and whether the title is there under any year."""
        title, year = split_year(name)
        same = self._by.get(_bare(title), [])
        fitting = [i.id for i in same if year is None or (i.year is not None and abs(i.year - year) <= 1)]
        return frozenset(fitting), bool(same)

    def whole(self, mention: Mention, catalog: Catalog) -> bool:
        """Is it a full title of two words or more?"""
        said = _bare(mention.text)
        return len(said) > 1 and any(_bare(t) == said for i in mention.items for t in _titles(catalog.get(i)))


def titles(redial: Path, catalog: Catalog, linker: TitleLinker, style: str) -> dict[str, Any]:
    names, rng = Names(catalog), random.Random(0)
    hit = missed = wrong = untagged = 0
    spent: list[float] = []
    for dialogue in dialogues(redial):
        for message in dialogue["messages"]:
            tagged = write_out(message["text"], dialogue["movieMentions"], style, rng)
            began = time.perf_counter()
            found = linker.link(tagged.text)
            spent.append((time.perf_counter() - began) * 1e3)
            spans = [(s, e, *names.find(name)) for s, e, name, _ in tagged.spans]
            for start, end, ids, _ in spans:
                if ids:
                    good = any(_meet(m, start, end) and ids & set(m.items) for m in found)
                    hit, missed = hit + good, missed + (not good)
            for m in found:
                near = [(ids, known) for s, e, ids, known in spans if _meet(m, s, e)]
                if any(ids & set(m.items) for ids, _ in near) or (
                    style != "year" and any(k and not i for i, k in near)
                ):
                    continue  # right, or the same title of another year, which nothing in the message tells apart
                if not near and names.whole(m, catalog):
                    untagged += 1
                else:
                    wrong += 1
    precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    strict = hit / max(1, hit + wrong + untagged)
    return {
        "style": style,
        "titles": hit + missed,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "f1, untagged counted wrong": 2 * strict * recall / max(1e-9, strict + recall),
        "untagged": untagged,
        "ms mean": float(np.mean(spent)),
        "ms p99": float(np.percentile(spent, 99)),
    }


def polarity(redial: Path) -> dict[str, Any]:
    told = right = disliked = caught = called = silent = 0
    for dialogue in dialogues(redial):
        answers = dialogue["initiatorQuestions"]
        if not isinstance(answers, dict):
            continue
        for message in dialogue["messages"]:
            if message["senderWorkerId"] != dialogue["initiatorWorkerId"]:
                continue
            tagged = write_out(message["text"], dialogue["movieMentions"], "year", random.Random(0))
            mentions = [Mention((tag,), s, e, name, 9.0) for s, e, name, tag in tagged.spans]
            for said in judge(tagged.text, mentions):
                answer = answers.get(said.mention.items[0])
                if answer is None or answer["liked"] not in (0, 1):
                    continue
                if said.verdict not in ("liked", "disliked", "rejected"):
                    silent += 1
                    continue
                bad, liked = said.leaning < 0, answer["liked"] == 1
                told, right = told + 1, right + (bad != liked)
                disliked, called, caught = disliked + (not liked), called + bad, caught + (bad and not liked)
    return {
        "opinions": told,
        "accuracy": right / max(1, told),
        "dislikes": disliked,
        "dislikes found": caught / max(1, disliked),
        "called dislikes": called,
        "of them right": caught / max(1, called),
        "films without an opinion said": silent,
    }


def intents(iard: Path, redial: Path, encoder: Embeds | None) -> list[dict[str, Any]]:
    """Over a catalogue of every film named in ReDial, so that titles are films here too."""
    understander = Understander(_mentioned(redial), None, encoder)
    rows: dict[str, list[int]] = {label: [0, 0] for label in INTENTS}
    right = turns = 0
    spent: list[float] = []
    for dialogue in json.loads(iard.read_text(encoding="utf-8")):
        conversation = Conversation("eval", "eval")
        for turn in dialogue["conversation"]:
            said = turn["utterance"].replace("...", ". ")  # the data set joins messages by dots
            if turn["participant"] != "USER":
                named = [m.items[0] for m in understander.linker.link(clean(said))]
                if named:
                    conversation.shown = tuple(named)
                    conversation.speak_of(named)
                continue
            began = time.perf_counter()
            read = understander.read(said, conversation)
            spent.append((time.perf_counter() - began) * 1e3)
            if read.choice is not None:
                c = read.choice
                first = understander.name(c.options[0])
                read = understander.read(f"{c.message[: c.start]}{first}{c.message[c.end :]}", conversation)
            labels = [act["intent"] for act in turn["dialogue_acts"]]
            ours = {act.intent for act in read.acts}
            allowed = frozenset().union(*(INTENTS[label] for label in labels))
            turns, right = turns + 1, right + (read.intent in allowed)
            for label in labels:
                rows[label][0] += bool(INTENTS[label] & ours)
                rows[label][1] += 1
            conversation.speak_of(i for act in read.acts for i in act.items)
    total = {"label": "turns", "count": turns, "right": right / max(1, turns), "ms mean": float(np.mean(spent))}
    by_label: list[dict[str, Any]] = [
        {"label": label, "count": n, "right": good / max(1, n)} for label, (good, n) in rows.items() if n
    ]
    return [{**total, "ms p99": float(np.percentile(spent, 99)), "ms max": max(spent)}, *by_label]


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--redial", type=Path, required=True, help="dialogues.jsonl of ReDial")
    parser.add_argument("--iard", type=Path, required=True, help="formatted_IARD_annotated_partially.json")
    parser.add_argument("--dataset", default="ml-100k", help="whose titles are linked")
    parser.add_argument("--encoder", action="store_true", help="use the sentence encoder where no rule fires")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(argv)
    dataset = load(options.dataset, Settings())
    counts = np.bincount(np.asarray(dataset.interactions.item), minlength=len(dataset.catalog))
    weight = {item.id: float(n) for item, n in zip(dataset.catalog.items, counts, strict=True)}
    linker = TitleLinker(dataset.catalog, weight)
    linked = [titles(options.redial, dataset.catalog, linker, style) for style in STYLES]
    leaning = polarity(options.redial)
    turns = intents(options.iard, options.redial, _encoder() if options.encoder else None)
    values = {
        "dialogue.title_f1": linked[1]["f1"],
        "dialogue.polarity": leaning["accuracy"],
        "dialogue.intent": turns[0]["right"],
        "dialogue.ms": turns[0]["ms p99"],
    }
    verdicts = [
        {"name": n, "value": v, "target": TARGETS[n], "pass": v <= TARGETS[n] if n.endswith("ms") else v >= TARGETS[n]}
        for n, v in values.items()
    ]
    tables = {"titles": linked, "polarity": [leaning], "intents": turns}
    if options.json:
        where = {"python": platform.python_version(), "dataset": dataset.name}
        print(json.dumps({"part": "understanding", "environment": where, "tables": tables, "verdicts": verdicts}))
        return
    console = Console()
    for name, rows in {**tables, "verdicts": verdicts}.items():
        table = Table(title=name)
        for column in rows[0]:
            table.add_column(column)
        for row in rows:
            table.add_row(*(_shown(row.get(column, "")) for column in rows[0]))
        console.print(table)


def _encoder() -> Embeds:
    from recsys.assets import ensure_encoder
    from retrieval.encode import Encoder

    settings = Settings()
    return Encoder(ensure_encoder(settings.encoder, settings, None), settings.threads)


def _mentioned(redial: Path) -> Catalog:
    named = {name for d in dialogues(redial) for name in d["movieMentions"].values() if name}
    items: dict[tuple[str, int | None], Item] = {}
    for name in sorted(named):
        title, year = split_year(re.sub(r"\s+", " ", name).strip())
        if title:
            genres = ("Action", "Animation", "Children", "Comedy", "Crime", "Drama", "Fantasy", "Horror", "Musical")
            more = ("Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western", "Documentary", "Adventure")
            items.setdefault((title.lower(), year), Item(str(len(items)), title, year, genres + more))
    return Catalog(items.values())


def _titles(item: Item) -> Iterable[str]:
    return (item.title, *item.aka)


def _bare(title: str) -> tuple[str, ...]:
    words = keys(split_year(title)[0])
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def _meet(mention: Mention, start: int, end: int) -> bool:
    return mention.start < end and mention.end > start


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
