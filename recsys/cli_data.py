"""`whyrec data`: which data sets there are, what is wrong with one, and adding one under a name."""

from __future__ import annotations

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


@data.command("list")
def data_list(as_json: AsJson = False) -> None:
    """The data sets that go by a name."""
    from recsys.data.manage import known

    settings = settings_with()
    listed = known(settings)
    rows = [{"name": d.name, "about": d.about, "state": d.state, "in_use": d.name == settings.dataset} for d in listed]
    show(as_json, {"datasets": rows}, lambda: _listed(listed, settings.dataset))


@data.command("check")
def data_check(path: Where, as_json: AsJson = False) -> None:
    """What is wrong in a data set, by file and line."""
    from recsys.data.check import check

    problems = check(path)
    errors = sum(p.severity == "error" for p in problems)
    told = [{"file": p.file, "line": p.line, "severity": p.severity, "message": p.message} for p in problems]
    show(as_json, {"path": path, "ok": not errors, "problems": told}, lambda: _checked(problems, errors))
    if errors:
        raise typer.Exit(1)


@data.command("add")
def data_add(
    name: Annotated[str, typer.Argument(help="The name to use it by.")],
    path: Where,
    items: Annotated[str, typer.Option(help="The file of items, if it lies elsewhere.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="Which column is user, item, rating, timestamp, title, year, genres."),
    ] = None,
    scale: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NUMBER", help="minimum, maximum, step, like or dislike.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=WORD", help="noun, plural, unit or done: noun=book done=read.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a data set of yours usable by name."""
    from recsys.data.manage import add

    settings = settings_with()
    numbers = {field: _number(field, text) for field, text in map(_pair, scale or ())}
    with progress_bars() as tell:
        added = add(
            name,
            Path(path),
            settings,
            items=items or None,
            columns=dict(map(_pair, column or ())) or None,
            scale=numbers or None,
            lexicon=dict(map(_pair, words or ())) or None,
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
    text.append(f"{errors:,} errors, {len(problems) - errors:,} other remarks." if problems else "Nothing is wrong.")
    return text


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
