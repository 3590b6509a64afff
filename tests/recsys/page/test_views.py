"""The conversation as it is shown: who worded a sentence is marked, and nothing waits for ever."""

from __future__ import annotations

from recsys.dialogue.text import escape
from recsys.page import views
from recsys.page.labels import Labels
from recsys.page.tab import Message, Tab
from recsys.schema import Claim, Sentence


def shown(message: Message) -> str:
    return str(views.messages(Tab(messages=[message]), Labels("en"))[0]["content"])


def test_sentences_the_model_worded_are_marked_and_said_to_be_checked_and_others_are_not() -> None:
    claims = (Claim("liked", "you liked it", True),)
    model = Sentence("M*A*S*H (1970) & Fast_Food are here because you liked Alien.", "model", claims)
    plain = Sentence("Without it, it would fall from 1st to 4th.", "plain", claims)
    text = f"{escape(model.text)} {escape(plain.text)}"
    content = shown(Message("assistant", text, (model, plain), done=True))
    assert f'<span class="wr-said-model">{escape(model.text)}</span> {escape(plain.text)}' in content
    assert Labels("en")("by_model") in content
    alone = shown(Message("assistant", escape(plain.text), (plain,), done=True))
    assert alone == escape(plain.text)


def test_a_waiting_answer_shows_that_it_is_awaited_and_a_stopped_one_that_it_was_stopped() -> None:
    assert "Thinking" in shown(Message("assistant", waiting=True))
    stopped = shown(Message("assistant", "Half a", stopped=True))
    assert stopped.startswith("Half a")
    assert "Stopped." in stopped
