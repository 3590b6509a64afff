"""The `whyrec` command. Every command opens the engine, asks it one thing and prints the answer.

With `--json` the standard output is exactly one JSON document; progress and warnings go to the standard error. A fault
the user can act on is one sentence there and exit code 1. Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from recsys.schema import Item, Opinion, Profile, Recommendation, Request, WhyRecError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from recsys.engine import Engine
    from recsys.settings import Settings


class Commands(TyperGroup):
    """A group whose commands end with one sentence and exit code 1 when the user can mend what is wrong."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except WhyRecError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


class ManyValues(TyperCommand):
    """A command whose `--without A B --with C=4 D=5` means the same as naming the option before each value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spread: list[str] = []
        option = ""
        fresh = False
        for arg in args:
            if arg.startswith("--"):
                option, fresh = (arg, True) if arg in ("--without", "--with") else ("", False)
                spread.append(arg)
                continue
            if option and not fresh:
                spread.append(option)
            fresh = False
            spread.append(arg)
        return super().parse_args(ctx, spread)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Recommendations that say why, with reasons you can test.",
)
data = typer.Typer(cls=Commands, no_args_is_help=True, help="List, check and add data sets.")
app.add_typer(data, name="data")

User = Annotated[str, typer.Option("--user", "-u", help="Id of a person of the data set, or of one WhyRec made.")]
ModelName = Annotated[str, typer.Option("--model", help="Collaborative model: edlae, ease or popularity.")]
Query = Annotated[str, typer.Option("--query", "-q", help='What is wanted now: "a funny animated film for kids".')]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command()
def setup(model: ModelName = "") -> None:
    """Fetch data and models, fit and index: everything `whyrec chat` needs. Does only what is missing."""
    with _engine(model, chat=True) as engine:
        _say(
            f"Ready: {engine.dataset.name} with {len(engine.catalog):,} {engine.dataset.lexicon.plural} and "
            f"{len(engine.dataset.interactions.users):,} people, model {engine.settings.model}, "
            f"language model {engine.settings.chat_model} ({engine.chat_status})."
        )


@app.command()
def chat(model: ModelName = "") -> None:
    """Open the page in which you talk with WhyRec."""
    import chat_app

    chat_app.main(_settings(model))


@app.command()
def recommend(
    user: User,
    k: Annotated[int, typer.Option("-k", help="How many.")] = 10,
    query: Query = "",
    model: ModelName = "",
    as_json: AsJson = False,
) -> None:
    """What a person may like, each with its reason."""
    from recsys import documents

    with _engine(model) as engine:
        profile, request = engine.profile(user), _request(engine, query)
        shown = engine.recommend(profile, request, k)
        lines = {} if as_json else engine.line(profile, shown, request)
    name = profile.name or profile.user_id
    _print(as_json, documents.ranking(user, shown), lambda: documents.ranking_table(name, shown, lines))


@app.command()
def why(
    user: User,
    item: Annotated[str, typer.Option("--item", "-i", help="Title or item id.")],
    query: Query = "",
    model: ModelName = "",
    as_json: AsJson = False,
) -> None:
    """Why an item is (or is not) recommended to a person, with the receipts."""
    from recsys import documents

    with _engine(model, chat=True) as engine:
        profile, request = engine.profile(user), _request(engine, query)
        wanted = _find(engine, item)
        evidence = engine.evidence(profile, wanted.id, request)
        task = "short" if evidence.rank and not evidence.excluded else "why_not"
        answer = None
        for answer in engine.explain(profile, wanted.id, request, task):
            pass
        if answer is None:
            raise WhyRecError(f"Nothing can be said about {wanted.name} for this person.")
        titles = {c.item.id: c.item.name for c in evidence.cited}
    _print(as_json, documents.explanation(answer), lambda: documents.explanation_view(answer, titles))


@app.command("what-if", cls=ManyValues)
def what_if(
    user: User,
    without: Annotated[list[str] | None, typer.Option("--without", help="Title or id of a rated item to strike.")] = None,
    plus: Annotated[list[str] | None, typer.Option("--with", help="TITLE=RATING or ITEM_ID=RATING to add.")] = None,
    query: Query = "",
    model: ModelName = "",
    as_json: AsJson = False,
) -> None:
    """How a person's list would change with some ratings struck or added. Nothing is stored."""
    from recsys import documents

    with _engine(model) as engine:
        profile, request = engine.profile(user), _request(engine, query)
        if not (without or plus):
            raise WhyRecError("Say what to change: --without a title the person rated, or --with TITLE=RATING.")
        struck = [_rated(engine, profile, text) for text in without or ()]
        added = [_opinion(engine, text) for text in plus or ()]
        answer = engine.what_if(profile, [i.id for i in struck], added, request)
        lexicon = engine.dataset.lexicon
    _print(as_json, documents.what_if(answer), lambda: documents.what_if_view(answer, _words(answer, lexicon)))


@app.command()
def ask(
    message: Annotated[str, typer.Argument(help="What you would say in the chat.")],
    user: User,
    new: Annotated[bool, typer.Option("--new", help="Begin a new conversation instead of going on.")] = False,
    model: ModelName = "",
    as_json: AsJson = False,
) -> None:
    """Say one thing to WhyRec as in the chat; the conversation goes on from call to call."""
    from recsys import documents
    from recsys.schema import Reply

    with _engine(model, chat=True) as engine:
        engine.profile(user)
        conversation = f"cli-{user}" if not new else f"cli-{user}-{time.time_ns():x}"
        said = Reply("")
        for said in engine.chat(user, message, conversation):
            pass
    items: tuple[Recommendation, ...] = said.ranking.items if said.ranking else ()
    _print(as_json, documents.reply(user, said), lambda: documents.reply_view(said, items))


# Opening and printing


def _settings(model: str = "") -> Settings:
    """The settings in force; WhyRecError for a variable that cannot be read or a model there is not."""
    from pydantic import ValidationError

    from recsys.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "WHYREC_" + "_".join(str(part) for part in first["loc"]).upper()
        raise WhyRecError(f"The setting {name} is not usable: {first['msg'].lower()}.") from None
    return settings.model_copy(update={"model": model}) if model else settings


@contextlib.contextmanager
def _engine(model: str, chat: bool = False) -> Iterator[Engine]:
    """The engine, the language model loaded if `chat`; progress and stray output go to the standard error."""
    settings = _settings(model)
    with contextlib.redirect_stdout(sys.stderr), _progress() as tell:
        from recsys.engine import Engine

        engine = Engine.open(settings, tell, chat=chat)
        while engine.chat_status == "loading":
            time.sleep(0.02)
    with contextlib.redirect_stdout(sys.stderr):
        yield engine


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    """Bars on the standard error, one a stage, shown on a terminal only; the value is a `Progress` callback."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def tell(stage: str, share: float) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=1.0)
                if not console.is_terminal:
                    typer.echo(f"{stage} …", err=True)
            bars.update(tasks[stage], completed=share)

        yield tell


def _print(as_json: bool, document: dict[str, Any], view: Any) -> None:
    if as_json:
        plain_ascii = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        typer.echo(json.dumps(document, ensure_ascii=plain_ascii, allow_nan=False, indent=2))
    else:
        _console().print(view())


def _console() -> Console:
    from rich.console import Console

    return Console(soft_wrap=False)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _words(answer: Any, lexicon: Any) -> tuple[str, ...]:
    from recsys.explain.wording import what_if as words

    return tuple(words(answer, lexicon))


# Reading what the user typed


def _request(engine: Engine, query: str) -> Request:
    return engine.request(query) if query.strip() else Request()


def _find(engine: Engine, text: str, among: Sequence[str] = ()) -> Item:
    """The item of an id or title; several of one title are told apart by `among`, ids that are likelier."""
    if text in engine.catalog:
        return engine.catalog.get(text)
    found = engine.find(text)
    exact = [item for item in found if _names(item) & {_key(text)}]
    exact = [item for item in exact if item.id in among] or exact
    if len(exact) == 1:
        return exact[0]
    noun = engine.dataset.lexicon.noun
    if exact:
        raise WhyRecError(f'"{text}" is more than one {noun}: {_choices(exact)}; add the year.')
    if found:
        raise WhyRecError(f'There is no {noun} called "{text}" in {engine.dataset.name}; near it are {_choices(found)}.')
    raise WhyRecError(f'There is no {noun} called "{text}" in {engine.dataset.name}.')


def _names(item: Item) -> set[tuple[str, ...]]:
    titles = (item.title, *item.aka)
    return {_key(title) for title in titles} | {_key(f"{title} {item.year}") for title in titles if item.year}


def _key(text: str) -> tuple[str, ...]:
    from recsys.dialogue.text import ARTICLES, keys

    words = keys(text)
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def _choices(items: Sequence[Item]) -> str:
    return ", ".join(f"{item.name} [id {item.id}]" for item in items[:6])


def _rated(engine: Engine, profile: Profile, text: str) -> Item:
    return _find(engine, text, [o.item_id for o in profile.opinions])


def _opinion(engine: Engine, text: str) -> Opinion:
    """Read TITLE=RATING."""
    title, equals, number = text.rpartition("=")
    scale, unit = engine.dataset.scale, engine.dataset.lexicon.unit
    try:
        stars = float(number)
    except ValueError:
        stars = None
    if not equals or stars is None:
        raise WhyRecError(f'"{text}" is not TITLE=RATING: write for example --with "Alien=5".')
    if not scale.minimum <= stars <= scale.maximum:
        raise WhyRecError(
            f"A rating of {number.strip()} is not possible: give {scale.minimum:g} to {scale.maximum:g} {unit}s."
        )
    item = _find(engine, title.strip())
    return Opinion(item.id, scale.verdict(stars), stars, time.time())


# Data sets


@data.command("list")
def data_list(as_json: AsJson = False) -> None:
    """The data sets that can be used by name."""
    raise NotImplementedError


def main() -> None:
    app()


if __name__ == "__main__":
    main()
