"""The command line as a user types it: documents of the promised shape, one sentence for every mistake."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console, RenderableType
from typer.testing import CliRunner, Result

from recsys import documents
from recsys.cli import app
from recsys.console import settings_with
from recsys.data.dataset import Dataset
from recsys.engine import Engine
from recsys.models.base import Progress
from recsys.schema import Evidence, Explanation, Item, Part, Ranking, Recommendation, Request
from recsys.settings import Settings

ITEM_KEYS = ["rank", "item_id", "title", "year", "genres", "score", "parts"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="module")
def opened() -> dict[tuple[str, ...], Engine]:
    """Engines that a command has opened: a command takes no longer than its answer when it comes again."""
    return {}


@pytest.fixture(autouse=True)
def one_engine_a_setting(home: Path, opened: dict[tuple[str, ...], Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYREC_HOME", str(home))
    monkeypatch.setenv("WHYREC_CHAT_MODEL", "none")
    monkeypatch.setenv("COLUMNS", "120")
    really_open = Engine.open

    def open_once(settings: Settings, progress: Progress | None = None, chat: bool = True, warm: bool = True) -> Engine:
        key = (settings.dataset, settings.model)
        if key not in opened:
            opened[key] = really_open(settings, progress, chat, warm)
        return opened[key]

    monkeypatch.setattr(Engine, "open", open_once)


@pytest.fixture
def engine(one_engine_a_setting: None) -> Engine:
    return Engine.open(settings_with())


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args), catch_exceptions=False)


def answer(*args: str) -> Any:
    """The JSON document of a command; the whole standard output must be one."""
    result = run(*args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def check_item(item: dict[str, Any]) -> None:
    assert list(item)[: len(ITEM_KEYS)] == ITEM_KEYS
    assert all(list(part) == ["kind", "label", "item_id", "value"] for part in item["parts"])
    assert sum(part["value"] for part in item["parts"]) == pytest.approx(item["score"], abs=1e-6)
    assert all((part["item_id"] is not None) == (part["kind"] == "history") for part in item["parts"])


# What each command answers


def test_recommend_gives_the_items_with_parts_that_sum_to_the_score(engine: Engine) -> None:
    document = answer("recommend", "--user", "42", "-k", "7")
    assert list(document) == ["user", "items"]
    assert document["user"] == "42"
    assert [item["rank"] for item in document["items"]] == [1, 2, 3, 4, 5, 6, 7]
    seen = engine.profile("42").excluded
    for item in document["items"]:
        check_item(item)
        assert item["item_id"] not in seen
        assert engine.catalog.get(item["item_id"]).title == item["title"]


def test_recommend_listens_to_the_query() -> None:
    wanted = answer("recommend", "--user", "42", "--query", "a horror film from the 1980s")
    for item in wanted["items"]:
        assert "Horror" in item["genres"]
        assert 1980 <= item["year"] <= 1989
    assert wanted["items"] != answer("recommend", "--user", "42")["items"]


def test_another_model_gives_another_list() -> None:
    popular = answer("recommend", "--user", "42", "--model", "popularity")
    assert popular["items"] != answer("recommend", "--user", "42")["items"]
    for item in popular["items"]:
        check_item(item)


def test_why_says_it_with_cited_films_receipts_and_checked_sentences(engine: Engine) -> None:
    pick = answer("recommend", "--user", "196")["items"][2]
    why = answer("why", "--user", "196", "--item", pick["item_id"])
    check_item({key: why[key] for key in ITEM_KEYS})
    assert [why[key] for key in ITEM_KEYS[:5]] == [pick[key] for key in ITEM_KEYS[:5]]
    assert why["cited"]
    for cited in why["cited"]:
        assert list(cited) == ["item_id", "title", "rating", "value"]
        own = engine.profile("196").opinion(cited["item_id"])
        assert own is not None
        assert cited["rating"] == own.stars
    assert [c["item_id"] for c in why["cited"]] == why["receipts"][0]["without"]
    assert all(list(r) == ["without", "rank_before", "rank_after"] for r in why["receipts"])
    assert why["sentences"]
    for sentence in why["sentences"]:
        assert list(sentence) == ["text", "source", "claims"]
        assert sentence["source"] in ("model", "plain")
        assert sentence["claims"]
        assert all(list(c) == ["type", "text", "supported"] and c["supported"] for c in sentence["claims"])


def test_why_not_has_words_for_a_seen_film(engine: Engine) -> None:
    seen = engine.profile("42").liked[0]
    why = answer("why", "--user", "42", "--item", seen.item_id)
    assert why["rank"] is None
    assert why["receipts"] == []
    assert why["sentences"]


def test_title_and_id_name_the_same_item() -> None:
    by_title = answer("why", "--user", "196", "--item", "dr. strangelove")
    by_year = answer("why", "--user", "196", "--item", "Toy Story (1995)")
    assert by_year == answer("why", "--user", "196", "--item", "1")
    assert by_title["title"].startswith("Dr. Strangelove")


def test_what_if_gives_both_whole_lists_and_the_moves(engine: Engine) -> None:
    liked = engine.profile("42").liked[:2]
    titles = [engine.catalog.get(o.item_id).name for o in liked]
    document = answer("what-if", "--user", "42", "--without", titles[0], "--without", titles[1])
    assert list(document) == ["before", "after", "moves", "sentences"]
    assert len(document["before"]) == len(document["after"]) == engine.settings.candidates
    for move in document["moves"]:
        assert list(move) == ["item_id", "title", "from", "to"]
        for end, key in (("from", "before"), ("to", "after")):
            place = move[end]
            assert (document[key][place - 1] == move["item_id"]) if place else move["item_id"] not in document[key]
        assert move["from"] != move["to"]
    assert document["before"] == list(engine.recommend(engine.profile("42")).order)
    assert not {o.item_id for o in liked} & set(document["after"])
    assert document == answer("what-if", "--user", "42", "--without", *titles), "one option takes several titles"


def test_what_if_takes_ratings_that_are_not_there_yet(engine: Engine) -> None:
    pick = answer("recommend", "--user", "42")["items"][0]
    document = answer("what-if", "--user", "42", "--with", f"{pick['title']}=5", "Alien=1")
    assert pick["item_id"] in document["before"]
    assert pick["item_id"] not in document["after"]
    assert document["after"] != document["before"]
    assert engine.profile("42").opinion(pick["item_id"]) is None, "nothing is stored"


def test_the_what_if_is_told_in_checked_words_in_any_voice(engine: Engine) -> None:
    rated = engine.profile("42").liked[0].item_id
    told = {}
    for voice in ("plain", "terse"):
        document = answer("what-if", "--user", "42", "--without", rated, "--voice", voice)
        assert all(c["supported"] for s in document["sentences"] for c in s["claims"])
        told[voice] = " ".join(s["text"] for s in document["sentences"])
        assert document["sentences"][0]["text"] in run(
            "what-if", "--user", "42", "--without", rated, "--voice", voice
        ).stdout.replace("\n", " ")
    assert told["plain"] != told["terse"]


def test_compare_puts_two_items_side_by_side() -> None:
    first, second = answer("recommend", "--user", "42", "-k", "2")["items"]
    document = answer("compare", first["title"], second["item_id"], "--user", "42")
    assert [side["item_id"] for side in document["items"]] == [first["item_id"], second["item_id"]]
    said = " ".join(s["text"] for s in document["sentences"])
    assert first["title"] in said
    assert second["title"] in said
    check_mistake(run("compare", first["title"], first["item_id"], "--user", "42"), "two different films")


def test_taste_tells_what_the_ratings_show(engine: Engine) -> None:
    document = answer("taste", "--user", "42")
    profile = engine.profile("42")
    assert document["likes"] == len(profile.liked)
    assert all(one["share"] > one["usual"] for one in document["leanings"])
    assert all(c["supported"] for s in document["sentences"] for c in s["claims"])
    assert document["sentences"][0]["text"] in run("taste", "--user", "42").stdout.replace("\n", " ")


def test_a_voice_nobody_has_is_a_mistake() -> None:
    check_mistake(run("taste", "--user", "42", "--voice", "loud"), "plain, warm or terse")


def test_ask_answers_and_the_conversation_goes_on() -> None:
    first = answer("ask", "recommend me something", "--user", "42")
    assert first["items"]
    assert first["quick_replies"]
    second = answer("ask", "why the second one?", "--user", "42")
    assert first["items"][1]["title"] in second["text"]


@pytest.mark.parametrize(
    "args",
    [
        ("recommend", "--user", "42"),
        ("why", "--user", "42", "--item", "Alien"),
        ("what-if", "--user", "42", "--with", "Amadeus=1"),
        ("ask", "hello", "--user", "42"),
        ("data", "list"),
    ],
    ids=lambda args: args[0],
)
def test_without_json_the_same_is_said_for_reading(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) >= 2
    assert "{" not in result.stdout


def test_setup_says_when_all_is_ready() -> None:
    result = run("setup")
    assert result.exit_code == 0
    assert result.stdout.startswith("Ready: ml-100k with 1,6")


def test_setup_without_the_wanted_language_model_is_not_a_success(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "settings", engine.settings.model_copy(update={"chat_model": "/no/such.gguf"}))
    monkeypatch.setattr(engine, "chat_status", "none: There is no chat model at /no/such.gguf.")
    result = run("setup")
    assert result.exit_code == 1
    assert result.stdout.startswith("Ready but for what is missing: ml-100k with")
    assert "no language model" in result.stdout


def test_ask_prints_titles_as_they_are_written() -> None:
    assert "liked M*A*S*H (1970)" in answer("ask", "I loved M*A*S*H", "--user", "196")["text"]
    said = run("ask", "I loved M*A*S*H", "--user", "196").stdout
    assert "M*A*S*H" in said
    assert "\\" not in said


def test_a_table_has_no_column_that_would_be_empty() -> None:
    bare = Item("1", "Radiohead")
    shown = Ranking((Recommendation(1, bare, 0.5, (Part("popularity", "popularity", 0.5),)),), ("1",))
    assert "Year" not in read(documents.ranking_view("Ann", (), shown, {}))
    dated = replace(shown, items=(replace(shown.items[0], item=replace(bare, year=1991, genres=("Rock",))),))
    assert {"Year", "Genres"} <= set(read(documents.ranking_view("Ann", (), dated, {})).split())


def test_films_that_count_for_nothing_get_no_bar() -> None:
    parts = (Part("popularity", "popularity", 0.5), Part("history", "Air", 0.0, "2"))
    evidence = Evidence("7", Item("1", "Radiohead"), 1, 200, 0.5, parts)
    said = read(documents.explanation_view(Explanation(evidence, ())))
    assert "Air" not in said
    assert "1 more" in said


def read(view: RenderableType) -> str:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


# The central promise: a what-if agrees with every receipt


def agreements(engine: Engine, user: str, top: int) -> Iterator[tuple[Any, Any]]:
    """The documents of `why` and, for each receipt, of the `what-if` that strikes its films."""
    profile = engine.profile(user)
    for item in engine.recommend(profile, Request(), top).items:
        why = documents.explanation(Explanation(engine.evidence(profile, item.item.id), ()))
        for receipt in why["receipts"]:
            yield (
                {**receipt, "item": why["item_id"]},
                documents.what_if(engine.what_if(profile, receipt["without"])),
            )


def check_agreement(receipt: Any, what_if: Any) -> None:
    after = what_if["after"]
    assert what_if["before"].index(receipt["item"]) + 1 == receipt["rank_before"]
    assert receipt["rank_after"] == (after.index(receipt["item"]) + 1 if receipt["item"] in after else None)


def test_what_if_on_the_command_line_agrees_with_every_receipt_of_why() -> None:
    for place in (0, 4):
        pick = answer("recommend", "--user", "42")["items"][place]["item_id"]
        for receipt in answer("why", "--user", "42", "--item", pick)["receipts"]:
            check_agreement(
                {**receipt, "item": pick}, answer("what-if", "--user", "42", "--without", *receipt["without"])
            )


@pytest.mark.parametrize("user", ["1", "13", "196", "300", "655"])
def test_what_if_agrees_with_every_receipt(engine: Engine, user: str) -> None:
    pairs = list(agreements(engine, user, top=6))
    assert len(pairs) >= 5
    for receipt, what_if in pairs:
        check_agreement(receipt, what_if)


@pytest.mark.slow
def test_what_if_agrees_with_every_receipt_of_many_people(engine: Engine) -> None:
    count = 0
    for user in engine.dataset.interactions.users[::8]:
        for receipt, what_if in agreements(engine, user, top=10):
            check_agreement(receipt, what_if)
            count += 1
    assert count > 1500


# Mistakes


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("recommend", "--user", "nobody"), "nobody"),
        (("recommend", "--user", ""), "person"),
        (("recommend", "--user", "42", "-k", "0"), "ask for 1 to 200"),
        (("recommend", "--user", "42", "-k", "-3"), "ask for 1 to 200"),
        (("recommend", "--user", "42", "--model", "oracle"), "edlae"),
        (("why", "--user", "nobody", "--item", "Alien"), "nobody"),
        (("why", "--user", "42", "--item", "The Film That Never Was"), "never was"),
        (("why", "--user", "42", "--item", " "), "Which film"),
        (("why", "--user", "42", "--item", "<script>alert(1)</script>"), "script"),
        (("what-if", "--user", "42", "--without", "The Film That Never Was"), "never was"),
        (("what-if", "--user", "42", "--with", "Alien=11"), "1 to 5"),
        (("what-if", "--user", "42", "--with", "Alien=0"), "1 to 5"),
        (("what-if", "--user", "42", "--with", "Alien=nan"), "1 to 5"),
        (("what-if", "--user", "42", "--with", "Alien=good"), "TITLE=RATING"),
        (("what-if", "--user", "42", "--with", "Alien"), "TITLE=RATING"),
        (("what-if", "--user", "42"), "--without"),
        (("what-if", "--user", "nobody", "--without", "Alien"), "nobody"),
        (("ask", "hello", "--user", "nobody"), "nobody"),
        (("data", "check", "/no/such/place"), "no file or folder"),
        (("data", "add", "mine", "/no/such/place"), "no file or folder"),
        (("data", "add", "mine", ".", "--column", "user"), "="),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("as_json", [False, True], ids=["", "json"])
def test_a_mistake_is_one_clear_sentence_and_exit_code_1(args: tuple[str, ...], says: str, as_json: bool) -> None:
    check_mistake(run(*args, *(["--json"] if as_json else [])), says)


def check_mistake(result: Result, *says: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert all(word.lower() in result.stderr.lower() for word in says), result.stderr
    assert result.stderr.strip().endswith((".", "?"))
    assert "Traceback" not in result.stderr


def test_striking_a_film_the_person_never_rated_is_a_mistake(engine: Engine) -> None:
    unrated = engine.recommend(engine.profile("42")).items[0].item
    check_mistake(run("what-if", "--user", "42", "--without", unrated.id), unrated.title)


def test_a_title_of_two_films_asks_which(ml100k: Dataset) -> None:
    titles: dict[str, list[str]] = {}
    for item in ml100k.catalog.items:
        titles.setdefault(item.title, []).append(str(item.year))
    title, years = next((t, y) for t, y in titles.items() if len(set(y)) > 1)
    check_mistake(run("why", "--user", "42", "--item", title), title, *years, "more than one film")
    assert answer("why", "--user", "42", "--item", f"{title} ({years[0]})")["year"] == int(years[0])


def test_a_near_title_is_answered_with_what_may_be_meant() -> None:
    check_mistake(run("why", "--user", "42", "--item", "Terminatr"), "did you mean", "The Terminator (1984)")


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYREC_PORT", "99999")
    check_mistake(run("recommend", "--user", "42"), 'WHYREC_PORT="99999"', "it should be less than or equal to 65535")


def test_a_port_that_is_taken_is_said_before_anything_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("WHYREC_PORT", port)
        check_mistake(run("chat", "--no-browser"), port, "WHYREC_PORT")


# Data sets


def test_data_list_names_the_one_in_use() -> None:
    rows = answer("data", "list")["datasets"]
    assert {"ml-100k", "ml-latest-small", "ml-1m", "ml-25m", "ml-32m"} <= {row["name"] for row in rows}
    assert [row["name"] for row in rows if row["in_use"]] == ["ml-100k"]


def test_a_table_of_ones_own_is_checked_added_and_recommended_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"p{p},b{b},{1 + (p + b) % 5}" for p in range(12) for b in range(15) if (p * b) % 3 != 1]
    (tmp_path / "ratings.csv").write_text("reader,book,stars\n" + "\n".join(lines), encoding="utf-8")
    books = [f"b{b},Book number {b},{1980 + b},Novel" for b in range(15)]
    (tmp_path / "items.csv").write_text("book,title,year,genres\n" + "\n".join(books), encoding="utf-8")
    added = answer(
        "data", "add", "shelf", str(tmp_path), "--column", "user=reader", "--column", "item=book",
        "--column", "rating=stars", "--column", "item_id=book", "--words", "noun=book",
    )  # fmt: skip
    assert (added["items"], added["people"], added["interactions"]) == (15, 12, len(lines))
    assert "shelf" in [row["name"] for row in answer("data", "list")["datasets"]]
    assert answer("data", "check", "shelf")["ok"], "a data set is checked by its name as it was added"
    monkeypatch.setenv("WHYREC_DATASET", "shelf")
    monkeypatch.setenv("WHYREC_ENCODER", "none")
    assert answer("recommend", "--user", "p1", "-k", "2")["items"][0]["title"].startswith("Book number")


def test_a_faulty_table_is_explained_by_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("user,item,rating\nann,a,4\nann,b,five\nbob,a,5\n", encoding="utf-8")
    result = run("data", "check", str(file), "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not document["ok"]
    assert any(p["file"] == "ratings.csv" and p["line"] == 3 for p in document["problems"])


def test_a_table_with_names_of_its_own_is_checked_with_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "loans.csv"
    file.write_text("reader,isbn,mark\nann,a,7\nann,b,70\n", encoding="utf-8")
    columns = ("--column", "user=reader", "--column", "item=isbn", "--column", "rating=mark")
    result = run("data", "check", str(file), *columns, "--scale", "maximum=10")
    assert result.exit_code == 1
    assert "loans.csv:3: error: The rating 70 is outside the scale of 1 to 10." in result.stdout
    assert "1 error, 0 other remarks." in result.stdout


def test_a_release_that_is_not_downloaded_cannot_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYREC_CACHE", str(tmp_path))
    check_mistake(run("data", "check", "ml-25m"), "ml-25m is not downloaded yet", "WHYREC_DATASET=ml-25m")


# As a program


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from recsys.cli import app\n"
        "result = CliRunner().invoke(app, ['--help']); assert result.exit_code == 0, result\n"
        "assert all(c in result.stdout for c in ('setup', 'chat', 'recommend', 'why', 'what-if', 'ask', 'data'))\n"
        "heavy = {'torch', 'gradio', 'pandas', 'numpy', 'scipy', 'transformers', 'langchain_core', 'sqlalchemy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
def test_the_program_prints_one_document_and_nothing_else_on_its_output() -> None:
    """In a process of its own, so that what libraries print below Python would show; with the language model."""
    import os

    environment = {**os.environ, "WHYREC_CHAT_MODEL": "smollm2-135m-instruct"}
    command = [sys.executable, "-m", "recsys.cli", "why", "--user", "196", "--item", "Toy Story", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert json.loads(done.stdout)["sentences"]
