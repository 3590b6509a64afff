"""The list: who it is for, what each card says, the opened card with its receipts, and striking films out."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from recsys.engine import Engine
from recsys.schema import Profile
from tests.browser.conftest import OpenPage
from tests.browser.steps import card, keys, knows, look_through, open_why, say, settled

pytestmark = pytest.mark.browser


def test_somebody_new_answers_the_quiz_and_gets_a_list_without_the_films_they_know(open_page: OpenPage) -> None:
    page = open_page()
    quiz = page.locator(".wr-quiz li")
    expect(quiz).to_have_count(6)
    expect(page.get_by_role("button", name="Show my picks")).to_be_disabled()
    answered = []
    for place, answer in enumerate(("Loved it", "Not for me", "It was all right", "Not seen")):
        row = quiz.nth(place)
        answered.append(row.locator(".wr-title").inner_text())
        row.get_by_role("button", name=answer).click()
        expect(row.get_by_role("button", name=answer)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".wr-quiz [role=status]")).to_have_text("3 answered")
    page.get_by_role("button", name="Show my picks").click()
    expect(page.locator(".wr-card")).to_have_count(10)
    assert not set(answered[:3]) & set(page.locator(".wr-card .wr-title").all_inner_texts())
    drawer = knows(page)
    expect(drawer.locator(".wr-opinions select")).to_have_count(3)


def test_a_card_says_what_who_when_why_and_in_bars_what_lifts_it(open_page: OpenPage, engine: Engine) -> None:
    page = open_page()
    look_through(page, "13")
    ranking = engine.recommend(engine.profile("13"))
    assert keys(page) == [r.item.id for r in ranking.items]
    for shown, row in zip(ranking.items, page.locator(".wr-card").all(), strict=True):
        expect(row.locator("h3")).to_contain_text(shown.item.title)
        expect(row.locator(".wr-year")).to_have_text(str(shown.item.year))
        expect(row.locator(".wr-genres")).to_have_text(" · ".join(shown.item.genres))
        assert len(row.locator(".wr-line").inner_text()) > 10
        bar = row.get_by_role("img")
        label = bar.get_attribute("aria-label") or ""
        assert re.match(r"What lifts it: Your films \d+%", label), label
        for name in (f"Why {shown.item.name}?", f"I like {shown.item.name}", f"I have seen {shown.item.name}"):
            expect(row.get_by_role("button", name=name, exact=True)).to_be_visible()
        expect(row.get_by_role("button", name=f"{shown.item.name} is not for me", exact=True)).to_be_visible()


def with_receipts(engine: Engine, user_id: str) -> int:
    """A place of the person's list whose pick has a receipt of two films or more."""
    profile: Profile = engine.profile(user_id)
    for place, shown in enumerate(engine.recommend(profile).items):
        if len(engine.evidence(profile, shown.item.id).cited) >= 2:
            return place
    raise AssertionError(f"no pick of person {user_id} has a receipt")


def rank_after(page: Page) -> tuple[str, str]:
    result = page.locator(".wr-result strong").inner_text()
    before, after = result.rsplit(": ", 1)[1].split(" → ")
    return before, after


def test_why_opens_the_card_and_striking_its_films_does_what_the_receipt_says(
    open_page: OpenPage, engine: Engine
) -> None:
    page = open_page()
    look_through(page, "13")
    before = keys(page)
    key = open_why(page, with_receipts(engine, "13"))
    profile = engine.profile("13")
    evidence = engine.evidence(profile, key)

    opened = page.locator(".wr-opened")
    expect(opened.locator("h2")).to_contain_text(evidence.item.title)
    expect(page.locator("#wr-chat .user.message").last).to_contain_text(f"Why {evidence.item.name}?")
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text(evidence.item.title)
    assert len(opened.locator(".wr-words").inner_text()) > 30
    cited = opened.locator(".wr-films").first.locator("li")
    expect(cited).to_have_count(len(evidence.cited))
    for film, row in zip(evidence.cited, cited.all(), strict=True):
        expect(row).to_contain_text(film.item.title)
        expect(row.locator(".wr-stars")).to_have_attribute("aria-label", f"{film.stars:g} of 5 stars")

    began = time.perf_counter()
    cited.first.get_by_role("button").click()
    expect(page.locator(".wr-whatif")).to_be_visible()
    assert time.perf_counter() - began < 3
    expect(cited.first.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    order = engine.what_if(profile, [evidence.cited[0].item.id]).after
    assert keys(page) == [r.item.id for r in order.items]

    opened.locator("[data-act=strike-all]").click()
    expect(opened.locator("[data-act=strike-all]")).to_have_count(0)
    together = evidence.receipts[0]
    assert rank_after(page) == (ordinal(together.rank_before), ordinal(together.rank_after))
    assert opened.locator(".wr-moves li").count() > 0

    page.locator(".wr-whatif").get_by_role("button", name="Put them back").click()
    expect(page.locator(".wr-whatif")).to_have_count(0)
    assert keys(page) == before
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(card(page, key).locator(".wr-act-why")).to_be_focused()


def ordinal(rank: int | None) -> str:
    from recsys.page.labels import Labels

    return Labels("en").ordinal(rank)


@pytest.mark.slow
@pytest.mark.parametrize(("action", "user_id"), [("seen", "21"), ("reject", "22"), ("like", "23")])
def test_a_film_seen_liked_or_turned_down_leaves_the_list_until_that_is_undone(
    open_page: OpenPage, action: str, user_id: str
) -> None:
    page = open_page()
    look_through(page, user_id)
    key = keys(page)[1]
    card(page, key).locator(f".wr-act-{action}").click()
    expect(card(page, key)).to_have_count(0)
    settled(page)
    expect(page.locator(".wr-card")).to_have_count(10)
    say(page, "Recommend something")
    settled(page)
    assert key not in keys(page)
    drawer = knows(page)
    drawer.get_by_role("button", name="Undo the last change").click()
    expect(card(page, key)).to_have_count(1)


@pytest.mark.slow
def test_a_film_the_page_makes_up_is_refused_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    look_through(page, "24")
    page.locator(".wr-card").first.locator(".wr-act-why").evaluate('b => { b.dataset.id = "9\' or 1=1"; b.click(); }')
    settled(page)
    expect(page.locator("#wr-chat .bot.message").last).to_contain_text("9' or 1=1")
    expect(page.locator(".wr-card")).to_have_count(10)
