"""The recommendation cards and the opened card: numbers and words laid out for their templates."""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING, Any

from recsys.data.knowledge import theme
from recsys.page.bars import KINDS, bars, lift, lifted, sums
from recsys.page.desk import K
from recsys.page.labels import Labels
from recsys.page.tab import Tab
from recsys.page.templates import render
from recsys.schema import Cited, Evidence, Item, Move, Opinion, PartKind, Receipt, Recommendation

if TYPE_CHECKING:
    from recsys.engine import Engine

HUES = {
    "Action": 14,
    "Adventure": 32,
    "Animation": 48,
    "Children's": 56,
    "Children": 56,
    "Comedy": 44,
    "Crime": 350,
    "Documentary": 176,
    "Drama": 214,
    "Fantasy": 282,
    "Film-Noir": 240,
    "Horror": 2,
    "Musical": 318,
    "Mystery": 262,
    "Romance": 336,
    "Sci-Fi": 190,
    "Thriller": 226,
    "War": 92,
    "Western": 26,
}
"""A colour angle for each genre of the MovieLens catalogues."""

MORE = 8
"""How many further films the opened card offers to strike, and how many it names in the sum."""

THEMES = 3
"""How many themes the opened card offers to ask for."""


def picks(engine: Engine, tab: Tab, labels: Labels) -> str:
    """The list with its cards, what a what-if did to it, and the opened card."""
    ranking = tab.current
    assert ranking is not None
    lines = tab.what_lines if tab.what_if else tab.lines
    top = max((lifted(r.parts) for r in ranking.items), default=0.0)
    moves = {m.item.id: m for m in tab.what_if.moves} if tab.what_if else {}
    rows = [
        {
            "item": r.item,
            "rank": r.rank,
            "genres": genres(r.item, labels),
            "hue": hue(r.item),
            "line": lines.get(r.item.id, ""),
            "bars": bars(r.parts, top),
            "lift": lift(r.parts, labels),
            "open": r.item.id == tab.opened,
            "move": _badge(moves.get(r.item.id), labels),
        }
        for r in ranking.items
    ]
    relaxed = ", ".join(c.label or str(c.value) for c in ranking.relaxed)
    return render(
        "picks.html",
        t=labels,
        rows=rows,
        total=len(ranking.order),
        kinds=[(kind, labels.part(kind)) for kind in KINDS if any(_has(r, kind) for r in ranking.items)],
        relaxed=labels("relaxed", wishes=relaxed) if relaxed else "",
        what_if=_what_if(engine, tab, labels),
        card=_card(engine, tab, labels),
        toast=tab.toast,
    )


def genres(item: Item, labels: Labels) -> str:
    return " · ".join(labels.genre(g) for g in item.genres)


def hue(item: Item) -> int:
    """The colour angle of a film's first genre; a genre without one of its own gets one from its name."""
    if item.genres and item.genres[0] in HUES:
        return HUES[item.genres[0]]
    return zlib.crc32((item.genres[0] if item.genres else item.id).encode()) % 360


def _has(shown: Recommendation, kind: PartKind) -> bool:
    return sums(shown.parts)[kind] > 0.005 * max(lifted(shown.parts), 1e-9)


def _badge(move: Move | None, labels: Labels) -> dict[str, str] | None:
    if move is None or move.after is None:
        return None
    if move.before is None or move.before > K:
        text = labels("came", rank=labels.ordinal(move.before)) if move.before else labels("came_new")
        return {"way": "rise", "text": f"▲ {text}"}
    by = move.before - move.after
    return {"way": "rise", "text": f"▲ {by}"} if by > 0 else {"way": "drop", "text": f"▼ {-by}"}


def _title(engine: Engine, item_id: str) -> str:
    return engine.catalog.item(engine.catalog.row(item_id)).title


def _what_if(engine: Engine, tab: Tab, labels: Labels) -> dict[str, Any] | None:
    if tab.what_if is None:
        return None
    fell = [m for m in tab.what_if.moves if _fell(m)]
    return {
        "titles": "" if tab.what_if.added else ", ".join(_title(engine, i) for i in tab.struck),
        "count": max(1, len(tab.struck)),
        "moved": len(tab.what_if.moves),
        "up": len(tab.what_if.moves) - len(fell),
        "down": len(fell),
    }


def _fell(move: Move) -> bool:
    return (move.after or math.inf) > (move.before or math.inf)


def _card(engine: Engine, tab: Tab, labels: Labels) -> dict[str, Any] | None:
    if tab.explanation is None or tab.opened is None:
        return None
    evidence = tab.explanation.evidence
    item = evidence.item
    sources = {s.source for s in tab.explanation.sentences}
    cited = [_film(c, evidence, tab, labels, against=False) for c in evidence.cited]
    together = next((r for r in evidence.receipts if len(r.without) == len(evidence.cited)), None)
    known = {c.item.id for c in (*evidence.cited, *evidence.against)}
    return {
        "item": item,
        "hue": hue(item),
        "genres": genres(item, labels),
        "place": labels("rank_of", rank=labels.ordinal(evidence.rank), total=evidence.candidates)
        if evidence.rank
        else labels("not_candidate"),
        "crowd": labels("crowd", mean=f"{evidence.crowd.mean:.1f}", count=evidence.crowd.ratings)
        if evidence.crowd and evidence.crowd.mean is not None
        else "",
        "known": _known(item, labels),
        "sentences": tab.explanation.sentences,
        "source": "model" if "model" in sources else "plain" if sources else "",
        "thin": evidence.thin,
        "unmet": ", ".join(evidence.unmet),
        "cited": cited,
        "together": _together(together, labels),
        "all_struck": all(f["struck"] for f in cited),
        "against": [_film(c, evidence, tab, labels, against=True) for c in evidence.against],
        "more": _more(engine, tab, evidence, known, labels),
        "sum": (lines := _sum(engine, evidence, labels)),
        "both": any(line["value"] < 0 for line in lines),
        "sum_note": labels("all_parts_note", score=f"{evidence.score:.2f}"),
        "unfolded": tab.unfolded,
        **_result(tab, item, labels),
    }


def _known(item: Item, labels: Labels) -> dict[str, Any] | None:
    """What the catalogue knows of an item: its sentence, who made it and who plays, and themes to ask for."""
    told = item.attributes
    makers = [n for kind in ("director", "author", "artist") for n in told.get(kind, ())][:2]
    credits = [labels("by", names=", ".join(makers))] if makers else []
    if actors := told.get("actor", ())[:2]:
        credits.append(labels("with", names=", ".join(actors)))
    themes = [theme(name) for kind in ("theme", "tag") for name in told.get(kind, ())][:THEMES]
    known = {
        "about": " ".join(told.get("about", ())),
        "credits": " · ".join(credits),
        "themes": [{"label": t.label, "message": f"Something about {t.label}"} for t in themes],
    }
    return known if any(known.values()) else None


def _film(cited: Cited, evidence: Evidence, tab: Tab, labels: Labels, against: bool) -> dict[str, Any]:
    """One film of the person's own that speaks for or against: what they gave it, its weight, and facts with counts."""
    facts = []
    shared = cited.shared.get("genre", ())
    if shared:
        facts.append(labels("shares", genres=", ".join(labels.genre(g) for g in shared)))
    if cited.crowd is not None and cited.crowd.both and not against:
        facts.append(labels("co_liked", both=cited.crowd.both, liked=cited.crowd.liked))
    alone = next((r for r in evidence.receipts[1:] if r.without == (cited.item.id,)), None)
    if alone is not None:
        facts.append(
            labels("alone" if alone.rank_after != alone.rank_before else "alone_stays", **_ranks(alone, labels))
        )
    return {
        "item": cited.item,
        "stars": cited.stars,
        "verdict": cited.verdict,
        "value": cited.value,
        "width": round(100 * cited.share, 1),
        "lift": labels("share", share=round(100 * cited.share)) if not against else labels("against"),
        "struck": cited.item.id in tab.struck,
        "facts": facts,
    }


def _ranks(receipt: Receipt, labels: Labels) -> dict[str, str]:
    return {"before": labels.ordinal(receipt.rank_before), "after": labels.ordinal(receipt.rank_after)}


def _together(receipt: Receipt | None, labels: Labels) -> str:
    if receipt is None:
        return ""
    return labels("together", count=len(receipt.without), **_ranks(receipt, labels))


def _more(engine: Engine, tab: Tab, evidence: Evidence, known: set[str], labels: Labels) -> list[dict[str, Any]]:
    """The strongest of the other films in the history, and any film that is struck already."""
    history = [p for p in evidence.parts if p.kind == "history" and p.item_id and p.item_id not in known]
    history.sort(key=lambda p: (p.item_id not in tab.struck, -abs(p.value)))
    top = max((abs(p.value) for p in evidence.parts), default=1.0) or 1.0
    profile = tab.profile
    rows: list[dict[str, Any]] = []
    for part in history[:MORE]:
        assert part.item_id is not None
        opinion = profile.opinion(part.item_id) if profile else None
        opinion = opinion or Opinion(part.item_id, "liked")
        rows.append(
            {
                "item": engine.catalog.item(engine.catalog.row(part.item_id)),
                "stars": opinion.stars,
                "verdict": opinion.verdict,
                "value": part.value,
                "width": round(100 * abs(part.value) / top, 1),
                "lift": f"{part.value:+.3f}",
                "struck": part.item_id in tab.struck,
                "facts": [],
            }
        )
    return rows


def _sum(engine: Engine, evidence: Evidence, labels: Labels) -> list[dict[str, Any]]:
    """Every part of the score, the history's lesser films as one line, drawn from an axis in the middle."""
    history = sorted((p for p in evidence.parts if p.kind == "history"), key=lambda p: -abs(p.value))
    rest = history[MORE:]
    lines: list[tuple[PartKind, str, float]] = [
        ("history", _title(engine, p.item_id) if p.item_id else p.label, p.value) for p in history[:MORE]
    ]
    if rest:
        lines.append(("history", labels("others", count=len(rest)), sum(p.value for p in rest)))
    other = sums(p for p in evidence.parts if p.kind != "history")
    lines += [(kind, labels.part(kind), value) for kind, value in other.items() if value]
    top = max((abs(value) for _, _, value in lines), default=1.0) or 1.0
    both = any(value < 0 for _, _, value in lines)
    return [
        {
            "kind": kind,
            "label": label,
            "value": value,
            "text": f"{value:+.3f}",
            "style": _from_axis(value / top, both),
        }
        for kind, label, value in lines
    ]


def _from_axis(share: float, both: bool) -> str:
    """A bar from the axis: at the left when nothing is negative, else in the middle."""
    if not both:
        return f"left:0;width:{100 * share:.1f}%"
    return f"{'right' if share < 0 else 'left'}:50%;width:{50 * abs(share):.1f}%"


def _result(tab: Tab, item: Item, labels: Labels) -> dict[str, Any]:
    """What striking did: to the opened film first, then what rose and what fell."""
    if tab.what_if is None:
        return {"result": "", "rose": [], "fell": [], "struck_count": 0}
    before, after = tab.what_if.before.rank(item.id), tab.what_if.after.rank(item.id)
    ranks = {"before": labels.ordinal(before), "after": labels.ordinal(after)}
    moves = [
        (m, {"item": m.item, "text": f"{labels.ordinal(m.before)} → {labels.ordinal(m.after)}"})
        for m in tab.what_if.moves
        if m.item.id != item.id
    ]
    return {
        "result": labels("what_if_result" if before != after else "what_if_same", title=item.title, **ranks),
        "rose": [row for m, row in moves if not _fell(m)][:5],
        "fell": [row for m, row in moves if _fell(m)][:5],
        "struck_count": max(1, len(tab.struck)),
    }
