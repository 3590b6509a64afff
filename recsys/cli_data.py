"""`whyrec data`: which data sets there are, what is wrong with one, and adding one under a name."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsys.console import Commands, progress_bars, settings_with, show
from recsys.schema import WhyRecError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recsys.data.manage import Listed
    from recsys.data.source import Problem

data = typer.Typer(cls=Commands, no_args_is_help=True, rich_markup_mode=None, help="List, check and add data sets.")

AsJson = Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")]
Where = Annotated[str, typer.Argument(metavar="PATH", help="A file, or a folder of files.")]
Items = Annotated[str, typer.Option(help="The file of items, if it lies elsewhere.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="OURS=THEIRS",
        help="Which column is user, item, rating, timestamp, title, year, genres; by number where no line names them.",
    ),
]
Numbers = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=NUMBER", help="minimum, maximum, step, like or dislike.")
]


@data.command("list")
def data_list(as_json: AsJson = False) -> None:
    """The data sets that go by a name."""
    from recsys.data.manage import known

    settings = settings_with()
    listed = known(settings)
    rows = [{"name": d.name, "about": d.about, "state": d.state, "in_use": d.name == settings.dataset} for d in listed]
    show(as_json, {"datasets": rows}, lambda: _listed(listed, settings.dataset))


@data.command("check")
def data_check(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file, a folder of files, or the name of a data set.")],
    items: Items = "",
    column: Columns = None,
    scale: Numbers = None,
    as_json: AsJson = False,
) -> None:
    """What is wrong in a data set, by file and line."""
    from recsys.data.check import check
    from recsys.data.manage import described

    told = described(path, settings_with(), items=items, columns=_pairs(column), scale=_numbers(scale))
    problems = check(told)
    errors = sum(p.severity == "error" for p in problems)
    listed = [{"file": p.file, "line": p.line, "severity": p.severity, "message": p.message} for p in problems]
    show(as_json, {"path": path, "ok": not errors, "problems": listed}, lambda: _checked(problems, errors))
    if errors:
        raise typer.Exit(1)


@data.command("add")
def data_add(
    name: Annotated[str, typer.Argument(help="The name to use it by.")],
    path: Where,
    items: Items = "",
    column: Columns = None,
    scale: Numbers = None,
    words: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=WORD", help="noun, plural, unit or done: noun=book done=read.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a data set of yours usable by name."""
    from recsys.data.manage import add

    settings = settings_with()
    with progress_bars() as tell:
        added = add(
            name,
            Path(path),
            settings,
            items=items or None,
            columns=_pairs(column),
            scale=_numbers(scale),
            lexicon=_pairs(words),
            progress=tell,
        )
    document = {
        "name": name,
        "items": len(added.catalog),
        "people": len(added.interactions.users),
        "interactions": len(added.interactions),
        "dropped": dict(added.report.dropped),
        "repaired": dict(added.report.repaired),
        "notes": list(added.report.notes),
    }
    show(as_json, document, lambda: _added(document, added.lexicon.plural))


@data.command("enrich")
def data_enrich(
    name: Annotated[str, typer.Argument(help="A data set by its name.")],
    source: Annotated[str, typer.Argument(help="A CSV, JSONL or Parquet file, MovieLens tags, or Wikipedia's films.")],
    form: Annotated[str, typer.Option(help="table, tags, genome or wikipedia, if the names do not tell.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="id, title, year, directors, themes, about …"),
    ] = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Forget what was known before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell more of the items of a data set: people, places, themes, a sentence."""
    from recsys.data.knowledge.enrich import enrich

    with progress_bars() as tell:
        found = enrich(name, source, settings_with(), form, _pairs(column), afresh, tell)
    document = {**asdict(found), "file": str(found.file)}
    show(as_json, document, lambda: _enriched(document))


def _pairs(texts: list[str] | None) -> dict[str, str] | None:
    return dict(map(_pair, texts or ())) or None


def _numbers(texts: list[str] | None) -> dict[str, float] | None:
    return {field: _number(field, text) for field, text in map(_pair, texts or ())} or None


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = (part.strip() for part in text.partition("="))
    if not (field and equals and value):
        raise WhyRecError(f'"{text}" is not two things joined by "=": write for example --column user=reader_id.')
    return field, value


def _number(field: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise WhyRecError(f'The {field} of a scale is a number, not "{text}".') from None


def _listed(listed: list[Listed], in_use: str) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Name", "State", "What it is"):
        table.add_column(heading, overflow="fold")
    for d in listed:
        table.add_row(Text(d.name), "in use" if d.name == in_use else d.state, Text(d.about))
    return table


def _checked(problems: list[Problem], errors: int) -> RenderableType:
    from rich.text import Text

    styles = {"error": "red", "warning": "yellow", "note": "dim"}
    text = Text()
    for problem in problems:
        text.append(f"{problem}\n", style=styles[problem.severity])
    others = len(problems) - errors
    told = f"{_counted(errors, 'error')}, {_counted(others, 'other remark')}."
    text.append(told if problems else "Nothing is wrong.")
    return text


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _enriched(document: dict[str, Any]) -> RenderableType:
    from rich.text import Text

    told = (f"{field} {count:,}" for field, count in document["fields"].items())
    lines = [
        f"{document['joined']:,} of {document['told']:,} that the source tells of are in the data set.",
        f"Items that have each: {', '.join(told)}.",
        *([f"{document['ambiguous']:,} may be several items and were passed over."] if document["ambiguous"] else []),
        *([f"Not in the data set: {', '.join(document['strangers'])} …"] if document["strangers"] else []),
        f"Kept in {document['file']}.",
    ]
    return Text("\n".join(lines))


def _added(document: dict[str, Any], plural: str) -> RenderableType:
    from rich.text import Text

    lines = [
        f"{document['name']} is ready: {document['items']:,} {plural}, {document['people']:,} people, "
        f"{document['interactions']:,} interactions.",
        *(f"Dropped {count:,}: {reason}." for reason, count in document["dropped"].items()),
        *(f"Repaired {count:,}: {reason}." for reason, count in document["repaired"].items()),
        *document["notes"],
        f"Use it by setting WHYREC_DATASET={document['name']}.",
    ]
    return Text("\n".join(lines))
