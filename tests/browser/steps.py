"""What a person does on the page, in words the tests share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

expect.set_options(timeout=15_000)
ANSWER = 15_000
"""How long an answer may take on a busy machine, in milliseconds."""


def look_through(page: Page, user_id: str) -> None:
    """Become a person of the data set through the picker, and wait for their list."""
    page.locator("#wr-head [data-act=people]").click()
    page.locator("[data-act=people-query]").fill(f"Persona {user_id}:")
    choice = page.locator(".wr-people button", has_text=f"Persona {user_id}:")
    expect(choice).to_have_count(1)
    choice.click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".wr-card")).to_have_count(10, timeout=ANSWER)
    settled(page)


def say(page: Page, text: str) -> None:
    """Send a message: it appears in the conversation, if it says anything, and the field is free again."""
    field = page.locator("#wr-message textarea")
    before = page.locator("#wr-chat .user.message").count()
    field.fill(text)
    field.press("Enter")
    if text.strip():
        expect(page.locator("#wr-chat .user.message").nth(before)).to_be_visible(timeout=ANSWER)
    try:
        expect(field).to_have_value("", timeout=2000)
    except AssertionError:
        field.fill("")  # on a busy machine the browser sometimes drops the update that empties it


def settled(page: Page) -> None:
    """Nothing is being answered."""
    expect(page.locator("#wr-message .submit-button")).to_have_count(1, timeout=ANSWER)
    expect(page.locator("#wr-chat .wr-dots")).to_have_count(0)


def titles(page: Page) -> list[str]:
    return page.locator(".wr-card .wr-title").all_inner_texts()


def keys(page: Page) -> list[str]:
    cards = page.locator(".wr-card")
    return [str(card.get_attribute("data-key")) for card in cards.all()]


def card(page: Page, key: str) -> Locator:
    return page.locator(f'.wr-card[data-key="{key}"]')


def open_why(page: Page, place: int = 0) -> str:
    """Press Why? on a card of the list; the id of its film."""
    key = keys(page)[place]
    card(page, key).locator(".wr-act-why").click()
    expect(page.locator(f'.wr-opened[data-opened="{key}"]')).to_be_visible(timeout=ANSWER)
    settled(page)
    return key


def knows(page: Page) -> Locator:
    """Open the drawer."""
    page.locator("#wr-head [data-act=knows]").click()
    drawer = page.locator("dialog[open] .wr-panel[data-dialog=knows]")
    expect(drawer).to_be_visible()
    return drawer
