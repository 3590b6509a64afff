"""What the commands of `whyrec` share: faults as one sentence, settings, opening the engine, progress and printing."""

from __future__ import annotations

import contextlib
import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from recsys.schema import WhyRecError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recsys.engine import Engine
    from recsys.models.base import Progress
    from recsys.settings import Settings

LONG = 2.0
"""Seconds after which a stage is worth a line in a log."""


class Commands(TyperGroup):
    """Commands that end with one sentence on the standard error and exit code 1 when the user can mend the fault."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except WhyRecError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


class ManyValues(TyperCommand):
    """A command whose `--without A B --with C=4 D=5` means the same as naming the option before each value."""

    options = ("--without", "--with")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spread: list[str] = []
        open_option = ""
        for before, arg in zip(["", *args], args, strict=False):
            if arg.startswith("-"):
                open_option = arg if arg in self.options else ""
            elif open_option and before != open_option:
                spread.append(open_option)
            spread.append(arg)
        return super().parse_args(ctx, spread)


def settings_with(model: str = "") -> Settings:
    """The settings in force, with another collaborative model if one is named; WhyRecError for an unusable variable."""
    from pydantic import ValidationError

    from recsys.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "WHYREC_" + "_".join(str(part) for part in first["loc"]).upper()
        should = re.sub(r"^Input should", "it should", first["msg"].partition(",")[0])
        raise WhyRecError(f'The setting {name}="{first["input"]}" cannot be used: {should}.') from None
    return settings.model_copy(update={"model": model}) if model else settings


@contextlib.contextmanager
def opened(model: str = "", chat: bool = False, keep_bars: bool = False) -> Iterator[Engine]:
    """The engine; if `chat`, the language model loads behind it (see `finish_loading`).

    Stray output of libraries goes to the standard error."""
    settings = settings_with(model)
    with contextlib.redirect_stdout(sys.stderr), progress_bars(keep_bars) as tell:
        from recsys.engine import Engine

        yield Engine.open(settings, tell, chat=chat, warm=False)


def finish_loading(engine: Engine) -> None:
    """Wait until the language model is there or is known not to be."""
    while engine.chat_status == "loading":
        time.sleep(0.02)


@contextlib.contextmanager
def progress_bars(keep: bool = False) -> Iterator[Progress]:
    """One bar a stage on the standard error, left standing at the end if `keep`; where that is no terminal, a line
    for each stage that takes long."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    begun: dict[str, float] = {}
    with Progress(*columns, console=console, transient=not keep, disable=not console.is_terminal) as bars:

        def tell(stage: str, share: float) -> None:
            if stage not in tasks:
                tasks[stage], begun[stage] = bars.add_task(stage, total=1.0), time.monotonic()
            bars.update(tasks[stage], completed=share)
            if not console.is_terminal and time.monotonic() - begun.get(stage, math.inf) > LONG:
                typer.echo(f"{stage} …", err=True)
                del begun[stage]

        yield tell


def show(as_json: bool, document: Any, view: Callable[[], RenderableType]) -> None:
    """Print one JSON document, or what is made for reading; running text is wrapped on a terminal only."""
    if as_json:
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        typer.echo(json.dumps(document, ensure_ascii=not unicode, allow_nan=False, indent=2))
        return
    from rich.console import Console
    from rich.text import Text

    console, shown = Console(), view()
    console.print(shown, soft_wrap=isinstance(shown, Text) and not console.is_terminal)
