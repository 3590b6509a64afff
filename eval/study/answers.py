"""Raters, the pairs they saw and what they answered, in a SQLite file; every answer is on the disk before the page
goes on."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from eval.parts import Row
from eval.study.pairs import Pair

AIMS: dict[str, str] = {
    "transparency": "It tells me how the system came to this recommendation.",
    "scrutability": "From it I could tell the system where it is wrong.",
    "trust": "It gives me confidence in the system.",
    "effectiveness": "It helps me to judge well whether I would like this.",
    "persuasiveness": "It makes me want to try this.",
    "efficiency": "It lets me decide quickly.",
    "satisfaction": "I like to read it.",
}
"""The seven aims of an explanation (Tintarev and Masthoff, 2007), each as a statement about one text."""
LIKERT = range(1, 6)
"""From "not at all" to "very much"."""
PREFERRED = "preferred"
FIRST, SECOND, NEITHER = 1, 2, 0
"""Values of the question which text is preferred: by its place in the pair, whatever side it was shown on."""
QUESTIONS: dict[str, range] = {
    **{f"{aim} {place}": LIKERT for aim in AIMS for place in (FIRST, SECOND)},
    PREFERRED: range(NEITHER, SECOND + 1),
}
"""Every question of a pair with the values it may have."""

SCHEMA = """
create table if not exists rater (id text primary key, at real not null);
create table if not exists pair (id text primary key, content text not null);
create table if not exists answer (
    rater text not null references rater, pair text not null references pair, question text not null,
    value integer not null, first_on_the_left integer not null, at real not null,
    primary key (rater, pair, question)
);
"""


class Answers:
    """The file of one study."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, check_same_thread=False)
        self._base.executescript(SCHEMA)

    def know(self, pairs: Iterable[Pair]) -> None:
        """Keep what is shown beside the answers to it."""
        content = [(pair.id, json.dumps(asdict(pair), ensure_ascii=False)) for pair in pairs]
        with self._base:
            self._base.executemany("insert or ignore into pair values (?, ?)", content)

    def new_rater(self) -> str:
        """A name nobody can guess and that says nothing of the person."""
        name = secrets.token_urlsafe(9)
        with self._base:
            self._base.execute("insert into rater values (?, ?)", (name, time.time()))
        return name

    def knows(self, rater: str) -> bool:
        return self._base.execute("select 1 from rater where id = ?", (rater,)).fetchone() is not None

    def put(self, rater: str, pair: str, answers: Mapping[str, int], first_on_the_left: bool) -> None:
        """Keep answers by question; the last one to a question counts."""
        rows = [(rater, pair, q, value, int(first_on_the_left), time.time()) for q, value in answers.items()]
        with self._base:
            self._base.executemany("insert or replace into answer values (?, ?, ?, ?, ?, ?)", rows)

    def of(self, rater: str) -> dict[str, dict[str, int]]:
        """By pair and question."""
        found: dict[str, dict[str, int]] = {}
        rows = self._base.execute("select pair, question, value from answer where rater = ?", (rater,))
        for pair, question, value in rows:
            found.setdefault(pair, {})[question] = value
        return found

    def rows(self) -> list[Row]:
        """One row an answer, with what was shown: raters in the order they came are 1, 2, …"""
        raters = [name for (name,) in self._base.execute("select id from rater order by at, id")]
        number = {name: n for n, name in enumerate(raters, 1)}
        pairs = {key: json.loads(text) for key, text in self._base.execute("select id, content from pair")}
        names = "rater, pair, question, value, first_on_the_left"
        found = self._base.execute(f"select {names} from answer order by at, rowid").fetchall()
        return [
            {
                "rater": number[rater],
                "pair": pair,
                "item": pairs[pair]["item"],
                "first": pairs[pair]["styles"][0],
                "second": pairs[pair]["styles"][1],
                "question": question,
                "value": value,
                "first on the left": bool(left),
            }
            for rater, pair, question, value, left in found
        ]

    def close(self) -> None:
        self._base.close()
