"""The conversation: wishes as chips, markup as text, messages that cross, stop and try again, coming back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from recsys.engine import Engine
from recsys.schema import Reply
from tests.browser.conftest import OpenPage
from tests.browser.steps import keys, look_through, say, settled

pytestmark = pytest.mark.browser


def bot(page: Page) -> list[str]:
    return page.locator("#wr-chat .bot.message").all_inner_texts()


def test_wishes_stand_as_chips_and_removing_one_brings_the_others_back(open_page: OpenPage, engine: Engine) -> None:
    page = open_page()
    look_through(page, "31")
    say(page, "a comedy from the 80s")
    settled(page)
    chips = page.locator(".wr-wish")
    expect(chips).to_have_count(2)
    for key in keys(page):
        item = engine.catalog.item(engine.catalog.row(key))
        assert "Comedy" in item.genres
        assert 1980 <= (item.year or 0) <= 1989
    page.get_by_role("button", name="Remove the wish “comedy”").click()
    expect(chips).to_have_count(1)
    expect(chips).to_contain_text("1980s")
    items = [engine.catalog.item(engine.catalog.row(key)) for key in keys(page)]
    assert all(1980 <= (i.year or 0) <= 1989 for i in items)
    assert not all("Comedy" in i.genres for i in items)


@pytest.mark.parametrize(
    "message",
    [
        "<script>alert(1)</script> <img src=x onerror=alert(2)> **bold** [a](http://evil.example) ![i](http://evil.example/i.png)",
        "😀😀😀",
        "   ",
        "电影 " * 3300,
    ],
    ids=["markup", "emoji", "empty", "10,000 characters"],
)
def test_whatever_is_typed_is_shown_as_typed_and_answered(open_page: OpenPage, message: str) -> None:
    page = open_page()
    expect(page.locator(".wr-welcome")).to_be_visible()
    say(page, message)
    expect(page.locator("#wr-chat .bot.message")).to_have_count(2)
    settled(page)
    assert len(bot(page)[-1]) > 10
    if message.strip():
        shown = page.locator("#wr-chat .user.message").inner_text()
        assert "".join(shown.split()) == "".join(message.split())
    assert page.locator("#wr-chat .user.message :is(script, img, a, strong)").count() == 0
    assert page.locator(".wr-quick .wr-chip").count() >= 2


@pytest.fixture
def slowed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The real engine, but each answer waits before its last snapshot until told to go on."""
    go = threading.Event()
    chat = engine.chat

    def slow(user_id: str, message: str, conversation_id: str, language: str = "en") -> Iterator[Reply]:
        for reply in chat(user_id, message, conversation_id, language):
            yield Reply(f"Thinking of an answer to {message}")
            go.wait(10)
            yield reply

    monkeypatch.setattr(engine, "chat", slow)
    return go


def test_a_message_sent_while_another_is_answered_is_answered_after_it(
    open_page: OpenPage, slowed: threading.Event
) -> None:
    page = open_page()
    expect(page.locator(".wr-welcome")).to_be_visible()
    say(page, "I loved Fargo")
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text("Thinking of an answer to I loved Fargo")
    say(page, "I loved Alien")
    expect(page.locator("#wr-chat .user.message")).to_have_count(2)
    slowed.set()
    settled(page)
    answers = bot(page)[1:]
    assert len(answers) == 2
    assert "Fargo" in answers[0]
    assert "Alien" in answers[1]


def test_an_answer_can_be_stopped_and_asked_for_again(open_page: OpenPage, slowed: threading.Event) -> None:
    page = open_page()
    expect(page.locator(".wr-welcome")).to_be_visible()
    say(page, "a western")
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text("Thinking of an answer")
    began = time.perf_counter()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text("Stopped.")
    assert time.perf_counter() - began < 2
    slowed.set()
    settled(page)
    page.locator("#wr-chat .bot.message").last.hover()
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".wr-card")).to_have_count(10)
    settled(page)
    assert page.locator("#wr-chat .user.message").count() == 1
    assert "Stopped" not in bot(page)[-1]


@pytest.mark.slow
def test_two_tabs_of_one_person_see_each_other_s_changes_and_keep_their_own_talk(open_page: OpenPage) -> None:
    first, second = open_page(), open_page()
    for page in (first, second):
        look_through(page, "41")
    say(first, "I have seen Fargo")
    say(second, "I have seen Kolya")
    for page in (first, second):
        settled(page)
        assert page.locator("#wr-chat .user.message").count() == 1
        page.locator("#wr-head [data-act=knows]").click()
        newest = page.locator("dialog[open] .wr-opinions.wr-scroll .wr-title")
        expect(newest.nth(1)).to_be_visible()
        assert {newest.nth(0).inner_text(), newest.nth(1).inner_text()} == {"Fargo", "Kolya"}


@pytest.mark.slow
def test_a_reload_brings_back_who_was_there_and_what_was_said_and_a_new_browser_knows_nobody(
    open_page: OpenPage,
) -> None:
    page = open_page()
    look_through(page, "42")
    say(page, "something older than 1970")
    settled(page)
    page.reload()
    expect(page.locator(".wr-card")).to_have_count(10)
    expect(page.locator("#wr-chat .user.message").first).to_contain_text("something older than 1970")
    expect(page.locator("#wr-head .wr-who")).to_contain_text("Persona 42")
    later = page.context.new_page()
    later.goto(page.url)
    expect(later.locator(".wr-welcome")).to_be_visible()


@pytest.mark.slow
def test_somebody_who_asked_to_be_remembered_is_there_the_next_time(open_page: OpenPage) -> None:
    page = open_page()
    look_through(page, "43")
    page.locator("#wr-head [data-act=people]").click()
    page.get_by_label("Remember me when I open WhyRec again").check()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    later = page.context.new_page()
    later.goto(page.url)
    expect(later.locator("#wr-head .wr-who")).to_contain_text("Persona 43")
    expect(later.locator(".wr-card")).to_have_count(10)
