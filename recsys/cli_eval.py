"""`whyrec eval`: measure one part of the program and say whether it keeps its promises."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsys.console import progress_bars, settings_with, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from eval.parts import Document, Size

LONGEST = 40
"""Rows of a table shown for reading; the JSON document has them all."""
HELP = """What to measure: claims, dialogue, …; all writes the report of all parts; study serves a page where people \
rate explanations, and evaluates their ratings with --json."""


def evaluate(
    part: Annotated[str, typer.Argument(metavar="PART", help=HELP)],
    dataset: Annotated[str, typer.Option(help="A name or path; the one set by default.")] = "",
    model: Annotated[str, typer.Option(help="Only this model of ours; the default serves.", show_default="all")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="A small sample, to see that it works.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sample.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Where finished work is kept.", show_default="reports/<data set>")
    ] = None,
    dialogues: Annotated[
        Path | None,
        typer.Option(help="A folder with your files of ReDial or IARD, for the part dialogue.", show_default=False),
    ] = None,
    scale: Annotated[bool, typer.Option("--scale", help="Let the part cost grow as far as MovieLens 25M.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")] = False,
) -> None:
    """Measure one part, or all, and say whether the promises are kept."""
    with contextlib.redirect_stdout(sys.stderr), progress_bars() as tell:
        from eval import report
        from eval.parts import Context

        settings = settings_with(model)
        if dataset:
            settings = settings.model_copy(update={"dataset": dataset})
        size: Size = "quick" if quick else "report" if part == "all" else "full"
        context = Context(settings, size, seed, out, tell, dialogues, model, scale)
        if part == "study" and not as_json:
            from eval.study.page import serve

            return serve(context)
        found = report.measure(context) if part == "all" else report.alone(context, part)
    return show(as_json, found, lambda: view(found))


def view(found: Document) -> RenderableType:
    """The tables of a document, then its verdicts."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = [_table(name, rows) for name, rows in found["tables"].items() if rows]
    told = Text()
    for one in found["verdicts"]:
        mark, style = ("✓", "green") if one["pass"] else ("✗", "red")
        told.append(f"{mark} ", style=style)
        told.append(f"{one['name']} {_shown(one['value'])}")
        if one["low"] is not None:
            told.append(f" [{_shown(one['low'])}, {_shown(one['high'])}]", style="dim")
        told.append(f"  {one['target']}\n")
    return Group(*parts, told)


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=name.replace("_", " "), title_justify="left", title_style="bold")
    named = dict.fromkeys(key for row in rows for key in row)
    bounds = {name for column in named for name in (f"{column} low", f"{column} high")}
    columns = [column for column in named if column not in bounds]
    for column in columns:
        numeric = any(isinstance(row.get(column), (int, float)) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows[:LONGEST]:
        table.add_row(*(escape(_measured(row, column)) for column in columns))
    if len(rows) > LONGEST:
        table.caption = f"and {len(rows) - LONGEST} more"
    return table


def _measured(row: Mapping[str, Any], column: str) -> str:
    """The value, with its interval where it has one."""
    value, low, high = (_shown(row.get(name)) for name in (column, f"{column} low", f"{column} high"))
    return value if row.get(f"{column} low") is None else f"{value} [{low}, {high}]"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return "–" if value is None else str(value)
