"""The one report: parts that were measured, parts that could not be, a run that was stopped, pages and files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from eval import report
from eval.parts import PARTS, Context
from eval.report.page import slug, words
from eval.report.plots import Spec
from recsys.settings import Settings
from tests.eval.report import ranking

HERE = "tests.eval.report"


@pytest.fixture(autouse=True)
def parts() -> Iterator[dict[str, str]]:
    """Three parts that are quick: one that is measured, one that lacks something, one with a fault."""
    before = dict(PARTS)
    PARTS.clear()
    PARTS.update({name: f"{HERE}.{name}" for name in ("dialogue", "ranking", "writer")})
    ranking.COUNT[0] = 0
    yield PARTS
    PARTS.clear()
    PARTS.update(before)


@pytest.fixture
def context(settings: Settings, tmp_path: Path) -> Context:
    return Context(settings, "report", out=tmp_path / "reports")


def page(context: Context) -> str:
    return (context.folder / "index.html").read_text("utf-8")


def text(context: Context) -> str:
    """What a reader sees."""
    found = re.sub(r"<(style|script|svg).*?</\1>", "", page(context), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def test_the_document_of_all_has_every_verdict_and_says_how_each_part_went(context: Context) -> None:
    found = report.measure(context)
    assert found["verdicts"][0]["name"] == "ranking.pipeline_kept"
    by_part = {row["part"]: row for row in found["tables"]["parts"]}
    assert (by_part["ranking"]["promises kept"], by_part["ranking"]["promises"]) == (2, 4)
    assert "at least ten are needed" in by_part["dialogue"]["not measured because"]
    assert found["tables"]["report"][0]["page"] == str(context.folder / "index.html")


def test_a_part_that_fails_is_one_sentence_and_the_others_stay(context: Context) -> None:
    report.measure(context)
    shown = text(context)
    assert "There are too few people to hold some out: at least ten are needed." in shown
    assert "It broke off by a fault of the program (ZeroDivisionError: division by zero)." in shown
    assert "2 of 4 promises kept" in shown
    assert "Traceback" not in shown


def test_the_first_page_tells_each_promise_in_words_with_number_interval_target_and_peer(context: Context) -> None:
    report.measure(context)
    shown = text(context)
    first = shown[shown.index("Verdicts") : shown.index("Processor")]
    assert "✓ kept The served list finds as much as its model does" in first
    assert "99.96% 99.8% to 100% ≥ 98%" in first
    assert "-0.0021 -0.0060 to +0.0020 ≥ 0 against implicit ALS within the interval" in first
    assert "– not measured With one like told" in first
    assert "✓ kept New promise 0.500 ≥ 0.4" in first


def test_the_page_needs_nothing_but_itself_and_every_link_leads_somewhere(context: Context) -> None:
    report.measure(context)
    whole = page(context)
    assert not re.search(r"https?://|<script|@import|url\(", whole)
    anchors = set(re.findall(r' id="([^"]+)"', whole))
    for link in re.findall(r' href="([^"]+)"', whole):
        if link.startswith("#"):
            assert link[1:] in anchors
        elif not link.startswith("data:"):
            assert (context.folder / unquote(link)).is_file(), link


def test_every_table_is_there_in_full_as_csv_and_json_and_what_it_says_is_escaped(context: Context) -> None:
    report.measure(context)
    folder = context.folder / "ranking"
    with (folder / "settings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["ridge"]) for row in rows] == list(range(100))
    assert json.loads((folder / "settings.json").read_text("utf-8"))[99] == {"model": "<b>ease</b>", "ridge": 99}
    assert "<b>ease" not in page(context)
    assert "The first 60 of 100 rows" in text(context)


def test_a_second_run_measures_only_what_is_not_there(context: Context, settings: Settings) -> None:
    report.measure(context)
    again = report.measure(Context(settings, "report", out=context.folder))
    assert ranking.COUNT == [1]
    assert len(again["verdicts"]) == 4
    report.measure(Context(settings, "report", seed=1, out=context.folder))
    assert ranking.COUNT == [2]


def test_a_run_that_was_stopped_leaves_a_page_and_goes_on_with_the_rest(
    context: Context, parts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(part: str, context: Context) -> None:
        raise KeyboardInterrupt

    parts.clear()
    parts.update({"ranking": f"{HERE}.ranking", "writer": f"{HERE}.writer"})
    real = report.run
    monkeypatch.setattr(report, "run", lambda part, c: stopped(part, c) if part == "writer" else real(part, c))
    with pytest.raises(KeyboardInterrupt):
        report.measure(context)
    assert "Not measured yet: the run was stopped before" in text(context)
    assert "2 of 4 promises kept" in text(context)
    monkeypatch.setattr(report, "run", real)
    report.measure(context)
    assert ranking.COUNT == [1]
    assert "Not measured yet" not in text(context)


def test_a_part_measured_in_full_by_itself_stands_in_the_report_and_no_quick_look_replaces_it(
    context: Context, settings: Settings
) -> None:
    report.alone(Context(settings, "full", out=context.folder), "ranking")
    report.alone(Context(settings, "quick", out=context.folder), "ranking")
    found = report.measure(context)
    assert ranking.COUNT == [2]
    assert [row["size"] for row in found["tables"]["parts"] if row["part"] == "ranking"] == ["full"]
    assert "size “full”" in text(context)


def test_a_kept_document_that_is_torn_is_measured_again(context: Context) -> None:
    report.measure(context)
    path = context.folder / "ranking" / "document.json"
    path.write_text(path.read_text("utf-8")[:-40], "utf-8")
    report.measure(context)
    assert ranking.COUNT == [2]


def test_plots_show_the_numbers_where_the_tables_have_them(context: Context) -> None:
    report.measure(context)
    whole = page(context)
    assert whole.count('class="plot dots"') == 2  # there is no split by time here
    assert whole.count('class="plot lines"') == 1
    assert "<title>retriever + re-ranker, 1: 0.251 [0.239, 0.263]</title>" in whole
    assert re.search(r'class="row strong">\s*<span class="label">retriever \+ re-ranker<', whole)


def test_the_words_of_the_report_are_whole() -> None:
    for part, said in words().items():
        assert said["title"], part
        assert said["about"], part
        for says, unit, _ in said.get("promises", {}).values():
            assert says[0].isupper() or says.startswith("…")
            assert unit in ("", "%", "points", "ms", "s", "×", "±")
        for given in said.get("plots", []):
            Spec(**given)


def test_names_of_files_are_plain() -> None:
    assert slug("Recall@20 by likes/person") == "recall-20-by-likes-person"
    assert slug("…") == "table"
