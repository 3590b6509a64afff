"""The page for everybody: by keyboard, read aloud, on a phone, in the dark, in Chinese, and while it is loading."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recsys.engine import Engine
from recsys.page.opening import Opening
from recsys.schema import WhyRecError
from tests.browser.conftest import OpenPage, Served
from tests.browser.steps import ANSWER, keys, knows, look_through, open_why, settled

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
NAMELESS, FAINT = ((HERE / name).read_text("utf-8") for name in ("nameless.js", "faint.js"))


def sound(page: Page) -> None:
    """Everything one can use has a name, all text stands out from its ground, and nothing is cut off sideways."""
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_every_view_has_names_contrast_and_room(open_page: OpenPage, scheme: str, width: int, height: int) -> None:
    page = open_page(width, height, color_scheme=scheme)
    expect(page.locator(".wr-quiz li")).to_have_count(6)
    assert ("dark" in (page.locator("body").get_attribute("class") or "")) == (scheme == "dark")
    sound(page)
    narrow = width < 860
    if narrow:
        page.get_by_role("button", name="Picks").click()
        sound(page)
    look_through(page, "61")
    sound(page)
    open_why(page, 1)
    page.locator("[data-act=unfold]").first.click()
    page.locator("[data-act=unfold]").last.click()
    page.locator(".wr-strike").first.click()
    expect(page.locator(".wr-result")).to_be_visible()
    sound(page)
    knows(page)
    page.wait_for_timeout(300)
    sound(page)


def test_a_phone_shows_one_side_at_a_time_and_the_answer_where_one_looks(open_page: OpenPage) -> None:
    page = open_page(390, 844, has_touch=True)
    expect(page.locator("#wr-picks-pane")).to_be_hidden()
    page.get_by_role("button", name="Picks").tap()
    expect(page.locator("#wr-chat-pane")).to_be_hidden()
    look_through(page, "62")
    key = open_why(page, 2)
    box = page.locator(".wr-words").bounding_box()
    assert box is not None
    assert 57 <= box["y"] < 400
    expect(page.locator(".wr-list")).to_be_hidden()
    page.get_by_role("button", name="Back to the list").tap()
    page.locator(f'.wr-card[data-key="{key}"] .wr-act-seen').tap()
    expect(page.locator(".wr-toast")).to_be_visible()
    assert key not in keys(page)
    page.get_by_role("button", name="Chat").tap()
    page.get_by_role("button", name="See the list").tap()
    expect(page.locator(".wr-list")).to_be_visible()


def test_the_whole_way_can_be_gone_by_keyboard_with_the_focus_in_sight(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".wr-welcome")).to_be_visible()
    page.locator(".wr-skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#wr-message textarea")).to_be_focused()
    page.keyboard.type("I loved Alien and Aliens. Recommend something")
    page.keyboard.press("Enter")
    expect(page.locator(".wr-card")).to_have_count(10, timeout=ANSWER)
    settled(page)
    page.locator(".wr-act-why").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert outline == "solid2px"
    page.keyboard.press("Enter")
    expect(page.locator(".wr-opened h2")).to_be_focused(timeout=ANSWER)
    settled(page)
    page.keyboard.press("Escape")
    expect(page.locator(".wr-act-why").first).to_be_focused()
    page.locator("#wr-head [data-act=knows]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] h2")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#wr-head [data-act=knows]")).to_be_focused()


@pytest.mark.slow
def test_labels_are_chinese_for_a_chinese_browser_and_change_at_a_press(open_page: OpenPage) -> None:
    page = open_page(locale="zh-CN")
    expect(page.get_by_role("heading", name="你知道这些吗？")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    look_through(page, "63")
    expect(page.get_by_role("button", name="为什么推荐").first).to_have_text("为什么？")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", name="Picked for you")).to_be_visible()
    expect(page.locator("#wr-message textarea")).to_have_attribute("aria-label", "Message")


@pytest.mark.slow
def test_light_and_dark_change_at_a_press_and_stay(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    expect(page.locator(".wr-welcome")).to_be_visible()
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    expect(page.locator(".wr-welcome")).to_be_visible()
    assert page.evaluate(ground) == dark


def test_the_page_shows_how_far_it_is_then_what_went_wrong_then_opens(open_page: OpenPage, engine: Engine) -> None:
    go, tries = threading.Event(), []

    def opens(progress: object) -> Engine:
        tries.append(1)
        if len(tries) > 1:
            return engine
        progress("Embedding films", 0.42)  # type: ignore[operator]
        go.wait(30)
        raise WhyRecError("The disk is full: make room and try again.")

    opening = Opening(opens)
    opening.start()
    with Served(opening) as served:
        page = open_page(url=served.url)
        expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "42")
        expect(page.locator(".wr-loading")).to_contain_text("Embedding films, 42%")
        sound(page)
        go.set()
        expect(page.get_by_role("alert")).to_have_text("The disk is full: make room and try again.")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".wr-quiz li")).to_have_count(6)
        page.close()
