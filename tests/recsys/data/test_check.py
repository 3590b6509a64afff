"""`whyrec data check`: each problem with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsys.data.check import check, inspect
from recsys.data.registry import Entry
from recsys.schema import WhyRecError
from tests.recsys.data.test_loaders import write

MOVIES = "movieId,title,genres\n1,Alien (1979),Horror\n2,,Drama\n3,Psycho (1960),Thriller\n3,Psycho (1998),Thriller\n"


def told(path: Path) -> list[str]:
    return [str(problem) for problem in check(path)]


def test_a_data_set_without_faults_has_no_problems(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "good",
        ratings__csv="userId,movieId,rating,timestamp\n1,1,4.0,964982703\n",
        movies__csv="movieId,title,genres\n1,Alien (1979),Horror\n",
    )
    problems, report = inspect(folder)
    assert problems == []
    assert report is not None
    assert report.interactions_kept == 1


def test_every_fault_of_a_movielens_folder_has_its_line(tmp_path: Path) -> None:
    ratings = (
        "userId,movieId,rating,timestamp\n"
        "1,1,4.0,964982703\n"
        "1,9,4.0,964982703\n"
        "1,3,11,964982703\n"
        "2,1,good,964982703\n"
        "2,3,4.0\n"
        "2,1,4.0,964982703,extra\n"
        "\n"
        "3,1,4.0,-7\n"
        ",1,4.0,964982703\n"
    )
    folder = write(tmp_path / "bad", ratings__csv=ratings, movies__csv=MOVIES)
    assert told(folder) == [
        "movies.csv:3: error: Item 2 has no title ('').",
        "movies.csv:5: error: Item 3 is listed a second time.",
        "ratings.csv:3: error: Item 9 is not in the list of items.",
        "ratings.csv:4: error: The rating 11 is outside the scale of 0.5 to 5.",
        "ratings.csv:5: error: The rating is missing or not a number.",
        "ratings.csv:6: error: The line has 3 fields instead of 4.",
        "ratings.csv:7: error: The line has 5 fields instead of 4.",
        "ratings.csv:10: error: The person or the item is missing.",
        "ratings.csv:9: warning: The time -7 is before 1970 or in the future.",
    ]


def test_lines_are_right_after_a_title_with_a_line_break_in_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "x",
        ratings__csv="userId,movieId,rating,timestamp\n1,1,4.0,964982703\n",
        movies__csv='movieId,title,genres\n1,"Alien\n(1979)",Horror\n2,"",Drama\n',
    )
    assert told(folder) == ["movies.csv:4: error: Item 2 has no title ('')."]


def test_recbole_and_dat_files_are_checked_alike(tmp_path: Path) -> None:
    inter = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t1\t5\t10\n1\t2\t5\n1\t1\tx\t11\n"
    assert told(write(tmp_path / "r", a__inter=inter)) == [
        "a.inter:3: error: The line has 3 fields instead of 4.",
        "a.inter:4: error: The rating is missing or not a number.",
    ]
    folder = write(
        tmp_path / "d", ratings__dat="1::1::5::10\n1::2::5::10\n1::1::9::11\n", movies__dat="1::Alien (1979)::Horror\n"
    )
    assert told(folder) == [
        "ratings.dat:2: error: Item 2 is not in the list of items.",
        "ratings.dat:3: error: The rating 9 is outside the scale of 1 to 5.",
    ]


def test_a_file_that_cannot_be_used_at_all_is_one_error(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", ratings__csv="a,b\n1,2\n")
    problems, report = inspect(folder)
    assert report is None
    assert [p.line for p in problems] == [0]
    assert "say which one with --column user=COLUMN" in problems[0].message


def test_what_was_taken_for_granted_is_a_note(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", ratings__csv="user,item,rating\n1,a,3\n2,a,5\n")
    assert told(folder) == ["x: note: The ratings are taken to be on a scale of 1 to 5, liked from 4."]


def test_a_mapping_is_honoured(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", ratings__csv="a,b\n1,2\n")
    assert check(Entry("x", str(folder / "ratings.csv"), columns={"user": "a", "item": "b"})) == []


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="There is no file or folder"):
        check(tmp_path / "nowhere")


def test_the_real_small_movielens_has_one_repeated_rating(shared_data: Path) -> None:
    problems = check(shared_data / "ml-latest-small")
    assert [(p.file, p.line, p.severity) for p in problems] == [
        ("movies.csv", 9108, "warning"),
        ("ratings.csv", 17451, "warning"),
    ]
