"""What people really typed at WhyRec and what it should make of it."""

from __future__ import annotations

import pytest

from recsys.engine import Engine
from tests.recsys.dialogue.conftest import Read, Talk, only


def genres(reply: object) -> list[set[str]]:
    return [set(r.item.genres) for r in reply.ranking.items]  # type: ignore[attr-defined]


def labels(talk: Talk) -> list[str]:
    return list(dict.fromkeys(c.label for c in talk.state.request.constraints))


def test_never_mind_the_80s_lifts_the_decade_however_it_is_said(fan: Talk) -> None:
    fan.say("comedies from the 80s with a bit of romance")
    assert labels(fan) == ["comedy", "romance", "1980s"]
    fan.say("never mind the 80s")
    assert labels(fan) == ["comedy", "romance"]
    fan.say("not so romantic")
    fan.say("without romance")
    assert labels(fan) == ["comedy", "not romance"]
    assert "was not among your wishes" in fan.say("never mind the western").text


def test_undo_several_times_goes_back_through_wishes_and_opinions_in_order(fan: Talk, engine: Engine) -> None:
    before = len(engine.profile(fan.user_id).opinions)
    fan.say("I want a comedy")
    fan.say("I loved Fargo and hated Titanic")
    fan.say("give me a western")
    fan.say("undo")
    assert labels(fan) == ["comedy"]
    assert "Titanic" in fan.say("undo").text
    assert "Fargo" in fan.say("undo").text
    assert len(engine.profile(fan.user_id).opinions) == before
    fan.say("undo")
    assert labels(fan) == []


def test_after_forget_me_the_talk_goes_on_and_nothing_said_is_kept(fan: Talk, engine: Engine) -> None:
    fan.say("forget me")
    assert "erased" in fan.say("yes").text
    assert fan.say("recommend something funny").ranking is not None
    assert fan.say("what do you know about me?").text == "Nothing: you are erased."
    assert "I keep nothing you say here" in fan.say("I loved Alien").text
    assert engine.store.profile(fan.user_id) is None


@pytest.mark.parametrize("message", ["Star Trek", "the star trek movies", "show me star trek films"])
def test_a_series_asked_for_by_name_is_shown(talk: Talk, message: str) -> None:
    reply = talk.say(message)
    assert reply.ranking is not None
    assert len(reply.ranking.items) == 8
    assert all(r.item.title.startswith("Star Trek") for r in reply.ranking.items)


def test_batman_movies_are_the_series_though_one_is_just_called_batman(talk: Talk) -> None:
    reply = talk.say("batman movies")
    assert reply.ranking is not None
    assert {r.item.title for r in reply.ranking.items} >= {"Batman", "Batman Returns", "Batman Forever"}
    reply = talk.say("something funny")
    assert all("Comedy" in kinds for kinds in genres(reply))
    assert labels(talk) == ["comedy"]


def test_a_series_serves_for_likeness_and_all_of_it_can_be_loved(talk: Talk, engine: Engine) -> None:
    asked = talk.say("I love Star Trek")
    assert "Which one" in asked.text
    talk.say("All of them")
    assert len(engine.profile(talk.user_id).liked) >= 4
    assert "like Star Trek" in talk.say("anything like Star Trek").text


def test_people_the_collection_knows_are_found_and_of_others_it_says_so(talk: Talk) -> None:
    first = talk.say("anything with Tom Hanks")
    assert first.ranking is not None
    assert all("Tom Hanks" in r.item.attributes["actor"] for r in first.ranking.items[:6])
    films = talk.say("hitchcock movies please").ranking  # another person asked for takes the place of the first
    assert films is not None
    assert all(r.item.attributes["director"] == ("Alfred Hitchcock",) for r in films.items)
    stranger = talk.say("a thriller with Timothy Chalamet")
    assert "I know no film here by or with Timothy Chalamet." in stranger.text
    assert stranger.ranking is not None
    talk.say("start over")
    refused = talk.say("a thriller without Bruce Willis").ranking
    assert refused is not None
    assert all("Bruce Willis" not in r.item.attributes.get("actor", ()) for r in refused.items)


def test_a_theme_comes_first_and_of_what_nothing_is_told_the_nearest_is_offered(talk: Talk) -> None:
    heists = talk.say("a heist movie").ranking
    assert heists is not None
    assert all("heist" in r.item.attributes["theme"] for r in heists.items[:8])
    unheard = talk.say("something about zeppelins")
    assert "is said to be about “zeppelins”" in unheard.text
    assert unheard.ranking is not None
    assert any(c.message.startswith("Something about ") for c in unheard.quick_replies)


def test_the_rock_may_be_the_actor_or_the_film(talk: Talk) -> None:
    assert "do you mean The Rock (1996)?" in talk.say("anything with the rock").text
    assert "you liked The Rock (1996)" in talk.say("I love The Rock").text


@pytest.mark.parametrize(
    "message", ["boring", "these are boring", "I've seen all of these", "I don't like any of these"]
)
def test_a_list_turned_down_gives_other_films_without_asking_which(fan: Talk, message: str) -> None:
    before = fan.say("recommend something").ranking
    reply = fan.say(message)
    assert before is not None
    assert reply.ranking is not None
    assert not {r.item.id for r in before.items} & {r.item.id for r in reply.ranking.items}
    assert "Which one" not in reply.text


def test_praise_of_whyrec_is_no_opinion_of_a_film(fan: Talk, engine: Engine) -> None:
    fan.say("recommend something")
    before = engine.profile(fan.user_id)
    fan.say("I'll take the second one")
    assert "welcome" in fan.say("thanks so much, you're great").text
    assert engine.profile(fan.user_id) == before


@pytest.mark.parametrize(
    "message", ["which of these two is better?", "the first one is good?", "is the first one sad?"]
)
def test_a_question_about_films_is_no_opinion_of_them(fan: Talk, engine: Engine, message: str) -> None:
    fan.say("recommend something")
    fan.say("compare the first two")
    before = engine.profile(fan.user_id)
    fan.say(message)
    assert engine.profile(fan.user_id) == before


def test_is_that_true_is_answered_by_trying_it(fan: Talk) -> None:
    fan.say("recommend something")
    reply = fan.say("is that true?")
    assert "ranked anew" in reply.text or "I tried" in reply.text
    assert fan.say("prove it").text == reply.text


def test_which_one_should_i_watch_is_the_first_with_its_reason(fan: Talk) -> None:
    shown = fan.say("recommend something").ranking
    reply = fan.say("which one should I watch?")
    assert shown is not None
    assert shown.items[0].item.title in reply.text
    assert reply.explanation is not None


def test_is_it_scary_gets_an_answer(talk: Talk) -> None:
    talk.say("tell me about Alien")
    assert talk.say("is it scary?").text.startswith("Going by its genres, yes.")


def test_wishes_in_force_are_told_when_asked(talk: Talk) -> None:
    talk.say("a comedy from the 80s")
    assert "“comedy” and “1980s”" in talk.say("what am I asking for?").text


def test_mistyped_everyday_words_are_understood(read: Read) -> None:
    act = only(read("sci fi moveis frm the 80s plese"))
    assert {c.label for c in act.wish.constraints} == {"sci-fi", "1980s"}
    assert act.text == ""
    assert only(read("somthing lik teh godfater")).intent == "similar"
    assert {c.label for c in only(read("sumthing funy")).wish.constraints} == {"comedy"}


@pytest.mark.parametrize("message", ["have you got The Matrix?", "what about Inception?", "what about James Bond?"])
def test_a_film_that_is_not_there_is_said_not_to_be_there(talk: Talk, message: str) -> None:
    assert "no film of that name" in talk.say(message).text


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("¿Puedes recomendarme una película divertida?", "inglés"),
        ("Ich mag Horrorfilme", "Englisch"),
        ("hola", "inglés"),
        ("Il Postino", "Il Postino (1994)"),
    ],
)
def test_other_languages_are_answered_in_kind_and_foreign_titles_found(talk: Talk, message: str, said: str) -> None:
    assert said in talk.say(message).text


def test_how_many_meet_every_wish_is_told(fan: Talk) -> None:
    reply = fan.say("a musical western from the 60s")
    assert reply.ranking is not None
    assert "meet" in reply.text or "Too little was left" in reply.text
