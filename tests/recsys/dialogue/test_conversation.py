import re

import pytest

from recsys.dialogue.text import escape
from recsys.engine import Engine
from recsys.schema import WhyRecError
from tests.recsys.dialogue.conftest import Talk


def title(engine: Engine, item_id: str) -> str:
    return engine.catalog.get(item_id).name


def test_a_new_person_gets_a_list_and_a_way_to_say_more(talk: Talk) -> None:
    reply = talk.say("recommend something")
    assert reply.ranking is not None
    assert len(reply.ranking.items) == 10
    assert {c.type for s in reply.sentences for c in s.claims} >= {"here", "first", "rests"}
    assert any(chip.message.startswith("I loved ") for chip in reply.quick_replies)


def test_what_is_loved_is_noted_and_moves_the_list(talk: Talk, engine: Engine) -> None:
    first = talk.say("recommend something").ranking
    reply = talk.say("I loved Alien but hated Star Wars")
    assert reply.text.startswith("Noted: you liked Alien (1979) and you did not like Star Wars (1977).")
    assert reply.profile_changed
    assert {o.verdict for o in engine.profile(talk.user_id).opinions} == {"liked", "disliked"}
    assert first is not None
    assert reply.ranking is not None
    assert reply.ranking.order != first.order


def test_why_the_second_one_is_answered_with_checked_sentences(fan: Talk, engine: Engine) -> None:
    shown = fan.say("recommend something").ranking
    reply = fan.say("why the second one?")
    assert shown is not None
    assert reply.explanation is not None
    assert reply.explanation.evidence.item.id == shown.items[1].item.id
    assert reply.sentences
    assert all(claim.supported for s in reply.sentences for claim in s.claims)


def test_something_older_than_that(fan: Talk, engine: Engine) -> None:
    fan.say("recommend something")
    fan.say("tell me about Fargo")
    reply = fan.say("something older than that")
    assert reply.ranking is not None
    assert all((r.item.year or 9999) < 1996 for r in reply.ranking.items)
    assert [c.label for c in reply.constraints] == ["before 1996"]


def test_wishes_join_are_shown_once_and_are_dropped_by_name(fan: Talk) -> None:
    reply = fan.say("a comedy from the 80s or 90s with my kids")
    assert [c.label for c in reply.constraints] == ["comedy", "1980s or 1990s"]
    assert reply.ranking is not None
    assert all("Comedy" in r.item.genres for r in reply.ranking.items)
    fan.say("no horror")
    reply = fan.say("Never mind 1980s or 1990s")
    assert [c.label for c in reply.constraints] == ["comedy", "not horror"]
    assert fan.say("start over").constraints == ()


def test_undo_takes_back_the_last_wish_or_the_last_opinion(fan: Talk, engine: Engine) -> None:
    fan.say("a comedy")
    assert fan.say("undo that").constraints == ()
    fan.say("I gave Jaws 2 stars")
    reply = fan.say("undo that")
    assert "Jaws (1975)" in reply.text
    assert all(title(engine, o.item_id) != "Jaws (1975)" for o in engine.profile(fan.user_id).opinions)


def test_a_rating_of_eleven_is_refused_kindly_and_asked_again(talk: Talk, engine: Engine) -> None:
    reply = talk.say("rate Jaws 11")
    assert "from 1 to 5 stars, so 11 does not fit" in reply.text
    assert engine.profile(talk.user_id).opinions == ()
    assert talk.say("4").text.startswith("Noted: 4 stars for Jaws (1975).")


def test_a_rating_on_another_scale_is_put_on_this_one(talk: Talk) -> None:
    assert "(8 of 10 is 4 stars here.)" in talk.say("Alien 8 out of 10").text


def test_seen_it_asks_whether_it_was_liked(talk: Talk, engine: Engine) -> None:
    talk.say("tell me about Fargo")
    assert "Did you like it?" in talk.say("yes I've seen it").text
    talk.say("not really")
    assert [o.verdict for o in engine.profile(talk.user_id).opinions] == ["disliked"]


def test_seen_it_of_a_list_asks_which(fan: Talk, engine: Engine) -> None:
    shown = fan.say("recommend something").ranking
    assert fan.say("I've seen it").text == "Which one have you seen?"
    fan.say("the second")
    assert shown is not None
    opinion = engine.profile(fan.user_id).opinion(shown.items[1].item.id)
    assert opinion is not None
    assert opinion.verdict == "seen"


def test_a_title_of_two_films_is_settled_by_a_chip(talk: Talk, engine: Engine) -> None:
    reply = talk.say("I loved Cape Fear")
    assert reply.text == "Which Cape Fear: 1962 or 1991?"
    talk.say(reply.quick_replies[0].message)
    assert [title(engine, o.item_id) for o in engine.profile(talk.user_id).opinions] == ["Cape Fear (1962)"]


def test_what_if_and_comparison_change_nothing(fan: Talk, engine: Engine) -> None:
    fan.say("recommend something")
    before = engine.profile(fan.user_id)
    reply = fan.say("what if I hadn't liked Star Wars?")
    assert reply.what_if is not None
    assert "Nothing in your profile has changed." in reply.text
    assert "Fargo (1996)" in fan.say("compare Fargo and Heat").text
    assert engine.profile(fan.user_id) == before


def test_whatever_is_told_of_lists_pairs_what_ifs_and_tastes_is_checked(fan: Talk) -> None:
    for message in ("recommend something", "compare the first two", "what if I hadn't liked Alien?", "what do I like?"):
        reply = fan.say(message)
        assert reply.sentences, message
        assert all(s.claims and all(c.supported for c in s.claims) for s in reply.sentences)
        assert all(escape(s.text) in reply.text for s in reply.sentences)


def test_the_list_of_a_what_if_comes_with_its_words(fan: Talk) -> None:
    fan.say("recommend something")
    reply = fan.say("what if I hadn't liked Alien and Star Wars?")
    assert reply.what_if is not None
    assert [i.title for i in reply.what_if.struck] == ["Alien", "Star Wars"]
    assert reply.text.index("Alien (1979)") < reply.text.index("Star Wars (1977)")


def test_a_wish_that_is_no_genre_is_quoted_above_the_list(fan: Talk) -> None:
    text = fan.say("a western, less violent").text
    assert "ten westerns" in text
    assert "without violent" not in text


@pytest.mark.parametrize(
    "message",
    ["what do you know about me?", "what do you know about my taste?", "summarise my taste", "what do I like?"],
)
def test_the_taste_is_told_from_the_person_s_own_ratings(message: str, fan: Talk) -> None:
    fan.say("I gave Jaws 2 stars. I've seen Heat.")
    reply = fan.say(message)
    kinds = {c.type for s in reply.sentences for c in s.claims}
    assert {"tally", "favourites"} <= kinds
    assert any("5 stars" in s.text or "like" in s.text for s in reply.sentences)
    assert "Of 1 film I know only that you have seen it." in reply.text


def test_a_voice_asked_for_is_kept_for_every_conversation(fan: Talk, engine: Engine) -> None:
    fan.say("recommend something")
    plain = fan.say("why the first one?").text
    assert "few words" in fan.say("be brief please").text
    terse = fan.say("why the first one?").text
    assert len(terse) < len(plain)
    again = Talk(engine, fan.user_id)
    again.say("recommend something")
    assert again.say("why the first one?").text == terse
    fan.say("talk normally")
    assert fan.say("why the first one?").text == plain


def test_a_what_if_on_a_film_without_an_opinion_says_so(fan: Talk) -> None:
    reply = fan.say("what if I hadn't liked Titanic?")
    assert reply.what_if is None
    assert "You have not rated it, so Titanic (1997) counts for nothing" in reply.text
    assert any(chip.message.startswith("What if I hadn't liked") for chip in reply.quick_replies)


def test_why_not_of_a_seen_film_says_that_it_was_seen(fan: Talk) -> None:
    reply = fan.say("why not Alien?")
    assert reply.explanation is not None
    assert reply.explanation.evidence.excluded == "liked"


def test_films_that_do_not_exist_here_are_named_with_the_nearest(talk: Talk) -> None:
    assert "I do not know “Avatar”" in talk.say("why not Avatar?").text
    reply = talk.say("why not The Matrix?")
    assert "I do not know “The Matrix”" in reply.text
    assert any(chip.message == "The Machine (1994)" for chip in reply.quick_replies)


def test_more_never_shows_the_same_again(fan: Talk) -> None:
    first, second = fan.say("recommend something").ranking, fan.say("something else").ranking
    assert first is not None
    assert second is not None
    assert not {r.item.id for r in first.items} & {r.item.id for r in second.items}


def test_ok_but_older_is_a_wish_and_no_rating(fan: Talk, engine: Engine) -> None:
    fan.say("a comedy")
    fan.say("why the first one?")
    before = engine.profile(fan.user_id)
    reply = fan.say("ok but older")
    assert reply.ranking is not None
    assert engine.profile(fan.user_id) == before


def test_as_many_as_were_asked_for(fan: Talk) -> None:
    ranking = fan.say("recommend me 3 movies").ranking
    assert ranking is not None
    assert len(ranking.items) == 3


def test_not_that_one_leaves_it_out(fan: Talk, engine: Engine) -> None:
    shown = fan.say("sci-fi").ranking
    assert shown is not None
    first = shown.items[0].item
    reply = fan.say(f"but not {first.name}")
    assert reply.ranking is not None
    assert first.id not in {r.item.id for r in reply.ranking.items}


def test_forget_it_deletes_nothing(fan: Talk, engine: Engine) -> None:
    fan.say("tell me about Alien")
    before = engine.profile(fan.user_id)
    fan.say("no, forget it")
    assert engine.profile(fan.user_id) == before


def test_between_two_years_said_one_after_the_other(fan: Talk) -> None:
    fan.say("films after 1940")
    assert [c.label for c in fan.say("and before 1960").constraints] == ["after 1940", "before 1960"]


def test_buttons_do_what_they_say(fan: Talk, engine: Engine) -> None:
    shown = fan.say("recommend something").ranking
    assert shown is not None
    top = [r.item.id for r in shown.items]
    assert fan.press("why", top[0]).explanation is not None
    for action, item_id, verdict in zip(("like", "seen", "reject"), top, ("liked", "seen", "rejected"), strict=False):
        reply = fan.press(action, item_id)
        opinion = engine.profile(fan.user_id).opinion(item_id)
        assert opinion is not None
        assert opinion.verdict == verdict
        assert reply.ranking is not None
        assert item_id not in {r.item.id for r in reply.ranking.items}
    fan.press("undo", top[2])
    assert engine.profile(fan.user_id).opinion(top[2]) is None


def test_a_forged_button_is_refused(fan: Talk) -> None:
    with pytest.raises(WhyRecError, match="no item"):
        fan.press("like", "no-such-film")


def test_forget_me_asks_first(talk: Talk, engine: Engine) -> None:
    talk.say("I loved Alien")
    assert "Sure?" in talk.say("forget me").text
    assert "Nothing was deleted" in talk.say("no").text
    assert len(engine.profile(talk.user_id).opinions) == 1
    talk.say("forget me")
    assert "erased" in talk.say("yes").text
    with pytest.raises(WhyRecError):
        engine.profile(talk.user_id)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "   ",
        "😀😀😀",
        "x" * 10_000,
        "<script>alert(1)</script>",
        "<b>Alien</b> <img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "推荐一部喜剧",
        "Quiero ver una película de miedo",
        "'; DROP TABLE people;--",
        "\x00\u202e\ud83d",
        "why the 99th one?",
        "I loved Inception",
        "what if I loved Inception?",
        "compare",
        "why?",
        "why not?",
        "undo",
        "rate Fargo -3",
        "it",
    ],
)
def test_whatever_is_said_gets_a_clear_answer_and_a_way_on(message: str, talk: Talk) -> None:
    reply = talk.say(message)
    assert reply.text
    assert 2 <= len(reply.quick_replies) <= 3
    assert not re.search(r"<(?!br>)\w|javascript:|Traceback", reply.text)


def test_every_reply_of_a_long_talk_is_short_and_offers_two_or_three_ways_on(fan: Talk) -> None:
    for message in (
        "hi",
        "help",
        "how do you work?",
        "what do you know about me?",
        "a thriller",
        "why?",
        "Heat or Fargo?",
        "less violent",
        "something with Tom Hanks",
        "I'll watch the first one",
        "thanks, bye",
    ):
        reply = fan.say(message)
        assert 2 <= len(reply.quick_replies) <= 3, message
        assert len(reply.text) < 900, message


def test_a_forgotten_thread_goes_on_where_it_was(fan: Talk, engine: Engine) -> None:
    fan.say("a comedy")
    again = Talk(engine, fan.user_id)
    again.conversation_id = fan.conversation_id
    assert [c.label for c in again.say("from the 80s").constraints] == ["comedy", "1980s"]
