"""Plain sentences about whole lists: a what-if, two picks side by side, the words above a new list.

Unlike a reason these need no model: each is filled from the numbers it reports and nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from recsys.explain import kinds, spell
from recsys.schema import Evidence, Item, Lexicon, Move, Ranking, Request, WhatIf

FILM = Lexicon()
MOVES = 2
"""Moves told in words, each way; the page shows the rest."""


def listed(words: Sequence[str], joint: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""


def what_if(
    answer: WhatIf, lexicon: Lexicon = FILM, without: Iterable[Item] = (), plus: Iterable[Item] = ()
) -> tuple[str, ...]:
    """What a what-if changes: who falls, who rises, who leaves the list and who comes in. At most four sentences."""
    struck, added = [name(i) for i in without], [name(i) for i in plus]
    head = (
        listed([t for t in (_with("Without", struck), _with("with" if struck else "With", added)) if t]) or "With that"
    )
    shown = {r.item.id for r in answer.before.items}
    k = len(answer.before.items)
    fallen = [m for m in answer.moves if m.item.id in shown and _fell(m)]
    risen = [m for m in answer.moves if m.item.id not in {f.item.id for f in fallen} and not _fell(m)]
    if not fallen and not risen:
        if [r.item.id for r in answer.before.items] == [r.item.id for r in answer.after.items]:
            return (f"{head}, your list stays as it is.",)
        return (f"{head}, your list changes only a little.",)
    said: list[str] = []
    if fallen:
        said.append(f"{head}, {_moves(fallen[:MOVES], 'falls', 'drops off the list')}.")
    if risen:
        told = _moves(risen[:MOVES], "rises", "comes in")
        said.append(f"{told}." if said else f"{head}, {told}.")
    stay = {r.item.id for r in answer.after.items}
    gone = [r.item for r in answer.before.items if r.item.id not in stay]
    if len(gone) == k and k:
        said.append(f"None of the {spell.small(k)[0]} {lexicon.plural} shown now would be left.")
    elif len(gone) > len([m for m in fallen[:MOVES] if m.item.id not in stay]):
        count = spell.small(len(gone))[0]
        leave = "leaves" if len(gone) == 1 else "leave"
        noun = lexicon.noun if len(gone) == 1 else lexicon.plural
        said.append(f"In all, {count} {noun} {leave} the first {spell.small(k)[0]}.")
    return tuple(said)


def compare(a: Evidence, b: Evidence, seed: int = 0) -> tuple[str, ...]:
    """Two picks side by side: places, what each rests on, genres, the crowd."""
    first, second = name(a.item), name(b.item)
    said = [_places(a, b)]
    mine, theirs = [c.item for c in a.cited], [c.item for c in b.cited]
    if mine and {i.id for i in mine} == {i.id for i in theirs}:
        said.append(f"Both rest on {listed([name(i) for i in mine])}.")
    elif mine and theirs:
        said.append(f"{a.item.title} rests on {listed([name(i) for i in mine])}; {_rests(b, theirs)}.")
    else:
        said += [f"{e.item.title} rests on {listed([name(c.item) for c in e.cited])}." for e in (a, b) if e.cited]
    if a.item.genres and b.item.genres:
        one, other = _kind(a), _kind(b)
        said.append(f"Both are {one[1]}." if one == other else f"{first} is {one[0]}, {second} {other[0]}.")
    crowds = [(e.crowd, name(e.item)) for e in (a, b)]
    known = [(c, n) for c, n in crowds if c is not None and c.mean is not None and c.ratings >= kinds.ENOUGH]
    if len(known) == 2:
        (c, n), (d, m) = known
        unit = a.lexicon.unit + "s"
        said.append(
            f"{n} averages {spell.mean(c.mean or 0)} {unit} from {c.ratings:,} people, "
            f"{m} {spell.mean(d.mean or 0)} from {d.ratings:,}."
        )
    return tuple(said)


def intro(ranking: Ranking, request: Request | None = None, lexicon: Lexicon = FILM, seed: int = 0) -> tuple[str, ...]:
    """The words above a list: how many, for which wishes, and which wishes were let go."""
    request = request or Request()
    count = len(ranking.items)
    given_up = {(c.kind, c.value, c.field) for c in ranking.relaxed}
    kept = [c.label or str(c.value) for c in request.constraints if (c.kind, c.value, c.field) not in given_up]
    if not count:
        wishes = f" that fits {listed(kept)}" if kept else ""
        return (f"I found no {lexicon.noun}{wishes} that you have not {lexicon.done} or turned down.",)
    number, noun = spell.small(count)[0], lexicon.noun if count == 1 else lexicon.plural
    some = f"{'is' if count == 1 else 'are'} {number} {noun}"
    heads = (f"Here {some}", f"Here {some} I would try")
    if kept:
        said = [f"Here {some} for {_quoted(kept)}."]
    else:
        said = [random.Random(seed).choice(heads) + (" for you." if not request.text else ".")]
    if ranking.relaxed:
        gone = _quoted([c.label or str(c.value) for c in ranking.relaxed])
        what = "that wish" if len(ranking.relaxed) == 1 else "those wishes"
        said.append(f"Too little was left with {gone}, so I let {what} go.")
    return tuple(said)


def name(item: Item) -> str:
    return spell.plain(item.name)


def _quoted(labels: Iterable[str]) -> str:
    return listed([f"“{spell.plain(label)}”" for label in labels])


def _with(word: str, names: Sequence[str]) -> str:
    return f"{word} {listed(names)}" if names else ""


def _fell(move: Move) -> bool:
    return move.after is None or (move.before is not None and move.after > move.before)


def _moves(moves: Sequence[Move], verb: str, gone: str) -> str:
    """ "A falls from 2nd to 31st and B from 4th to 9th"."""
    told: list[str] = []
    for n, m in enumerate(moves):
        if m.before is None or m.after is None:
            place = "" if m.after is None else f" at {spell.ordinal(m.after)[0]}"
            told.append(f"{name(m.item)} {gone}{place}")
        else:
            lead = f"{verb} from" if n == 0 or moves[0].after is None or moves[0].before is None else "from"
            told.append(f"{name(m.item)} {lead} {spell.ordinal(m.before)[0]} to {spell.ordinal(m.after)[0]}")
    return listed(told)


def _places(a: Evidence, b: Evidence) -> str:
    if a.rank is not None and b.rank is not None:
        (high, low) = (a, b) if a.rank <= b.rank else (b, a)
        first, second = spell.ordinal(high.rank or 0)[0], spell.ordinal(low.rank or 0)[0]
        return f"{name(high.item)} ranks above {name(low.item)} for you: {first} against {second}."
    if a.rank is None and b.rank is None:
        return f"Neither {name(a.item)} nor {name(b.item)} is on your list at the moment."
    (on, off) = (a, b) if a.rank is not None else (b, a)
    place = spell.ordinal(on.rank or 0)[0]
    why = "you have already told me what you think of it" if off.excluded else "it is not among those I considered"
    return f"{name(on.item)} ranks {place} for you; {name(off.item)} does not rank, because {why}."


def _rests(e: Evidence, items: Sequence[Item]) -> str:
    return f"{e.item.title} rests on {listed([name(i) for i in items])}"


def _kind(e: Evidence) -> tuple[str, str]:
    """ "a sci-fi thriller" and its plural."""
    genres = e.item.genres[:3]
    last = next((spell.genre_word(g) for g in genres if spell.stands_alone(g)), "")
    words = [w for g in genres if (w := spell.genre_word(g)) != last]
    noun = last or e.lexicon.noun
    front = f"{words[0]} {words[1]}" if len(words) == 2 and not last else listed(words)
    whole = f"{front} {noun}".strip()
    return f"{spell.article(whole)} {whole}", f"{front} {plural(noun, e.lexicon)}".strip()


def plural(noun: str, lexicon: Lexicon) -> str:
    if noun == lexicon.noun:
        return lexicon.plural
    if noun == "film noir":
        return "films noirs"
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
