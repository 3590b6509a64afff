"""What WhyRec knows about me: edit, add, delete, undo, export, be forgotten."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from recsys.engine import Engine
from tests.browser.conftest import OpenPage
from tests.browser.steps import keys, knows, look_through, open_why, say, settled

pytestmark = pytest.mark.browser


def test_opinions_can_be_added_edited_deleted_and_taken_back(open_page: OpenPage, engine: Engine) -> None:
    page = open_page()
    look_through(page, "51")
    profile = engine.profile("51")
    first_list = keys(page)
    drawer = knows(page)
    expect(drawer).to_contain_text(f"{len(profile.opinions)} films, {len(profile.liked)} liked")

    drawer.get_by_label("Add a film by title").fill("twelve monkeys")
    found = drawer.locator(".wr-found li").first
    expect(found).to_contain_text("Twelve Monkeys")
    found.get_by_role("combobox").select_option("5")
    expect(drawer.locator(".wr-said-done")).to_have_text("Twelve Monkeys: 5 of 5 stars.")
    newest = drawer.locator(".wr-opinions.wr-scroll li").first
    expect(newest).to_contain_text("Twelve Monkeys")
    expect(newest.get_by_role("combobox")).to_have_value("5")

    newest.get_by_role("combobox").select_option("rejected")
    expect(drawer.locator(".wr-said-done")).to_have_text("Twelve Monkeys: not for me.")
    newest.get_by_role("button", name="Delete Twelve Monkeys (1995)").click()
    expect(drawer.locator(".wr-said-done")).to_have_text("Twelve Monkeys is deleted.")
    expect(newest).not_to_contain_text("Twelve Monkeys")

    undo = drawer.get_by_role("button", name="Undo the last change")
    undo.click()
    expect(newest.get_by_role("combobox")).to_have_value("rejected")
    undo.click()
    expect(newest.get_by_role("combobox")).to_have_value("5")
    undo.click()
    expect(newest).not_to_contain_text("Twelve Monkeys")
    undo.click()
    expect(drawer.locator(".wr-said-done")).to_have_text("There is nothing to take back.")
    assert [o.item_id for o in engine.profile("51").opinions] == [o.item_id for o in profile.opinions]
    page.get_by_role("button", name="Close").click()
    assert keys(page) == first_list


def test_reasons_are_put_in_the_voice_chosen_and_stay_so(open_page: OpenPage, engine: Engine) -> None:
    page = open_page()
    look_through(page, "57")
    open_why(page)
    words = page.locator(".wr-opened .wr-words")
    before = words.inner_text()
    drawer = knows(page)
    drawer.get_by_label("How reasons are put").select_option("terse")
    expect(words).not_to_have_text(before)
    assert len(words.inner_text()) < len(before)
    assert engine.voice("57") == "terse"
    page.get_by_role("button", name="Close").first.click()
    say(page, "talk normally")
    settled(page)
    expect(words).to_have_text(before)
    expect(knows(page).get_by_label("How reasons are put")).to_have_value("plain")


def test_a_what_if_said_in_the_chat_shows_what_is_struck_and_new_reasons(open_page: OpenPage, engine: Engine) -> None:
    page = open_page(390, 844)
    title = engine.catalog.get(engine.profile("57").liked[-1].item_id).title
    look_through(page, "57")
    say(page, f"what if I hadn't liked {title}?")
    settled(page)
    page.locator(".wr-tabs [data-value=picks]").click()
    expect(page.locator(".wr-whatif")).to_contain_text(f"What if you had no opinion of {title}?")
    assert all(line.strip() for line in page.locator(".wr-card .wr-line").all_inner_texts())


@pytest.mark.slow
def test_everything_known_can_be_saved_as_json_and_as_csv(open_page: OpenPage, engine: Engine, tmp_path: Path) -> None:
    page = open_page()
    look_through(page, "52")
    drawer = knows(page)
    saved = {}
    for form in ("JSON", "CSV"):
        with page.expect_download() as download:
            drawer.get_by_role("button", name=f"Export {form}").click()
        assert download.value.suggested_filename == f"whyrec-52.{form.lower()}"
        saved[form] = tmp_path / form
        download.value.save_as(saved[form])
    opinions = engine.profile("52").opinions
    told = json.loads(saved["JSON"].read_text("utf-8"))
    assert [o["item_id"] for o in told["opinions"]] == [o.item_id for o in opinions]
    rows = list(csv.DictReader(saved["CSV"].open(encoding="utf-8", newline="")))
    assert [(r["item_id"], float(r["stars"])) for r in rows] == [(o.item_id, o.stars) for o in opinions]


def test_a_person_who_is_forgotten_is_gone_and_the_page_begins_again(open_page: OpenPage, engine: Engine) -> None:
    page = open_page()
    say(page, "I loved Fargo")
    settled(page)
    drawer = knows(page)
    user_id = page.evaluate("JSON.parse(sessionStorage.getItem('whyrec')).people[0].user")
    assert engine.store.person(user_id) is not None
    drawer.get_by_role("button", name="Forget me", exact=True).click()
    drawer.get_by_role("button", name="Keep me").click()
    expect(drawer.get_by_role("button", name="Forget me", exact=True)).to_be_visible()
    drawer.get_by_role("button", name="Forget me", exact=True).click()
    drawer.get_by_role("button", name="Yes, forget me").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".wr-welcome")).to_be_visible()
    expect(page.locator("#wr-chat .bot.message")).to_contain_text("Everything about you is erased.")
    expect(page.locator("#wr-chat .user.message")).to_have_count(0)
    assert engine.store.person(user_id) is None
    page.reload()
    expect(page.locator("#wr-head .wr-who")).to_have_text("Choose who you are")


@pytest.mark.slow
def test_being_forgotten_by_asking_for_it_in_the_chat_clears_the_page_too(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "I loved Fargo")
    settled(page)
    say(page, "forget me")
    settled(page)
    page.get_by_role("button", name="Yes, forget me").click()
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text("erased")
    settled(page)
    expect(page.locator("#wr-head .wr-who")).to_have_text("Choose who you are")
    drawer = knows(page)
    expect(drawer.locator(".wr-opinions select")).to_have_count(0)
