from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.dialogue.opinions import attitude, judge
from recsys.dialogue.text import clean
from recsys.dialogue.titles import TitleLinker
from recsys.dialogue.understand import Understander

Judge = Callable[[str], list[object]]


@pytest.fixture
def verdicts(understander: Understander) -> Judge:
    """The verdict of each title of a message, else why it has none."""

    def judged(message: str) -> list[object]:
        text = clean(message)
        said = judge(text, understander.linker.link(text))
        return [s.stars if s.stars is not None else s.verdict or s.stance for s in said]

    return judged


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("I loved Alien but hated Psycho", ["liked", "disliked"]),
        ("I liked Fargo, Heat and Scream but not Titanic", ["liked", "liked", "liked", "disliked"]),
        ("loved alien, hated psycho", ["liked", "disliked"]),
        ("Alien and Heat were great", ["liked", "liked"]),
        ("I've seen Alien and Jaws, both were great", ["liked", "liked"]),
        ("I saw Casino and it was amazing", ["liked"]),
        ("I've seen Fargo. It was okay.", ["neutral"]),
        ("Titanic? boring.", ["disliked"]),
        ("I didn't like Titanic", ["disliked"]),
        ("I wasn't a big fan of Grease", ["disliked"]),
        ("I never liked Star Wars", ["disliked"]),
        ("Evita bored me", ["disliked"]),
        ("I couldn't get into Brazil", ["disliked"]),
        ("who doesn't love Fargo", ["liked"]),
        ("I love Fargo. And Heat.", ["liked", "liked"]),
        ("I enjoyed Toy Story a lot; Aladdin not so much", ["liked", "disliked"]),
        ("my favorite movies are Fargo and Pulp Fiction", ["liked", "liked"]),
        ("seen Alien", ["seen"]),
        ("Not interested in Titanic", ["rejected"]),
        ("Don't show me Titanic", ["rejected"]),
        ("have you seen Fargo?", ["asked"]),
        ("Is Heat too violent for a 7 year old?", ["asked"]),
        ("I haven't seen Fargo", ["unseen"]),
        ("I've never seen Jaws but I loved Alien", ["unseen", "liked"]),
        ("I want to watch Alien", ["wanted"]),
        ("movies like Alien and Aliens", ["similar", "similar"]),
        ("nothing like Alien please", ["unlike"]),
        ("I gave Jaws 2 stars", [2.0]),
        ("rate Jaws 11", [11.0]),
        ("Scream 4/5, Clerks 2/5", [4.0, 2.0]),
        ("give Fargo five stars", [5.0]),
        ("five stars for Fargo", [5.0]),
        ("Heat 3.5 stars", [3.5]),
        ("Fargo: 5, Heat: 3", [5.0, 3.0]),
        ("E.T. - 5 stars, Starship Troopers 2 stars", [5.0, 2.0]),
        ("add Casablanca to my favourites", ["liked"]),
    ],
)
def test_what_is_thought_of_each_title(message: str, said: list[object], verdicts: Judge) -> None:
    assert verdicts(message) == said


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("yes I've seen it", "seen"),
        ("I loved it", "liked"),
        ("not for me", "rejected"),
        ("it was boring", "disliked"),
        ("meh", "neutral"),
        ("I haven't seen it", None),
        ("Have a great evening", None),
        ("the weather is lovely", None),
        ("the ending was terrible", "disliked"),
        ("it looks good", None),
    ],
)
def test_what_is_said_of_the_film_spoken_of(message: str, verdict: str | None) -> None:
    assert attitude(message) == verdict


@given(st.text(max_size=300))
def test_any_message_can_be_judged(understander: Understander, text: str) -> None:
    linker: TitleLinker = understander.linker
    said = clean(f"{text} Fargo {text}")
    mentions = linker.link(said)
    assert [s.mention for s in judge(said, mentions)] == list(mentions)
