"""Dialogues as their users have them: told apart by what is in the files, and read as annotated."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from eval.conversation.dialogues import read, split_year
from eval.conversation.intents import everything, intent_tables, slot_tables
from eval.conversation.linking import Names, link, polarity_tables, write_out
from recsys.data.catalog import Catalog
from recsys.dialogue.titles import TitleLinker
from recsys.dialogue.understand import Understander
from recsys.schema import WhyRecError
from tests.conftest import FILMS


def redial() -> dict[str, Any]:
    """A dialogue in ReDial's form: the seeker (1) names two films, of which they liked one."""
    return {
        "movieMentions": {"11": "The Terminator  (1984)", "12": "Babe (1995)", "13": None},
        "initiatorWorkerId": 1,
        "respondentWorkerId": 2,
        "initiatorQuestions": {"11": {"suggested": 0, "seen": 1, "liked": 1}, "12": {"liked": 0}, "13": {"liked": 2}},
        "messages": [
            {"senderWorkerId": 1, "text": "Hi how are you? I want a scary movie, I loved @11",
             "masked_text": "Hi how <genre> you? I want a <genre> movie, I loved <item>", "entity": ["war", "scary"]},
            {"senderWorkerId": 2, "text": "Try @12"},
            {"senderWorkerId": 1, "text": "I hated @12 but loved @11"},
        ],
    }  # fmt: skip


def iard() -> list[dict[str, Any]]:
    act = [{"intent": "IQU", "slot_values": [["GENRE", "comedy"], ["LENGTH", "short"]]}]
    return [
        {
            "conversation": [
                {"participant": "USER", "utterance": "Can you recommend a comedy?", "dialogue_acts": act},
                {"participant": "AGENT", "utterance": "Babe (1995) ?", "dialogue_acts": [{"intent": "REC-S"}]},
                {"participant": "USER", "utterance": "Undo that", "dialogue_acts": [{"intent": "SEE"}]},
            ]
        }
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "anything.jsonl").write_text(json.dumps(redial()) + "\n", "utf-8")
    (tmp_path / "turns.json").write_text(json.dumps(iard()), "utf-8")
    (tmp_path / "other.jsonl").write_text('{"knowledge": []}\n', "utf-8")
    (tmp_path / "settings.json").write_text('{"a": 1}', "utf-8")
    return tmp_path


def test_files_are_told_apart_by_what_is_in_them(folder: Path) -> None:
    found = read(folder)
    assert (len(found.redial), len(found.iard)) == (1, 1)
    dialogue = found.redial[0]
    assert dialogue.names["11"] == "The Terminator (1984)"
    assert dialogue.liked == {"11": True, "12": False}
    assert [m.seeker for m in dialogue.messages] == [True, False, True]
    assert found.iard[0][0].labels == ("IQU",)
    assert found.iard[0][0].slots == (("genre", "comedy"),)


def test_a_genre_masked_where_nobody_said_it_is_left_out(folder: Path) -> None:
    assert read(folder).redial[0].messages[0].slots == (("genre", "scary"),)


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_dialogues_is_one_sentence(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "none"
    if made:
        folder.mkdir()
    with pytest.raises(WhyRecError, match="it should hold ReDial's" if made else "There is no folder") as told:
        read(folder)
    assert str(told.value).count("\n") == 0


def test_a_broken_file_names_itself_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "dialogues.jsonl").write_text(json.dumps(redial()) + "\n{cut off", "utf-8")
    with pytest.raises(WhyRecError, match=r"Line 2 of .*dialogues\.jsonl is not JSON"):
        read(tmp_path)


def test_films_are_written_out_where_they_stand() -> None:
    names = {"11": "The Terminator (1984)"}
    plain = write_out("I saw @11 twice", names, "plain")
    ((start, end, name, tag),) = plain.spans
    assert plain.text == "I saw The Terminator twice"
    assert (plain.text[start:end], name, tag) == ("The Terminator", "The Terminator (1984)", "11")
    assert write_out("I saw @11", names, "lower").text == "i saw the terminator"
    assert write_out("I saw @11", names).text == "I saw The Terminator (1984)"
    slip = write_out("I saw @11", names, "misspelt", random.Random(1)).text
    assert slip not in ("I saw The Terminator", "I saw ")
    assert split_year("Psycho (1960)") == ("Psycho", 1960)


def test_titles_found_and_missed_are_counted(folder: Path) -> None:
    catalog = Catalog(FILMS)
    found = link(read(folder).redial, Names(catalog), TitleLinker(catalog), "plain")
    assert found.hit[0] + found.missed[0] == 4
    assert found.hit[0] >= 3
    assert found.wrong == [0]
    blind = link(read(folder).redial, Names(catalog), TitleLinker(Catalog(FILMS[:1])), "plain")
    assert (blind.hit, blind.missed) == ([0], [4])
    assert found.f1().value == pytest.approx(2 * found.hit[0] / (4 + found.hit[0]))
    assert blind.f1().value == 0


def test_polarity_is_what_was_said_against_what_was_answered(folder: Path) -> None:
    tables, accuracy = polarity_tables(read(folder).redial)
    assert tables["polarity"][0]["opinions"] == 3
    assert tables["polarity"][0]["dislikes"] == 1
    assert accuracy.value == 1
    contrary = redial() | {"initiatorQuestions": {"11": {"liked": 0}, "12": {"liked": 0}}}
    (folder / "some" / "anything.jsonl").write_text(json.dumps(contrary), "utf-8")
    tables, accuracy = polarity_tables(read(folder).redial)
    assert accuracy.value == pytest.approx(1 / 3)
    assert any(row["wrong"] for row in tables["polarity_confusions"])


def test_a_turn_is_right_if_its_labels_allow_what_it_is_read_as(folder: Path) -> None:
    dialogues = read(folder)
    understander = Understander(everything(dialogues))
    tables, right, milliseconds = intent_tables(dialogues.iard, understander)
    assert right.value == 0.5
    assert {row["label"]: row["right"] for row in tables["intents"]} == {"turns": 0.5, "IQU": 1.0, "SEE": 0.0}
    assert [(row["labels"], row["read as"]) for row in tables["intent_confusions"]] == [("SEE", "undo")]
    assert milliseconds is not None
    slots = {row["slot"]: row for row in slot_tables(dialogues, understander)["slots"]}
    assert slots["genre"]["count"] == 2
    assert slots["genre"]["recall"] == 1


def test_the_films_of_iard_alone_are_those_written_with_their_year(folder: Path) -> None:
    (folder / "some" / "anything.jsonl").unlink()
    assert [item.name for item in everything(read(folder)).items] == ["Babe (1995)"]
