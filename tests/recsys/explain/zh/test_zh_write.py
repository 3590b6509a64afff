"""A served model writes Chinese freely; only its true sentences are shown, plain Chinese takes the place of the rest."""

from __future__ import annotations

from recsys.explain.language import ZH
from recsys.explain.plan import plan
from recsys.explain.verify import check
from recsys.explain.write import Writer
from tests.recsys.explain.strategies import space
from tests.recsys.explain.test_write import scripted

REASON = "之所以推荐《Aliens》（1986），主要是因为你喜欢《Alien》（1979）、《The Terminator》（1984）和《Blade Runner》（1982）。"
FALL = "如果没有这三部电影，它就会从第2位掉到第31位。"
FALSE = "如果没有这三部电影，它就会从第2位掉到第99位。"
SHARED = "和《Alien》、《The Terminator》一样，它也是动作片。"


def test_true_chinese_sentences_of_a_served_model_are_its_own_and_a_false_one_becomes_plain() -> None:
    chat = scripted(f"{REASON}{FALSE}它还获得了奥斯卡奖。{SHARED}")
    found = list(Writer(chat, guided=False).write(space(), language=ZH))
    own = [s.text for s in found if s.source == "model"]
    text = "".join(s.text for s in found)
    assert own == [REASON, SHARED]
    assert "99" not in text
    assert "奥斯卡" not in text
    assert any("31" in s.text for s in found if s.source == "plain")
    said = {c.type for s in found for c in s.claims}
    assert {name for step in plan(space(), "short", language=ZH).steps for name, _ in step.states} <= said
    assert check(text, space(), ZH)


def test_a_served_model_is_asked_for_chinese() -> None:
    chat = scripted(f"{REASON}{FALL}")
    found = list(Writer(chat, guided=False).write(space(), language=ZH))
    assert [s.text for s in found if s.source == "model"][:2] == [REASON, FALL]
    assert "Simplified Chinese" in str(chat.calls[0][0])


def test_a_model_of_this_process_leaves_chinese_to_plain_wording() -> None:
    chat = scripted("Aliens is here.")
    found = list(Writer(chat, guided=True).write(space(), language=ZH))
    assert not chat.calls
    assert all(s.source == "plain" for s in found)
