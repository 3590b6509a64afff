"""The compact notes a language model writes from: the planned facts, one a line, nothing else."""

from __future__ import annotations

from recsys.explain import kinds, notes_lists, spell
from recsys.explain.attributes import Attribute
from recsys.explain.plan import Plan
from recsys.schema import Cited, Evidence, Receipt


def notes(made: Plan) -> str:
    """A few short lines; a local model reads them in tens of milliseconds."""
    head = f"{made.task.replace('_', ' ')}, {made.voice}"
    told = _pick(made, made.record) if isinstance(made.record, Evidence) else notes_lists.lines(made)
    return "\n".join([head, *told])


def heads(made: Plan) -> str:
    """Only who it is about: enough for a model that was not tuned on notes and whose grammar holds the facts, and a
    third of the time to read."""
    e = made.record
    if not isinstance(e, Evidence):
        return notes(made)
    named = e.cited if len(e.cited) <= made.speech().most else e.cited[: made.speech().most]
    titles = {v: [spell.plain(c.item.title) for c in named if c.verdict == v] for v in (c.verdict for c in named)}
    return "\n".join([spell.plain(e.item.name), *(f"{verdict}: {'; '.join(told)}" for verdict, told in titles.items())])


def _pick(made: Plan, e: Evidence) -> list[str]:
    refs = [(name, tuple(map(str, key))) for step in made.steps for name, key in step.states]
    stated = {name for name, _ in refs}
    lines = [" | ".join([spell.plain(e.item.name), ", ".join(spell.genre_word(g) for g in e.item.genres)])]
    cited = {c.item.id for c in e.cited}
    if stated & {"reason", "lift", "together", "shared", "common"} or any(cited & set(key) for _, key in refs):
        most = made.speech().most
        named = e.cited if len(e.cited) <= most else e.cited[:most]
        lines += [f"{n}. {_cited(c, e, 'shared' in stated)}" for n, c in enumerate(named, 1)]
    whole = kinds.together(e)
    if stated & {"together", "lift"} and whole is not None:
        lines.append(f"Without all of these: {_move(whole)}")
    if "alone" in stated and all(not r.fell for r in e.receipts[1:]):
        lines.append("Without any one of them: no fall")
    for name, key in refs:
        lines += pick_fact(e, name, key)
    return list(dict.fromkeys(lines))


def _cited(c: Cited, e: Evidence, shared: bool = False) -> str:
    told = [spell.plain(c.item.name), c.verdict]
    if c.stars is not None:
        told.append(spell.stars(c.stars, e.lexicon)[0])
    if shared and (genres := c.shared.get("genre")):
        told.append("also " + ", ".join(spell.genre_word(g) for g in genres))
    return " | ".join(told)


def _move(receipt: Receipt) -> str:
    after = "off the list" if receipt.rank_after is None else spell.ordinal(receipt.rank_after)[0]
    return f"from {spell.ordinal(receipt.rank_before)[0]} to {after}"


def pick_fact(e: Evidence, name: str, key: tuple[str, ...], whole: bool = False) -> list[str]:
    """Lines for the facts the head does not hold; all facts where there is no head (`whole`)."""
    plural = e.lexicon.plural
    match name:
        case "reason" if whole:
            return [f"Because of: {_cited(c, e)}" for c in e.cited]
        case "alone" if key != ("none",):
            item = next((c for c in e.cited if c.item.id in key), None)
            receipt = kinds.alone(e, item) if item else None
            return [f"Without {spell.plain(item.item.name)} alone: {_move(receipt)}"] if item and receipt else []
        case "co_liked" | "co_liked_both":
            told = [(c.item.name, c.crowd) for c in e.cited if c.item.id in key and c.crowd]
            return [f"{crowd.both} of {crowd.liked} who liked {name} liked it" for name, crowd in told]
        case "crowd" if e.crowd is not None:
            average = f", average {spell.mean(e.crowd.mean)}" if e.crowd.mean is not None else ""
            return [f"{e.crowd.likes} of {e.crowd.ratings} people liked it{average}"]
        case "against":
            return [f"Against: {_cited(c, e)}" for c in e.against]
        case "common":
            films = ", ".join(spell.plain(c.item.title) for c in e.cited if c.item.id in key[3:])
            return [f"{key[0].capitalize()}: {Attribute(key[0], key[1]).told}, as {films}"]
        case "known_of" if len(key) > 1:
            pairs = zip(key[::2], key[1::2], strict=True)
            return [f"{kind.capitalize()}: {Attribute(kind, value).told}" for kind, value in pairs]
        case "known_of":
            return [f"Stars: {', '.join(e.item.attributes.get('actor', ())[: kinds.lore.CAST])}"]
        case "request":
            return [f"Asked for and met: {', '.join(e.asked)}"]
        case "likeness":
            return ["Close to what they described"]
        case "unmet":
            return [f"Asked for and not met: {', '.join(e.unmet)}"]
        case "context":
            return [f"Suits: {', '.join(e.context)}"]
        case "rank" if e.rank is not None:
            return [f"Rank: {spell.ordinal(e.rank)[0]} of {e.candidates}"]
        case "outside":
            return [f"Not among the {e.candidates} {plural} considered"]
        case "excluded":
            return [f"Left out: {e.excluded}"]
        case "popular" | "popularity":
            return ["Widely liked"]
        case "absence" | "whole":
            return [f"No few {plural} decide it; it comes from the whole taste"]
        case "thin" | "known":
            return [f"Known likes: {e.likes}"]
        case _:
            return []
