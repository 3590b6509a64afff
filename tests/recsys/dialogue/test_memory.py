from hypothesis import given
from hypothesis import strategies as st

from recsys.dialogue.memory import Choice, Conversation
from recsys.dialogue.slots import Wish
from recsys.schema import Constraint

COMEDY = Constraint("genre", "Comedy", "comedy", 3)
HORROR = Constraint("genre", "Horror", "horror", 3)
NO_HORROR = Constraint("not_genre", "Horror", "not horror", 9)
EIGHTIES = (Constraint("year_from", 1980, "1980s", 3), Constraint("year_to", 1989, "1980s", 3))
SEVENTIES = (Constraint("year_from", 1970, "1970s", 3), Constraint("year_to", 1979, "1970s", 3))


def after(*wishes: Wish) -> tuple[Constraint, ...]:
    conversation = Conversation("c", "u")
    for wish in wishes:
        conversation.wish(wish)
    return conversation.request.constraints


def test_wishes_join_and_years_replace_years() -> None:
    assert after(Wish((COMEDY,)), Wish(EIGHTIES)) == (COMEDY, *EIGHTIES)
    assert after(Wish(EIGHTIES), Wish(SEVENTIES)) == SEVENTIES


def test_a_ban_lifts_the_wish_and_a_wish_the_ban() -> None:
    assert after(Wish((HORROR,)), Wish((NO_HORROR,))) == (NO_HORROR,)
    assert after(Wish((NO_HORROR,)), Wish((HORROR,))) == (HORROR,)


def test_another_thing_altogether_replaces_the_genre_asked_for() -> None:
    assert after(Wish((COMEDY, *EIGHTIES)), Wish((HORROR,), replaces=True)) == (*EIGHTIES, HORROR)


def test_a_wish_is_dropped_by_its_label() -> None:
    conversation = Conversation("c", "u")
    conversation.wish(Wish((COMEDY, *EIGHTIES)))
    assert conversation.drop(["1980s"]) == list(EIGHTIES)
    assert conversation.request.constraints == (COMEDY,)


def test_what_is_passed_over_stays_away_until_a_new_request() -> None:
    conversation = Conversation("c", "u", shown=("1", "2"))
    conversation.pass_over()
    conversation.wish(Wish((COMEDY,)))
    assert conversation.request.exclude == {"1", "2"}
    conversation.wish(Wish((HORROR,)), fresh=True)
    assert conversation.request.exclude == frozenset()


def test_the_latest_spoken_of_is_what_it_means() -> None:
    conversation = Conversation("c", "u", opened="9")
    assert conversation.subject == "9"
    conversation.speak_of(["1"])
    conversation.speak_of(["2", "1"])
    assert conversation.focus == ("2", "1")


@given(st.text(), st.lists(st.text(), max_size=4), st.floats(-1, 1), st.integers(0, 9))
def test_a_conversation_survives_the_store(text: str, ids: list[str], novelty: float, turns: int) -> None:
    conversation = Conversation("c", "u", shown=tuple(ids), offer=text, turns=turns)
    conversation.wish(Wish((COMEDY, *EIGHTIES), ("kids",), novelty), text)
    conversation.choice = Choice(text, 0, len(text), tuple(ids))
    assert Conversation.from_json(conversation.to_json()) == conversation


def test_a_state_that_cannot_be_read_starts_afresh() -> None:
    assert Conversation.from_json('{"half": ') == Conversation("", "")
    assert Conversation.from_json({"conversation_id": "c", "user_id": "u", "shown": 3}) == Conversation("c", "u")
