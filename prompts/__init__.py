"""The prompts, one Markdown file a task, each naming its variables in its header.

    ---
    task: explain
    about: What the model is asked to do.
    variables: facts
    ---
    ## system
    …
    ## user
    {facts}

The parts are messages in order: system, user, assistant. `{name}` is a variable; braces that are meant are doubled.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from recsys.schema import WhyRecError

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

FOLDER = Path(__file__).parent
ROLES = ("system", "user", "assistant")
PART = re.compile(r"^## (\w+)[ \t]*$\n?", re.MULTILINE)


def tasks(folder: Path = FOLDER) -> list[str]:
    """Names of the tasks that have a prompt."""
    return sorted(path.stem for path in folder.glob("*.md"))


@cache
def load(task: str, folder: Path = FOLDER) -> ChatPromptTemplate:
    """The prompt of a task as LangChain's template: `load("explain").invoke({"facts": …})` gives the messages.

    Raises `WhyRecError` if there is none, or if the header's variables and those of the text differ.
    """
    path = folder / f"{task}.md"
    if task not in tasks(folder):
        raise WhyRecError(f'There is no prompt for "{task}": there are {", ".join(tasks(folder)) or "none"}.')
    from langchain_core.prompts import ChatPromptTemplate

    header, body = _split(path)
    named = {name.strip() for name in header.get("variables", "").split(",") if name.strip()}
    try:
        template = ChatPromptTemplate.from_messages(_messages(path, body))
    except ValueError as fault:
        raise WhyRecError(
            f"The prompt {path.name} cannot be read ({fault}): double the braces that are meant."
        ) from fault
    used = set(template.input_variables)
    if named != used:
        wrong = ", ".join(sorted(named ^ used))
        raise WhyRecError(
            f"The prompt {path.name} names {wrong} only in its header or only in its text: name it in both."
        )
    if header.get("task") != task:
        raise WhyRecError(
            f"The prompt {path.name} says it is for {header.get('task')!r}: its name and its header differ."
        )
    return template


def _split(path: Path) -> tuple[dict[str, str], str]:
    """The header's lines as a mapping, and the rest."""
    opening, *rest = path.read_text(encoding="utf-8").split("---\n", 2)
    if opening or len(rest) != 2:
        raise WhyRecError(f"The prompt {path.name} has no header: it begins and ends with a line of three hyphens.")
    lines = [line.partition(":") for line in rest[0].splitlines() if line.strip()]
    return {name.strip(): value.strip() for name, _, value in lines}, rest[1]


def _messages(path: Path, body: str) -> list[tuple[str, str]]:
    opening, *parts = PART.split(body)
    if opening.strip() or not parts:
        raise WhyRecError(f"The prompt {path.name} has text outside its parts: begin with ## {' or ## '.join(ROLES)}.")
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    for role, _ in pairs:
        if role not in ROLES:
            raise WhyRecError(f"The prompt {path.name} has a part {role!r}: use {', '.join(ROLES)}.")
    return [(role, text.strip()) for role, text in pairs]
