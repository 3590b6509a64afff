"""What WhyRec knows about a person, and what they may do with it: edit, delete, undo, export, be forgotten."""

from __future__ import annotations

import csv
import io
import json

from recsys.page.desk import Desk
from recsys.page.tab import Tab
from recsys.schema import Item, ItemId, Opinion, Verdict, WhyRecError

VERDICTS: tuple[Verdict, ...] = ("liked", "neutral", "disliked", "seen", "rejected")
"""What can be said of a film without a number."""


def find(desk: Desk, tab: Tab) -> list[Item]:
    """The films of the catalogue that what was typed into "Add" may mean."""
    return desk.engine.find(tab.add_query)[:5] if tab.add_query.strip() else []


def item(desk: Desk, item_id: ItemId) -> Item:
    catalog = desk.engine.catalog
    return catalog.item(catalog.row(item_id))


def rate(desk: Desk, tab: Tab, item_id: ItemId, value: str) -> None:
    """Set an opinion: stars as a number, or one of `VERDICTS`."""
    user_id = desk.person(tab)
    if value in VERDICTS:
        opinion = Opinion(item_id, value)
    else:
        try:
            stars = float(value)
        except ValueError:
            raise WhyRecError(f"“{value[:40]}” is not an opinion: choose stars or a word from the list.") from None
        opinion = Opinion(item_id, desk.engine.dataset.scale.verdict(stars), stars)
    tab.profile = desk.engine.set_opinion(user_id, opinion)
    said = desk.labels.stars(opinion.stars, opinion.verdict)
    tab.notice = desk.labels("changed", title=item(desk, item_id).title, verdict=said)
    tab.add_query = ""
    _list_again(desk, tab)


def delete(desk: Desk, tab: Tab, item_id: ItemId) -> None:
    tab.profile = desk.engine.remove_opinion(desk.person(tab), item_id)
    tab.answers.pop(item_id, None)
    tab.notice = desk.labels("deleted", title=item(desk, item_id).title)
    _list_again(desk, tab)


def undo(desk: Desk, tab: Tab) -> None:
    """Take back the last change; pressing again goes further back."""
    user_id = desk.person(tab)
    change = desk.engine.undo(user_id)
    tab.profile = desk.engine.profile(user_id)
    if change is None:
        tab.notice = desk.labels("nothing_undo")
        return
    tab.notice = desk.labels("undone", title=item(desk, change.item_id).title)
    tab.answers.pop(change.item_id, None)
    _list_again(desk, tab)


def forget(desk: Desk, tab: Tab) -> None:
    """Erase the person, and begin again with nobody there."""
    if tab.profile is None:
        return
    sentence = desk.engine.forget(tab.profile.user_id)
    tab.messages = []
    desk.leave(tab)
    desk.greet(tab)
    tab.messages[-1].text = f"{sentence}\n\n{tab.messages[-1].text}"


def export(desk: Desk, tab: Tab, form: str) -> dict[str, str]:
    """A file for the browser to save: its name, its type and its text."""
    if tab.profile is None:
        return {}
    known = desk.engine.export(tab.profile.user_id)
    name = f"whyrec-{tab.profile.user_id}"
    if form == "csv":
        return {"name": f"{name}.csv", "type": "text/csv", "text": _csv(known["opinions"])}
    text = json.dumps(known, ensure_ascii=False, indent=2, default=str)
    return {"name": f"{name}.json", "type": "application/json", "text": text}


def _csv(opinions: list[dict[str, object]]) -> str:
    """One line an opinion. A title that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["item_id", "title", "verdict", "stars", "at"], extrasaction="ignore")
    writer.writeheader()
    for opinion in opinions:
        title = str(opinion.get("title", ""))
        writer.writerow({**opinion, "title": f"'{title}" if title[:1] in ("=", "+", "-", "@") else title})
    return out.getvalue()


def _list_again(desk: Desk, tab: Tab) -> None:
    if tab.ranking is not None:
        desk.show(tab)
