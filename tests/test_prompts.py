"""The prompts are files that say which variables they take, and loading one checks that they do."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from recsys.schema import WhyRecError

GOOD = "---\ntask: {task}\nabout: x\nvariables: {variables}\n---\n{body}"


def _write(folder: Path, variables: str, body: str, task: str = "try") -> Path:
    (folder / "try.md").write_text(GOOD.format(task=task, variables=variables, body=body), encoding="utf-8")
    return folder


@pytest.mark.parametrize("task", prompts.tasks())
def test_every_prompt_of_the_package_loads_and_fills(task: str) -> None:
    template = prompts.load(task)
    values = {name: f"<{name}>" for name in template.input_variables}
    said = "\n".join(message.text for message in template.invoke(values).to_messages())
    assert all(value in said for value in values.values())


def test_parts_become_messages_in_order(tmp_path: Path) -> None:
    body = "## system\nBe kind.\n\n## user\nAbout {film}\n## assistant\nWell,"
    messages = prompts.load("try", _write(tmp_path, "film", body)).invoke({"film": "Alien"}).to_messages()
    assert [(m.type, m.text) for m in messages] == [
        ("system", "Be kind."),
        ("human", "About Alien"),
        ("ai", "Well,"),
    ]


def test_braces_in_a_title_are_only_text(tmp_path: Path) -> None:
    template = prompts.load("try", _write(tmp_path, "film", "## user\n{film} {{kept}}"))
    assert template.invoke({"film": "{facts} {{x}}"}).to_messages()[0].text == "{facts} {{x}} {kept}"


@pytest.mark.parametrize(
    ("variables", "body", "said"),
    [
        ("film", "## user\nNothing", "names film only in its header or only in its text"),
        ("", "## user\n{film}", "names film only in its header or only in its text"),
        ("", "Hello", "text outside its parts"),
        ("", "## robot\nHello", "has a part 'robot'"),
        ("film", "## user\n{film} {", "double the braces"),
    ],
)
def test_a_wrong_prompt_is_said_in_one_sentence(tmp_path: Path, variables: str, body: str, said: str) -> None:
    with pytest.raises(WhyRecError, match=said):
        prompts.load("try", _write(tmp_path, variables, body))


def test_a_prompt_under_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="its name and its header differ"):
        prompts.load("try", _write(tmp_path, "", "## user\nHello", task="other"))


def test_a_prompt_without_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "try.md").write_text("## user\nHello", encoding="utf-8")
    with pytest.raises(WhyRecError, match="has no header"):
        prompts.load("try", tmp_path)


def test_an_unknown_task_names_those_there_are() -> None:
    with pytest.raises(WhyRecError, match=r'no prompt for "nothing": there are .*explain'):
        prompts.load("nothing")


def test_a_path_is_not_a_task() -> None:
    with pytest.raises(WhyRecError, match="no prompt for"):
        prompts.load("../README")
