"""What comes from outside: messages with markup, and whatever a browser says it remembers."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.page import actions
from recsys.page.desk import escape_markdown, plain_text, remembered
from recsys.page.tab import Seat, Tab


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n")))
def test_what_is_typed_is_shown_as_typed(text: str) -> None:
    shown = escape_markdown(text)
    assert html.unescape(shown) == text or "\r" in text or any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)
    assert not set(shown) & set("<>*_`[]()!\\|~$:/.@\"'")


def test_markup_links_and_line_breaks_in_a_message_stay_text() -> None:
    shown = escape_markdown("<script>x</script>\n[a](http://b) ![i](c.png) www.d.e")
    assert not any(markup in shown for markup in ("<script", "](", "http:", "www."))
    assert shown.count("<br>") == 1


@pytest.mark.parametrize(
    "kept", [None, "", "{", "[]", "3", '"x"', '{"people": 3}', '{"people": [1, null, {"user": ""}]}', {"people": []}]
)
def test_nonsense_in_the_browser_s_memory_is_nobody(kept: Any) -> None:
    tab = Tab()
    actions.recall(tab, kept)
    assert tab.remembered == []
    assert not tab.remember


def test_what_the_browser_keeps_is_bounded() -> None:
    people = [{"user": "x" * 10_000, "name": 3, "more": "dropped"}] * 50
    kept = remembered(people)
    assert len(kept) == 6
    assert all(set(p) == {"user", "name", "conversation"} and len(p["user"]) <= 120 for p in kept)


def test_who_was_here_comes_back_with_the_language_and_the_wish_to_be_remembered() -> None:
    tab = Tab()
    kept = {"people": [{"user": "u1", "name": "Ann", "conversation": "c1"}], "remember": True, "language": "zh"}
    actions.recall(tab, json.dumps(kept))
    assert actions.to_remember(tab) == kept


def test_two_tabs_share_nothing() -> None:
    import copy

    first = Seat()
    first.tab.messages.append("hello")  # type: ignore[arg-type]
    second = copy.deepcopy(first)
    assert second.tab.messages == []
    assert second.tab.conversation_id != first.tab.conversation_id


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Noted: you liked **M\\*A\\*S\\*H** (1970).", "Noted: you liked M*A*S*H (1970)."),
        ("Fast \\& Furious &amp; &lt;b&gt; \\[x\\]", "Fast & Furious & <b> [x]"),
    ],
)
def test_a_toast_shows_titles_without_their_escapes(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain
