"""Annotated dialogues between people, as the user has them: ReDial (Li et al., NeurIPS 2018) and IARD (Cai and Chen,
UMAP 2020, in the form of UserSimCRS). Files are told apart by what is in them, whatever they are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recsys.schema import WhyRecError

Slot = tuple[str, str]
"""A kind ("genre", "person") and the value as annotated."""
SLOTS = {"genre": "genre", "actor": "person", "director": "person", "person": "person"}
"""Slots that are compared, by their annotated name in lower case."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of ReDial: films stand in the text as @ and their tag."""

    text: str
    seeker: bool
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """A dialogue of ReDial."""

    messages: tuple[Message, ...]
    names: dict[str, str]
    """Title and year by tag."""
    liked: dict[str, bool]
    """What the seeker answered of a film afterwards, by tag; films they did not answer for are left out."""


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one side says before the other speaks, with IARD's intent labels."""

    text: str
    seeker: bool
    labels: tuple[str, ...]
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogues:
    """What a folder holds."""

    redial: tuple[Tagged, ...]
    iard: tuple[tuple[Turn, ...], ...]


def read(folder: Path) -> Dialogues:
    """All dialogues in a folder and the folders in it; WhyRecError if there are none."""
    if not folder.is_dir():
        raise WhyRecError(f"There is no folder {folder}: name the one that holds ReDial's or IARD's files.")
    redial = [_tagged(d) for path in sorted(folder.rglob("*.jsonl")) for d in _lines(path)]
    iard = [_turns(d) for path in sorted(folder.rglob("*.json")) for d in _documents(path)]
    if not redial and not iard:
        raise WhyRecError(
            f"No dialogues were found in {folder}: it should hold ReDial's .jsonl (with movieMentions) "
            "or IARD's .json (with dialogue_acts)."
        )
    return Dialogues(tuple(redial), tuple(iard))


def split_year(name: str) -> tuple[str, int | None]:
    """ "Psycho (1960)" as title and year."""
    m = re.match(r"^(.*?)\s*\((\d{4})\)$", name)
    return (m[1], int(m[2])) if m else (name, None)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The dialogues of a file in ReDial's form, none if it is another kind of file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                found = json.loads(line)
            except ValueError:
                raise WhyRecError(f"Line {number} of {path} is not JSON: give ReDial's file as it came.") from None
            if not isinstance(found, dict) or not {"movieMentions", "messages"} <= found.keys():
                return
            yield found


def _tagged(found: dict[str, Any]) -> Tagged:
    seeker = found["initiatorWorkerId"]
    named, answers = found["movieMentions"], found.get("initiatorQuestions")
    names = {tag: " ".join((name or "").split()) for tag, name in named.items()} if isinstance(named, dict) else {}
    liked = {
        tag: bool(answer["liked"])
        for tag, answer in (answers.items() if isinstance(answers, dict) else ())
        if answer.get("liked") in (0, 1)
    }
    messages = tuple(Message(m["text"], m["senderWorkerId"] == seeker, _masked(m)) for m in found["messages"])
    return Tagged(messages, names, liked)


def _masked(message: dict[str, Any]) -> tuple[Slot, ...]:
    """Genres and people that the annotation masks, in order. The masks are made by machine: one whose words begin
    unlike its label ("how are you" masked as a war film) is left out."""
    kinds = re.findall(r"<(genre|person)>", message.get("masked_text", ""))
    labels = message.get("entity", [])
    heads = {word[:3] for word in re.findall(r"[a-z-]+", message["text"].lower())}
    if len(kinds) != len(labels):
        return ()
    return tuple((kind, label) for kind, label in zip(kinds, labels, strict=True) if label[:3].lower() in heads)


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    """The dialogues of a file in IARD's form, none if it is another kind of file."""
    with path.open(encoding="utf-8") as file:
        if '"conversation' not in file.read(2000):
            return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise WhyRecError(f"{path} is not JSON: give IARD's file as it came.") from None
    for dialogue in found if isinstance(found, list) else [found]:
        if isinstance(dialogue, dict) and any("dialogue_acts" in turn for turn in dialogue.get("conversation", [])):
            yield dialogue


def _turns(found: dict[str, Any]) -> tuple[Turn, ...]:
    turns = []
    for turn in found["conversation"]:
        acts = turn.get("dialogue_acts", [])
        slots = tuple(slot for act in acts for pair in act.get("slot_values") or () if (slot := _slot(pair)))
        labels = tuple(act["intent"] for act in acts)
        turns.append(Turn(turn["utterance"], turn["participant"] == "USER", labels, slots))
    return tuple(turns)


def _slot(pair: Any) -> Slot | None:
    name, value = (pair.get("slot"), pair.get("value")) if isinstance(pair, dict) else (*pair, None)[:2]
    kind = SLOTS.get(str(name).lower())
    return (kind, str(value)) if kind and value else None
