"""The `whyrec` command. Every command opens the engine, asks it one thing and prints the answer.

With `--json` the standard output is exactly one JSON document; progress and warnings go to the standard error. A fault
the user can act on is one sentence there and exit code 1. Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from recsys.cli_data import data
from recsys.cli_eval import evaluate
from recsys.cli_tune import tune
from recsys.console import Commands, ManyValues, finish_loading, opened, settings_with, show
from recsys.explain.language import Voice, voice_named
from recsys.schema import Explanation, Item, Opinion, Reply, Request, WhyRecError

if TYPE_CHECKING:
    from recsys.engine import Engine
    from recsys.explain.plan import Task

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(data, name="data")
app.command()(tune)
app.command("eval")(evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whyrec {version('whyrec')}")
        raise typer.Exit


@app.callback()
def whyrec(
    shown: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Recommendations that say why, with reasons you can test."""


User = Annotated[str, typer.Option("--user", "-u", help="Id of a person of the data set, or of one WhyRec made.")]
Query = Annotated[str, typer.Option("--query", "-q", help='What is wanted now: "a funny animated film for kids".')]
Language = Annotated[str, typer.Option("--language", help="Language of what is told: en or zh.")]
Voiced = Annotated[
    str, typer.Option("--voice", help="plain, warm or terse; by default as the person chose.", show_default=False)
]
Model = Annotated[str, typer.Option("--model", help="Collaborative model: edlae, ease or popularity.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")]


@app.command()
def setup(model: Model = "") -> None:
    """Fetch, fit and index all that `chat` needs."""
    with opened(model, chat=True, keep_bars=True) as engine:
        finish_loading(engine)
        about, settings = engine.dataset, engine.settings
        wanted = {"language model": settings.chat_model, "encoder": settings.encoder}
        there = {"language model": engine.chat_ready, "encoder": engine.pipeline.encoder is not None}
    missing = [part for part, name in wanted.items() if name != "none" and not there[part]]
    told = [f"{part} {name}" if there[part] else f"no {part}" for part, name in wanted.items()]
    typer.echo(
        f"{'Ready but for what is missing' if missing else 'Ready'}: {about.name} with {len(about.catalog):,} "
        f"{about.lexicon.plural} and {len(about.interactions.users):,} people, model {settings.model}, "
        f"{', '.join(told)}."
    )
    if missing:
        # Why it is missing has been said on the standard error when it was tried.
        raise typer.Exit(1)


@app.command()
def chat(
    browser: Annotated[bool, typer.Option(help="Show the page in the browser, or only serve it.")] = True,
    model: Model = "",
) -> None:
    """Open the page in which you talk with WhyRec."""
    settings = settings_with(model)
    import chat_app

    chat_app.main(settings, open_browser=browser)


@app.command()
def recommend(
    user: User,
    k: Annotated[int, typer.Option("-k", help="How many.")] = 10,
    query: Query = "",
    voice: Voiced = "",
    language: Language = "en",
    model: Model = "",
    as_json: AsJson = False,
) -> None:
    """What a person may like, and why."""
    from recsys import documents
    from recsys.explain.records import introduction

    with opened(model) as engine:
        profile, request, how = engine.profile(user), _request(engine, query), _voice(engine, user, voice)
        shown = engine.recommend(profile, request, k)
        about = engine.dataset
        whole = introduction(shown, request, len(profile.liked), about.lexicon, about.scale)
        said = () if as_json else tuple(engine.tell(whole, "intro", how, language))
        lines = {} if as_json else engine.line(profile, shown, request, how, language)
    name = profile.name or profile.user_id
    show(as_json, documents.ranking(user, shown), lambda: documents.ranking_view(name, said, shown, lines))


@app.command()
def why(
    user: User,
    item: Annotated[str, typer.Option("--item", "-i", help="Title or item id.")],
    query: Query = "",
    voice: Voiced = "",
    language: Language = "en",
    model: Model = "",
    as_json: AsJson = False,
) -> None:
    """Why an item is or is not recommended."""
    from recsys import documents

    with opened(model, chat=True) as engine:
        profile, request, how = engine.profile(user), _request(engine, query), _voice(engine, user, voice)
        wanted = _find(engine, item)
        evidence = engine.evidence(profile, wanted.id, request)
        task: Task = "short" if evidence.rank else "why_not"
        finish_loading(engine)
        last = deque(engine.explain(profile, wanted.id, request, task, how, language), maxlen=1)
    answer = last.pop() if last else Explanation(evidence, ())
    show(as_json, documents.explanation(answer), lambda: documents.explanation_view(answer))


@app.command("what-if", cls=ManyValues)
def what_if(
    user: User,
    without: Annotated[list[str] | None, typer.Option("--without", help="A rated title, or its id, to strike.")] = None,
    plus: Annotated[list[str] | None, typer.Option("--with", metavar="TITLE=RATING", help="A rating to add.")] = None,
    query: Query = "",
    voice: Voiced = "",
    language: Language = "en",
    model: Model = "",
    as_json: AsJson = False,
) -> None:
    """How the list changes without or with some ratings."""
    from recsys import documents
    from recsys.explain.records import change

    if not (without or plus):
        raise WhyRecError("Say what to change: --without a title the person rated, or --with TITLE=RATING.")
    with opened(model) as engine:
        profile, request, how = engine.profile(user), _request(engine, query), _voice(engine, user, voice)
        struck = [_find(engine, text, [o.item_id for o in profile.opinions]) for text in without or ()]
        added = [_opinion(engine, text) for text in plus or ()]
        answer = engine.what_if(profile, [item.id for item in struck], added, request)
        changed = change(answer, engine.dataset.lexicon, engine.dataset.scale)
        said = tuple(engine.tell(changed, "what_if", how, language))
    show(as_json, documents.what_if(answer, said), lambda: documents.what_if_view(answer, said))


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="Title or item id.")],
    second: Annotated[str, typer.Argument(help="The other one.")],
    user: User,
    query: Query = "",
    voice: Voiced = "",
    language: Language = "en",
    model: Model = "",
    as_json: AsJson = False,
) -> None:
    """Two items side by side, for a person."""
    from recsys import documents

    with opened(model, chat=True) as engine:
        profile, request, how = engine.profile(user), _request(engine, query), _voice(engine, user, voice)
        a, b = _find(engine, first), _find(engine, second)
        if a.id == b.id:
            raise WhyRecError(f"Both are {a.name}: name two different {engine.dataset.lexicon.plural}.")
        pair = engine.compare(profile, a.id, b.id, request)
        finish_loading(engine)
        said = tuple(engine.tell(pair, "compare", how, language))
    show(as_json, documents.comparison(pair, said), lambda: documents.told(said))


@app.command()
def taste(
    user: User, voice: Voiced = "", language: Language = "en", model: Model = "", as_json: AsJson = False
) -> None:
    """What a person's opinions show of their taste."""
    from recsys import documents

    with opened(model, chat=True) as engine:
        shown, how = engine.taste(engine.profile(user)), _voice(engine, user, voice)
        finish_loading(engine)
        said = tuple(engine.tell(shown, "taste", how, language))
    show(as_json, documents.taste(user, shown, said), lambda: documents.told(said))


@app.command()
def ask(
    message: Annotated[str, typer.Argument(help="What you would say in the chat.")],
    user: User,
    new: Annotated[bool, typer.Option("--new", help="Begin a new conversation instead of going on.")] = False,
    language: Language = "en",
    model: Model = "",
    as_json: AsJson = False,
) -> None:
    """Say one thing to WhyRec, as in the chat."""
    from recsys import documents

    with opened(model, chat=True) as engine:
        profile = engine.profile(user)
        finish_loading(engine)
        conversation = f"cli-{profile.user_id}" + (f"-{time.time_ns():x}" if new else "")
        last = deque(engine.chat(user, message, conversation, language), maxlen=1)
    said = last.pop() if last else Reply("", done=True)
    show(as_json, documents.reply(user, said), lambda: documents.reply_view(said))


# Reading what the user typed


def _voice(engine: Engine, user: str, wanted: str) -> Voice:
    """The voice named, else the one the person chose."""
    return voice_named(wanted) if wanted else engine.voice(user)


def _request(engine: Engine, query: str) -> Request:
    return engine.request(query) if query.strip() else Request()


def _find(engine: Engine, text: str, among: Sequence[str] = ()) -> Item:
    """The item of an id or title; of several with one title those in `among` are meant, if any is."""
    noun, where = engine.dataset.lexicon.noun, engine.dataset.name
    if not text.strip():
        raise WhyRecError(f"Which {noun}? Nothing was named: give a title or an item id.")
    if text in engine.catalog:
        return engine.catalog.get(text)
    found = engine.find(text)
    exact = [item for item in found if _key(text) in _keys(item)]
    exact = [item for item in exact if item.id in among] or exact
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise WhyRecError(f'"{text}" is more than one {noun}: say {_choices(exact)}.')
    near = f"; did you mean {_choices(found)}?" if found else "."
    raise WhyRecError(f'There is no {noun} called "{text}" in {where}{near}')


def _keys(item: Item) -> set[tuple[str, ...]]:
    """The ways to name an item in full: its titles, with and without the year."""
    titles = (item.title, *item.aka)
    return {_key(title) for title in titles} | {_key(f"{title} {item.year}") for title in titles if item.year}


def _key(text: str) -> tuple[str, ...]:
    from recsys.dialogue.text import ARTICLES, keys

    words = keys(text)
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def _choices(items: Sequence[Item]) -> str:
    names = [f"{item.name} (id {item.id})" for item in items[:6]]
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _opinion(engine: Engine, text: str) -> Opinion:
    """Read TITLE=RATING."""
    title, _, number = text.rpartition("=")
    scale, unit = engine.dataset.scale, engine.dataset.lexicon.unit
    try:
        stars = float(number)
    except ValueError:
        title = ""
    if not title.strip():
        raise WhyRecError(f'"{text}" is not TITLE=RATING: write for example --with "Alien=5".')
    if not scale.minimum <= stars <= scale.maximum:
        low, high = f"{scale.minimum:g}", f"{scale.maximum:g}"
        raise WhyRecError(f"A rating of {number.strip()} is not possible: give {low} to {high} {unit}s.")
    return Opinion(_find(engine, title.strip()).id, scale.verdict(stars), stars, time.time())


def main() -> None:
    app()


if __name__ == "__main__":
    main()
