"""From what was measured to files for reading: `index.html`, and every table as CSV and JSON beside it.

The page needs nothing but itself: no script, no font, no network; plots are HTML and SVG.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from eval.parts import Context, Row, Verdict
from eval.report.figures import between, bounds, bracket, columns_of, digits, measured, shown, target
from eval.report.kept import Outcome
from eval.report.plots import Plot, drawn

HERE = Path(__file__).parent
LONGEST = 60
"""Rows of a table on the page; its files have them all."""


@dataclass(frozen=True)
class Cell:
    text: str
    interval: str = ""
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A table for reading; `rows` may be fewer than there are."""

    name: str
    anchor: str
    file: str
    head: list[Cell]
    rows: list[list[Cell]]
    count: int
    open: bool


@dataclass(frozen=True)
class Promise:
    """A verdict in plain words."""

    says: str
    value: str
    interval: str
    target: str
    peer: str
    state: str
    """kept, broken or unmeasured."""
    unsure: bool
    """Whether the target lies within the interval."""
    link: str


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    about: str
    why: str
    seconds: float | None
    size: str
    date: str
    promises: list[Promise]
    plots: list[Plot]
    tables: list[Table]


def write(context: Context, outcomes: Sequence[Outcome]) -> Path:
    """Everything that is known so far; the path of the page."""
    parts = [_part(one) for one in outcomes]
    for one in outcomes:
        for name, rows in one.document["tables"].items() if one.document else ():
            save(context.folder / one.part, slug(name), rows)
    verdicts: list[Row] = [{**v} for one in outcomes if one.document for v in one.document["verdicts"]]
    save(context.folder, "verdicts", verdicts)
    page = context.folder / "index.html"
    promises = [promise for part in parts for promise in part.promises]
    text = _template().render(
        parts=parts,
        environment=_environment(context),
        packages=context.environment()["packages"],
        dataset=context.dataset.name,
        size=context.size,
        kept=sum(p.state == "kept" for p in promises),
        promises=len(promises),
        unmeasured=[part for part in parts if part.why],
    )
    _replace(page, text)
    return page


@cache
def words() -> dict[str, dict[str, Any]]:
    """The report's words, by part."""
    return tomllib.loads((HERE / "words.toml").read_text("utf-8"))


def slug(name: str) -> str:
    """A name as a file and an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "table"


def _part(one: Outcome) -> Part:
    said = words().get(one.part, {})
    title, about = said.get("title", _plain(one.part).capitalize()), said.get("about", "")
    if one.document is None:
        return Part(one.part, title, about, one.why, None, "", "", [], [], [])
    tables = one.document["tables"]
    open_ = said.get("open", list(tables))
    return Part(
        *(one.part, title, about, "", one.seconds),
        size=one.document["environment"]["size"],
        date=one.document["environment"]["date"],
        promises=[_promise(one.part, v, said.get("promises", {}), tables) for v in one.document["verdicts"]],
        plots=drawn(one.document, said.get("plots", [])),
        tables=[table(one.part, name, rows, name in open_) for name, rows in tables.items() if rows],
    )


def _promise(part: str, found: Verdict, promises: Mapping[str, Sequence[str]], tables: Mapping[str, Any]) -> Promise:
    short = found["name"].removeprefix(f"{part}.")
    says, unit, where = promises.get(short, (_plain(short).capitalize(), "", ""))
    value, low, high = found["value"], found["low"], found["high"]
    interval = "" if low is None or high is None else between(low, high, unit)
    aim = _number(found["target"])
    return Promise(
        says,
        measured(value, unit),
        interval,
        target(found["target"], unit),
        str(found.get("peer") or ""),
        "unmeasured" if value is None else "kept" if found["pass"] else "broken",
        aim is not None and low is not None and high is not None and low < aim < high,
        f"{part}-{slug(where)}" if tables.get(where) else part,
    )


def _number(said: str) -> float | None:
    try:
        return float(said.rpartition(" ")[2])
    except ValueError:
        return None


def table(part: str, name: str, rows: Sequence[Row], open_: bool) -> Table:
    """Intervals stand with their number; a column has one number of decimals."""
    known = columns_of(rows)
    ends = bounds(rows, known)
    hidden = {end for both in ends.values() for end in both}
    columns = [column for column in known if column not in hidden]
    decimals = {c: digits([row.get(c) for row in rows]) for c in columns}
    numbers = {
        c: any(isinstance(r.get(c), (int, float)) and not isinstance(r.get(c), bool) for r in rows) for c in known
    }
    lines = []
    for row in rows[:LONGEST]:
        line = []
        for column in columns:
            low, high = (row.get(end) for end in ends.get(column, ("", "")))
            text, ends_ = shown(row.get(column), decimals[column]), bracket(low, high, decimals[column])
            line.append(Cell(text, ends_, numbers[column]))
        lines.append(line)
    head = [Cell(_plain(column), number=numbers[column]) for column in columns]
    return Table(
        *(_plain(name).capitalize() if name == name.lower() else _plain(name), f"{part}-{slug(name)}"),
        file=f"{part}/{slug(name)}",
        head=head,
        rows=lines,
        count=len(rows),
        open=open_,
    )


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _environment(context: Context) -> list[tuple[str, str]]:
    found = context.environment()
    found |= {"fingerprint": found["fingerprint"][:12], "date": found["date"][:16].replace("T", " ") + " UTC"}
    shown_ = {
        "date": "Date",
        "commit": "Commit",
        "cpu": "Processor",
        "cores": "Cores",
        "platform": "System",
        "python": "Python",
        "dataset": "Data set",
        "fingerprint": "Its fingerprint",
        "model": "Model",
        "chat_model": "Language model",
        "seed": "Seed",
        "size": "Size",
    }
    return [(title, shown(found[name])) for name, title in shown_.items()]


# Files


def save(folder: Path, name: str, rows: Sequence[Row]) -> None:
    """The rows as CSV and as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / f"{name}.json", json.dumps(list(rows), ensure_ascii=False, allow_nan=False, indent=1))
    text = io.StringIO()
    lines = csv.DictWriter(text, columns_of(rows))
    lines.writeheader()
    lines.writerows(rows)
    _replace(folder / f"{name}.csv", text.getvalue())


def _replace(path: Path, text: str) -> None:
    """Written beside and put in place at once, so that a stop leaves no half file."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, "utf-8", newline="")
    os.replace(fresh, path)


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(HERE)
    found = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.globals["style"] = Markup((HERE / "style.css").read_text("utf-8"))
    found.undefined = jinja2.StrictUndefined
    return found.get_template("index.html")
