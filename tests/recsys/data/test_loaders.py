"""Every format WhyRec reads, on small files written exactly so, and on the real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recsys.data.dataset import Dataset, load
from recsys.data.registry import Entry
from recsys.schema import WhyRecError
from recsys.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", home=tmp_path / "home")


def write(folder: Path, encoding: str = "utf-8", **files: str) -> Path:
    """Files by name, with `__` for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding=encoding, newline="")
    return folder


def told(dataset: Dataset) -> list[tuple[str, str, float | None, int | None]]:
    return [
        (i.user_id, i.item_id, i.rating, i.timestamp)
        for user in dataset.interactions.users
        for i in dataset.interactions.of(user)
    ]


def flags(*genres: int) -> str:
    return "|".join("1" if n in genres else "0" for n in range(19))


def test_movielens_100k_as_grouplens_packs_it(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "ml-100k",
        "latin-1",
        u__data="196\t2\t3\t881250949\n22\t1\t5\t878887116\n",
        u__item=(
            f"1|Toy Story (1995)|01-Jan-1995||http://x|{flags(3, 4, 5)}\n"
            f"2|Cité des enfants perdus, La (1995)|15-Dec-1996||http://x|{flags(1, 2)}\n"
            f"3|unknown||||{flags(0)}\n"
        ),
        u__user="22|25|M|writer|40206\n196|49|M|writer|55105\n",
    )
    data = load(folder, own)
    assert [(i.id, i.name, i.genres) for i in data.catalog] == [
        ("1", "Toy Story (1995)", ("Animation", "Children's", "Comedy")),
        ("2", "La Cité des enfants perdus (1995)", ("Action", "Adventure")),
    ]
    assert told(data) == [("22", "1", 5.0, 878887116), ("196", "2", 3.0, 881250949)]
    assert data.people["196"] == {"age": "49", "gender": "M", "occupation": "writer", "zip": "55105"}


def test_movielens_1m_with_its_double_colons_and_latin_letters(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "ml-1m",
        "latin-1",
        ratings__dat="1::73::5::978300760\n1::2::3::978302109\n2::73::1::978298413\n",
        movies__dat=(
            "2::Star Trek: First Contact (1996)::Action|Sci-Fi\n"
            "73::Misérables, Les (1995)::Drama|Musical\n"
            "99::Nobody: rated this (1990)::Film-Noir\n"
        ),
        users__dat="1::F::1::10::48067\n2::M::56::16::70072\n",
    )
    data = load(folder, own)
    assert [i.name for i in data.catalog] == [
        "Star Trek: First Contact (1996)",
        "Les Misérables (1995)",
        "Nobody: rated this (1990)",
    ]
    assert data.people["1"] == {"age": "under 18", "gender": "F", "occupation": "student (K-12)", "zip": "48067"}
    assert told(data)[0] == ("1", "73", 5.0, 978300760)
    assert (data.scale.minimum, data.scale.step) == (1.0, 1.0)


def test_movielens_csv_with_tags_and_links(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "mine",
        ratings__csv="userId,movieId,rating,timestamp\r\n1,1,4.5,964982703\r\n2,3,2.0,964982224\r\n",
        movies__csv=(
            "movieId,title,genres\r\n1,Toy Story (1995),Animation|Children\r\n"
            '3,"American President, The (1995)",(no genres listed)\r\n'
        ),
        tags__csv="userId,movieId,tag,timestamp\r\n1,1,Pixar,1\r\n2,1,pixar ,2\r\n2,1,a fun one,3\r\n",
        links__csv="movieId,imdbId,tmdbId\r\n1,0114709,862\r\n3,0112346,\r\n",
    )
    data = load(folder, own)
    toy = data.catalog.get("1")
    assert toy.attributes == {"imdb": ("tt0114709",), "tmdb": ("862",), "tag": ("pixar", "a fun one")}
    president = data.catalog.get("3")
    assert (president.title, president.genres) == ("The American President", ())
    assert told(data) == [("1", "1", 4.5, 964982703), ("2", "3", 2.0, 964982224)]
    assert data.scale.step == 0.5


def test_the_real_small_movielens(shared_data: Path, own: Settings) -> None:
    data = load(shared_data / "ml-latest-small", own)
    assert len(data.interactions.users) == 610
    assert len(data.catalog) == 9741, "one film stands there twice"
    assert len(data.interactions) == 100_835
    assert data.catalog.get("1").attributes["tag"][:2] == ("pixar", "fun")
    assert data.catalog.get("144606").id == "6003"


def test_recbole_ml100k_is_what_the_default_is(ml100k: Dataset) -> None:
    assert ml100k.people["42"]["occupation"] == "administrator"
    assert ml100k.catalog.get("1").genres == ("Animation", "Children's", "Comedy")
    report = ml100k.report
    assert (report.interactions_read, report.items_read, report.people) == (100_000, 1682, 943)
    assert "267" not in ml100k.catalog


def test_a_recbole_folder_of_clicks_without_items(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "clicks",
        clicks__inter="session:float\tuser_id:token\titem_id:token\ttimestamp:float\n1\tu1\ti9\t5.0\n1\tu1\ti10\t4.0\n",
    )
    data = load(folder, own)
    assert told(data) == [("u1", "i10", None, 4), ("u1", "i9", None, 5)]
    assert data.interactions.likes(data.scale).nnz == 2
    assert [item.title for item in data.catalog] == ["i10", "i9"]


def test_a_folder_of_csv_whose_columns_need_no_telling(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "books",
        interactions__csv="User-ID;ISBN;Book-Rating;date\na;0001;9;2020-01-02T00:00:00Z\nb;0002;10;2020-01-03\nb;0001;2;\n",
        items__csv='ISBN;Book-Title;Year-Of-Publication;Genre\n0001;"Dune";1965;Sci-Fi|Classics\n0002;Emma;1815;\n',
    )
    data = load(folder, own)
    assert [(i.id, i.name, i.genres) for i in data.catalog] == [
        ("0001", "Dune (1965)", ("Sci-Fi", "Classics")),
        ("0002", "Emma (1815)", ()),
    ]
    assert told(data)[0] == ("a", "0001", 9.0, 1577923200)
    assert told(data)[1:] == [("b", "0001", 2.0, None), ("b", "0002", 10.0, 1578009600)]
    assert (data.scale.minimum, data.scale.maximum, data.scale.like) == (1, 10, 8)
    assert data.lexicon.noun == "item"


@pytest.mark.parametrize("kind", ["csv", "tsv", "parquet"])
def test_a_single_file_of_interactions(tmp_path: Path, own: Settings, kind: str) -> None:
    frame = pd.DataFrame(
        {"user": [1, 2, 2], "item": ["x", "y", "x"], "rating": [5.0, 1.5, 4.0], "extra": ["a", "b", ""]}
    )
    path = tmp_path / f"ratings.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="," if kind == "csv" else "\t")
    assert told(load(path, own)) == [("1", "x", 5.0, None), ("2", "y", 1.5, None), ("2", "x", 4.0, None)]


def test_parquet_with_real_times_and_lists_of_genres(tmp_path: Path, own: Settings) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    when = pd.to_datetime(["2024-05-01 12:00", "2024-05-02 12:00"])
    pd.DataFrame({"user_id": [7, 8], "item_id": [1.0, 2.0], "time": when}).to_parquet(folder / "interactions.parquet")
    genres = [["Red", "Blue"], ["Blue"]]
    pd.DataFrame({"item_id": [1, 2], "title": ["A", "B"], "categories": genres}).to_parquet(folder / "items.parquet")
    data = load(folder, own)
    assert data.catalog.get("1").genres == ("Red", "Blue")
    assert told(data) == [("7", "1", None, 1714564800), ("8", "2", None, 1714651200)]


def test_milliseconds_are_taken_for_what_they_are(tmp_path: Path, own: Settings) -> None:
    folder = write(tmp_path / "x", ratings__csv="user,item,timestamp\na,1,1577923200000\nb,1,1577923201500\n")
    assert [at for *_, at in told(load(folder, own))] == [1577923200, 1577923201]


def test_columns_scale_and_words_as_the_user_says(tmp_path: Path, own: Settings) -> None:
    folder = write(
        tmp_path / "x",
        what__csv="who,which,how\na,1,90\na,2,10\n",
        which__csv="nr,label,by\n1,Dune,F. Herbert|B. Herbert\n2,Emma,J. Austen\n",
    )
    entry = Entry(
        name="mine",
        path=str(folder / "what.csv"),
        items_path=str(folder / "which.csv"),
        columns={"user": "who", "item": "which", "rating": "how", "item_id": "nr", "title": "label", "author": "by"},
        scale={"minimum": 0, "maximum": 100},
        lexicon={"noun": "book", "plural": "books", "unit": "point", "done": "read"},
    )  # fmt: skip
    data = load(entry, own)
    assert data.catalog.get("1").attributes == {"author": ("F. Herbert", "B. Herbert")}
    assert [o.verdict for o in data.interactions.profile_opinions("a", data.scale)] == ["liked", "disliked"]
    assert (data.lexicon.noun, data.lexicon.done) == ("book", "read")


def test_artists_by_play_count_without_a_header(shared_data: Path, own: Settings) -> None:
    folder = shared_data / "lastfm-hetrec"
    entry = Entry(
        name="lastfm",
        path=str(folder / "user_artists.dat"),
        items_path=str(folder / "artists.dat"),
        columns={"user": "1", "item": "2", "rating": "3", "item_id": "id", "title": "name"},
        lexicon={"noun": "artist", "plural": "artists", "unit": "play", "done": "heard"},
    )
    data = load(entry, own)
    assert (len(data.interactions), len(data.catalog), len(data.interactions.users)) == (92_834, 17_632, 1_892)
    assert np.isnan(data.interactions.rating).all(), "play counts are no ratings"
    assert "counts as a like" in data.report.notes[0]
    assert data.catalog.get("2").title == "Diary of Dreams"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"notes__txt": "hello"}, r"is in no form WhyRec knows"),
        ({"ratings__csv": "a,b\n1,2\n"}, r"No column of ratings\.csv is plainly the user; it has a, b"),
        ({"ratings__csv": ""}, r"No column of ratings\.csv is plainly the user"),
        ({"ratings__csv": "user,item\n"}, r"has no usable interaction"),
        ({"x__inter": "uid:token\titem_id:token\n1\t2\n"}, r"x\.inter lacks the column user_id:token"),
        (
            {"ratings__csv": "userId,movieId\n1,1\n", "movies__csv": "movieId,title,genres\n"},
            r"lacks the column rating",
        ),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, own: Settings, files: dict[str, str], said: str) -> None:
    with pytest.raises(WhyRecError, match=said):
        load(write(tmp_path / "x", **files), own)


def test_a_binary_file_is_told(tmp_path: Path, own: Settings) -> None:
    (tmp_path / "ratings.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(WhyRecError, match="not a Parquet file, or not a whole one"):
        load(tmp_path / "ratings.parquet", own)
    (tmp_path / "ratings.csv").write_bytes(b"user,item\n\xff\xfe\x00,1\n")
    with pytest.raises(WhyRecError, match="not UTF-8 text"):
        load(tmp_path / "ratings.csv", own)


def test_a_mapping_to_a_column_that_is_not_there_is_told(tmp_path: Path, own: Settings) -> None:
    folder = write(tmp_path / "x", ratings__csv="user,item\n1,2\n")
    with pytest.raises(WhyRecError, match=r"lacks the column 'who' \(user\); it has user, item"):
        load(Entry("x", str(folder / "ratings.csv"), columns={"user": "who"}), own)
    with pytest.raises(WhyRecError, match=r"words of a data set are noun, plural, unit, done, not verb"):
        load(Entry("x", str(folder / "ratings.csv"), lexicon={"verb": "read"}), own)
    with pytest.raises(WhyRecError, match="scale of x is not one: a scale from 5 to 1"):
        load(Entry("x", str(folder / "ratings.csv"), scale={"minimum": 5, "maximum": 1}), own)


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ({"noun": "book"}, "books"),
        ({"noun": "story"}, "stories"),
        ({"noun": "dish"}, "dishes"),
        ({"noun": "play"}, "plays"),
        ({"noun": "mouse", "plural": "mice"}, "mice"),
        ({"done": "read"}, "items"),
    ],
)
def test_the_plural_follows_the_noun_unless_it_is_said(
    tmp_path: Path, own: Settings, words: dict[str, str], plural: str
) -> None:
    folder = write(tmp_path / "x", ratings__csv="user,item\n1,2\n")
    assert load(Entry("x", str(folder / "ratings.csv"), lexicon=words), own).lexicon.plural == plural
