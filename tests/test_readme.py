"""The READMEs say what the program does: shown output is what it prints, named commands exist, both say the same."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)


def blocks(readme: Path, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(readme.read_text()) if found == kind]


def whyrec(command: str, home: Path) -> str:
    """What a shown command prints, in plain words and at the README's width, without trailing white space."""
    environment = {**os.environ, "COLUMNS": "88", "WHYREC_HOME": str(home), "WHYREC_CHAT_MODEL": "none"}
    program = [sys.executable, "-c", "from recsys.cli import main; main()", *shlex.split(command)[1:]]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


@pytest.mark.parametrize("shown", blocks(ENGLISH, "console"))
def test_the_shown_output_is_what_the_command_prints(shown: str, tmp_path: Path) -> None:
    prompt, _, output = shown.partition("\n")
    printed = whyrec(prompt.removeprefix("$ "), tmp_path)
    if " why " in prompt:  # The sentences are the language model's; everything else is computed.
        output, printed = (re.sub(r"\n.*?\n\n", "\n\n", text, count=1, flags=re.S) for text in (output, printed))
    assert printed == output.rstrip()


def test_both_languages_show_the_same_commands_and_figures() -> None:
    for kind in ("console", "sh"):
        assert blocks(ENGLISH, kind) == blocks(CHINESE, kind)
    figures = [re.findall(r"\d[\d,.]*\d", readme.read_text()) for readme in (ENGLISH, CHINESE)]
    assert sorted(set(figures[0])) == sorted(set(figures[1]))


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE])
def test_every_named_command_exists(readme: Path) -> None:
    from typer.main import get_command

    from recsys.cli import app

    text = readme.read_text()
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"\bwhyrec (\w[\w-]*)", text)) <= known
    for module in re.findall(r"python -m (eval\.\w+)", text):
        assert importlib.util.find_spec(module), module
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make (\w[\w-]*)`", text)) <= targets


def test_every_setting_is_one_the_program_reads() -> None:
    from recsys.settings import Settings

    known = {f"WHYREC_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"WHYREC_[A-Z_]+", ENGLISH.read_text())) <= known
