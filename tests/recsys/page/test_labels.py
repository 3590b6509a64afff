"""Labels: both languages say everything, and say it with the catalogue's own words."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import recsys.page
from recsys.page.labels import LANGUAGES, Labels, choose, table
from recsys.schema import Lexicon, Scale

HERE = Path(recsys.page.__file__).parent


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} - {"noun", "plural", "done"}


def test_every_label_stands_in_both_languages_with_the_same_slots() -> None:
    english, chinese = table("en"), table("zh")
    own = ("word_", "genre_")
    spoken = {key for key in chinese if not key.startswith(own) and not key.endswith("_one")}
    assert {key for key in english if not key.endswith("_one")} == spoken
    for key in spoken:
        assert slots(english[key]) == slots(chinese[key]), key


def test_every_label_the_templates_and_code_name_exists() -> None:
    named = set()
    for path in [*HERE.rglob("*.html"), *HERE.glob("*.py")]:
        named |= set(re.findall(r"""(?:\bt|labels)\(["']([a-z_]+)["'][,)]""", path.read_text("utf-8")))
    assert len(named) > 60
    assert named <= set(table("en"))


def test_a_catalogue_of_books_never_calls_them_films() -> None:
    labels = Labels("en", Lexicon("book", "books", "star", "read"), Scale())
    assert labels("profile_count", count=3, liked=2) == "3 books, 2 liked"
    assert "book" in labels("greeting")
    assert "film" not in labels("greeting")
    assert labels("unseen") == "Not read"


@pytest.mark.parametrize(
    ("rank", "english", "chinese"),
    [
        (1, "1st", "第 1 位"),
        (2, "2nd", "第 2 位"),
        (13, "13th", "第 13 位"),
        (23, "23rd", "第 23 位"),
        (111, "111th", "第 111 位"),
    ],
)
def test_ranks_are_said_as_ordinals(rank: int, english: str, chinese: str) -> None:
    assert Labels("en").ordinal(rank) == english
    assert Labels("zh").ordinal(rank) == chinese


def test_a_film_without_a_rank_is_off_the_list() -> None:
    assert Labels("en").ordinal(None) == "off the list"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("fr-FR,zh;q=0.4", "zh"),
        ("", "en"),
        ("☃;;,", "en"),
    ],
)
def test_the_browser_s_language_is_spoken_if_it_is_known(header: str, language: str) -> None:
    assert choose(header) == language
    assert language in LANGUAGES


def test_stars_are_told_with_their_scale_and_a_bare_verdict_in_words() -> None:
    labels = Labels("en", scale=Scale(0.5, 5, 0.5, 4, 2))
    assert labels.stars(4.5, "liked") == "4.5 of 5 stars"
    assert labels.stars(None, "rejected") == "not for me"
