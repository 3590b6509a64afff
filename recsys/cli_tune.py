"""`whyrec tune`: an adapter for a local chat model from pairs of prompt and answer."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recsys.console import settings_with
from recsys.schema import WhyRecError

if TYPE_CHECKING:
    from recsys.llm.tune import Report, Run

EVERY = 15.0
"""Seconds between lines of progress where the standard error is no terminal."""


def tune(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.jsonl", help='Lines {"messages": […], "answer": "…"}.')],
    out: Annotated[Path, typer.Option(help="The folder for the adapter, its card and the state of the run.")],
    base: Annotated[str, typer.Option(help="Model folder, .gguf file or name; else the default chat model.")] = "",
    start: Annotated[Path | None, typer.Option(help="The folder of a run to begin from, of the same base.")] = None,
    validation: Annotated[Path | None, typer.Option(help="Pairs held out, for the loss on them only.")] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 2,
    rank: Annotated[int, typer.Option(min=1, help="Of the adapter's matrices.")] = 16,
    learning_rate: Annotated[float, typer.Option(min=0.0)] = 5e-4,
    batch: Annotated[int, typer.Option(min=1, help="Pairs a step.")] = 8,
    seed: int = 42,
    threads: Annotated[int, typer.Option(min=0, help="Of the processor; 0 for all.")] = 0,
    resume: Annotated[bool, typer.Option("--resume/--fresh", help="Go on where a run was stopped, or begin.")] = True,
) -> None:
    """Tune the local chat model on texts of yours."""
    settings = settings_with()
    for file in filter(None, (pairs, validation)):
        if not file.is_file():
            raise WhyRecError(f"There is no file {file}: give pairs as lines of JSON.")
    from recsys.llm.card import card
    from recsys.llm.convert import plain_folder
    from recsys.llm.tune import Recipe, tune

    recipe = Recipe(epochs, rank, learning_rate, batch, seed)
    origin, folder = plain_folder(base or settings.model_fields["chat_model"].default, settings)
    bars = _Bars()
    try:
        with bars:
            run = tune(
                folder,
                pairs,
                out,
                recipe,
                validation,
                threads or len(os.sched_getaffinity(0)),
                not resume,
                bars.report,
                start,
            )
    except KeyboardInterrupt:
        raise WhyRecError("Stopped; the same command goes on from the last checkpoint.") from None
    command = shlex.join(["whyrec", *sys.argv[1:]])
    (out / "card.md").write_text(card(origin, pairs, validation, recipe, run, out, command), "utf-8")
    typer.echo(
        f"{out / 'adapter.gguf'}: loss {run.epoch_losses[-1]:.3f}"
        + (f", held out {run.validation[-1]:.3f}" if run.validation else "")
        + f", {run.tokens:,} tokens in {run.seconds / 60:.1f} minutes. Use it with WHYREC_ADAPTER={out}/adapter.gguf"
    )


class _Bars:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bars = Progress(*columns, console=self._console, disable=not self._console.is_terminal)
        self._task = self._bars.add_task("reading the model", total=None)
        self._told = 0.0
        self._first: tuple[int, float] | None = None
        self.report: Report = self._report

    def __enter__(self) -> None:
        self._bars.start()

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def _report(self, run: Run) -> None:
        rate = f"{run.tokens / max(run.seconds, 1e-9):,.0f} tokens/s"
        held_out = f", held out {run.validation[-1]:.3f}" if run.validation else ""
        told = f"loss {run.loss:.3f}{held_out}, {rate}"
        self._bars.update(self._task, description=told, completed=run.step, total=run.steps)
        if not self._console.is_terminal and (time.monotonic() - self._told > EVERY or run.step == run.steps):
            self._told = time.monotonic()
            left = run.seconds / run.step * (run.steps - run.step) / 60
            typer.echo(f"step {run.step} of {run.steps}: {told}, {left:.0f} minutes left", err=True)
