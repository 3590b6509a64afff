"""The card beside a tuned adapter: what it is for, what it was made of and how it did."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from recsys.llm.tune import ADAPTER, Recipe, Run, sha256


def card(base: Path, pairs: Path, validation: Path | None, recipe: Recipe, run: Run, out: Path, command: str) -> str:
    """Markdown; `base` is the file or folder the user named."""
    file = out / ADAPTER
    data = [("Training pairs", pairs), ("Held-out pairs", validation)]
    rows = [
        ("Adapter", f"`{file.name}`, {file.stat().st_size / 1e6:.1f} MB, sha256 `{sha256(file)}`"),
        ("Base", f"{_title(base)}"),
        ("Licence", f"{_licence(base)} (the base's, whose derivative this is)"),
        *((name, _described(path)) for name, path in data if path is not None),
        ("Recipe", ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in asdict(recipe).items())),
        ("Steps", f"{run.steps:,}, {run.tokens:,} tokens, {run.seconds / 60:.1f} minutes of the clock"),
        ("Loss of each epoch", ", ".join(f"{loss:.4f}" for loss in run.epoch_losses)),
    ]
    if run.validation:
        rows.append(("Held-out loss before, and after each epoch", ", ".join(f"{v:.4f}" for v in run.validation)))
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"""# {out.name}

A LoRA adapter (alpha {recipe.alpha:g}, all linear layers) for {_title(base, short=True)}. Losses are nats
a token of the answers. Apply it at run time (`WHYREC_ADAPTER=FILE`, or llama.cpp's `--lora FILE`);
merged into a 4-bit file its changes are lost.

| | |
|---|---|
{table}

Made by `{command}`; the same command on the same versions makes it again.
"""


def _described(path: Path) -> str:
    lines = sum(1 for line in path.read_text("utf-8").split("\n") if line.strip())
    return f"`{path.name}`, {lines:,} pairs, {path.stat().st_size:,} bytes, sha256 `{sha256(path)}`"


def _title(base: Path, short: bool = False) -> str:
    if short or not base.is_file():
        return f"`{base.name}`"
    return f"`{base.name}`, sha256 `{sha256(base)}`"


def _licence(base: Path) -> str:
    """What a GGUF file says of its licence; a model folder's lies in its own card."""
    if base.suffix != ".gguf":
        return "see the base's own card"
    import gguf

    field = gguf.GGUFReader(base).fields.get("general.license")
    return str(field.contents()) if field else "not stated in the base"
