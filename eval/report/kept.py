"""Documents of parts that are kept beside the report, each with the mark of all it depends on."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, get_args

from eval.parts import Context, Document, Size, hashed

ROOT = Path(__file__).parents[2]
SOURCES = ("eval", "prompts", "recsys", "retrieval")
KINDS = (".gguf", ".json", ".jsonl", ".md", ".py", ".toml")
SIZES: tuple[str, ...] = get_args(Size)
"""From the smallest to the largest."""
PASSING = ("date", "commit", "size")
"""What in the environment decides no figure: the size is compared by itself, and the sources stand for the commit."""


@dataclass(frozen=True)
class Outcome:
    """How a part went: its document, or why there is none."""

    part: str
    document: Document | None = None
    seconds: float | None = None
    why: str = ""


def keep(context: Context, document: Document, seconds: float) -> Outcome:
    """Keep a document, unless a larger measurement of the same program is there, which then stands."""
    part = document["part"]
    larger = known(context, part)
    if larger is not None and _size(larger.document) > _size(document):
        return larger
    path = _path(context, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {"stamp": _stamp(context), "seconds": seconds, "document": document}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1), "utf-8")
    os.replace(fresh, path)
    return Outcome(part, document, seconds)


def known(context: Context, part: str) -> Outcome | None:
    """What was measured before by the same program, of the size of this run or larger."""
    try:
        whole: dict[str, Any] = json.loads(_path(context, part).read_text("utf-8"))
        document: Document = whole["document"]
        if whole["stamp"] != _stamp(context) or _size(document) < SIZES.index(context.size):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Outcome(part, document, whole["seconds"])


def _path(context: Context, part: str) -> Path:
    return context.folder / part / "document.json"


def _size(document: Document | None) -> int:
    return SIZES.index(document["environment"]["size"]) if document else -1


def _stamp(context: Context) -> str:
    """Of the program, the packages, the settings and the data; anything else that changes changes no figure."""
    environment = {name: value for name, value in context.environment().items() if name not in PASSING}
    settings = context.settings.model_dump(mode="json")
    return hashed((environment, settings, str(context.dialogues), context.model, _code(), _installed()))


@cache
def _code() -> str:
    """A hash of the program, but for this package, which only tells what the others measured."""
    here = Path(__file__).parent
    files = sorted(f for name in SOURCES for f in (ROOT / name).rglob("*") if f.suffix in KINDS and here != f.parent)
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


@cache
def _installed() -> list[str]:
    """Every package with its version: a peer that was not there may be there now."""
    return sorted({f"{one.name} {one.version}" for one in distributions()})
