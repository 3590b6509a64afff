"""What the command line prints: the JSON documents of `--json` and the same facts as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recsys.explain.records import Comparison, Leaning, Taste
from recsys.page.desk import plain_text
from recsys.schema import (
    Evidence,
    Explanation,
    Item,
    ItemId,
    Part,
    Ranking,
    Receipt,
    Reply,
    Sentence,
    UserId,
    WhatIf,
    joined,
)

Document = dict[str, Any]
"""JSON-ready: dicts, lists, strings, numbers and None."""

BAR = 24
"""Characters of the longest bar."""

LEAST = 0.0005
"""A part below this would be listed as 0.000."""


# JSON


def item(rank: int | None, what: Item, score: float, parts: tuple[Part, ...]) -> Document:
    """One ranked item; the parts' values sum to the score."""
    return {
        "rank": rank,
        "item_id": what.id,
        "title": what.title,
        "year": what.year,
        "genres": list(what.genres),
        "score": score,
        "parts": [{"kind": p.kind, "label": p.label, "item_id": p.item_id, "value": p.value} for p in parts],
    }


def ranking(user_id: UserId, shown: Ranking) -> Document:
    document: Document = {
        "user": user_id,
        "items": [item(r.rank, r.item, r.score, r.parts) for r in shown.items],
    }
    if shown.relaxed:
        document["relaxed"] = [wish.label or str(wish.value) for wish in shown.relaxed]
    return document


def sentence(said: Sentence) -> Document:
    claims = [{"type": c.type, "text": c.text, "supported": c.supported} for c in said.claims]
    return {"text": said.text, "source": said.source, "claims": claims}


def explanation(why: Explanation) -> Document:
    evidence = why.evidence
    return {
        "user": evidence.user_id,
        **item(evidence.rank, evidence.item, evidence.score, evidence.parts),
        "cited": [
            {"item_id": c.item.id, "title": c.item.title, "rating": c.stars, "value": c.value} for c in evidence.cited
        ],
        "receipts": [
            {"without": list(r.without), "rank_before": r.rank_before, "rank_after": r.rank_after}
            for r in evidence.receipts
        ],
        "sentences": [sentence(s) for s in why.sentences],
    }


def what_if(answer: WhatIf, said: Sequence[Sentence] = ()) -> Document:
    """Both whole candidate lists, the moves of the items of either top list, and the same in words."""
    return {
        "before": list(answer.before.order),
        "after": list(answer.after.order),
        "moves": [{"item_id": m.item.id, "title": m.item.title, "from": m.before, "to": m.after} for m in answer.moves],
        "sentences": [sentence(s) for s in said],
    }


def comparison(pair: Comparison, said: Sequence[Sentence]) -> Document:
    """Both items with their parts, and the words about them."""
    sides = [item(e.rank, e.item, e.score, e.parts) for e in (pair.a, pair.b)]
    return {"user": pair.a.user_id, "items": sides, "sentences": [sentence(s) for s in said]}


def taste(user_id: UserId, shown: Taste, said: Sequence[Sentence]) -> Document:
    """What a person's opinions show: genres and decades liked more or less often than by everybody."""
    return {
        "user": user_id,
        "likes": shown.likes,
        "opinions": shown.opinions,
        "mean": shown.mean,
        "leanings": [_leaning(one) for one in shown.leanings],
        "avoided": [_leaning(one) for one in shown.avoided],
        "favourites": [{"item_id": i.id, "title": i.title, "rating": stars} for i, stars in shown.favourites],
        "sentences": [sentence(s) for s in said],
    }


def _leaning(one: Leaning) -> Document:
    return {"kind": one.kind, "value": one.value, "liked": one.liked, "share": one.share, "usual": one.usual}


def reply(user_id: UserId, said: Reply) -> Document:
    """An answer of the chat; its text is plain, not the Markdown the page renders."""
    return {
        "user": user_id,
        "text": plain_text(said.text),
        "items": [item(r.rank, r.item, r.score, r.parts) for r in said.ranking.items] if said.ranking else [],
        "sentences": [sentence(s) for s in said.sentences],
        "quick_replies": [{"label": q.label, "message": q.message} for q in said.quick_replies],
    }


# Tables


def told(said: Iterable[Sentence]) -> Text:
    """Sentences as running text."""
    return Text(joined(s.text for s in said))


def ranking_view(name: str, said: Sequence[Sentence], shown: Ranking, lines: Mapping[ItemId, str]) -> RenderableType:
    """Who it is for, the words above the list, and the list."""
    above = Group(Text(name, style="bold"), Padding(told(said), (0, 0, 1, 0)))
    if not shown.items:
        return above
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    table.add_column("Title", overflow="fold")
    dated, grouped = any(r.item.year for r in shown.items), any(r.item.genres for r in shown.items)
    if dated:
        table.add_column("Year", justify="right")
    if grouped:
        table.add_column("Genres", style="dim")
    table.add_column("Why", overflow="fold", ratio=1)
    for r in shown.items:
        year = [str(r.item.year or "")] if dated else []
        genres = [Text(", ".join(r.item.genres))] if grouped else []
        table.add_row(str(r.rank), Text(r.item.title), *year, *genres, Text(lines.get(r.item.id, "")))
    return Group(above, table)


def explanation_view(why: Explanation) -> RenderableType:
    """The sentences, the bars of the parts, and the receipts."""
    evidence = why.evidence
    place = f"number {evidence.rank} of {evidence.candidates}" if evidence.rank else "not in the list"
    heading = Text.assemble((evidence.item.name, "bold"), f", {place}")
    words = Padding(Text(why.text), (0, 0, 1, 0))
    blocks: list[RenderableType] = [heading, words, _bars(evidence)]
    if evidence.receipts:
        blocks.append(_receipts(evidence.receipts, {c.item.id: c.item.name for c in evidence.cited}))
    return Group(*blocks)


def _bars(evidence: Evidence, most: int = 8) -> RenderableType:
    table = Table(title="What the score is made of", title_justify="left", box=None, pad_edge=False, show_header=False)
    parts = sorted(evidence.parts, key=lambda p: -abs(p.value))
    top = max((abs(p.value) for p in parts), default=1.0) or 1.0
    listed = [p for p in parts[:most] if abs(p.value) >= LEAST]
    for part in listed:
        bar = "█" * max(1, round(BAR * abs(part.value) / top))
        table.add_row(Text(part.label), f"{part.value:+.3f}", Text(bar, style="green" if part.value > 0 else "red"))
    if rest := parts[len(listed) :]:
        table.add_row(f"{len(rest)} more", f"{sum(p.value for p in rest):+.3f}", "")
    table.add_row("together", f"{evidence.score:+.3f}", "", style="bold")
    return Padding(table, (0, 0, 1, 0))


def _receipts(receipts: tuple[Receipt, ...], titles: Mapping[ItemId, str]) -> RenderableType:
    table = Table(title="Receipts", title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("Without", overflow="fold")
    table.add_column("Rank", justify="right")
    table.add_column("becomes", justify="right")
    for r in receipts:
        after = "out of the list" if r.rank_after is None else str(r.rank_after)
        table.add_row(Text(", ".join(titles[i] for i in r.without)), str(r.rank_before), after)
    return table


def what_if_view(answer: WhatIf, said: Sequence[Sentence]) -> RenderableType:
    """What changes in words, then every move."""
    if not answer.moves:
        return told(said)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Title", overflow="fold")
    table.add_column("Was", justify="right")
    table.add_column("Becomes", justify="right")
    for move in answer.moves:
        rose = (move.after or len(answer.after.order) + 1) < (move.before or len(answer.before.order) + 1)
        table.add_row(
            Text(move.item.name),
            str(move.before or "–"),
            str(move.after or "–"),
            style="green" if rose else "red",
        )
    return Group(Padding(told(said), (0, 0, 1, 0)), table)


def reply_view(said: Reply) -> RenderableType:
    from rich.markdown import Markdown

    blocks: list[RenderableType] = [Markdown(said.text)]
    if said.ranking:
        table = Table(box=None, pad_edge=False, show_header=False)
        for r in said.ranking.items:
            table.add_row(str(r.rank), Text(r.item.name), Text(", ".join(r.item.genres), style="dim"))
        blocks.append(Padding(table, (1, 0, 0, 0)))
    if said.quick_replies:
        said_next = Text("You could say: " + " · ".join(q.message for q in said.quick_replies), style="dim")
        blocks.append(Padding(said_next, (1, 0, 0, 0)))
    return Group(*blocks)
