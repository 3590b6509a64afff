"""What striking or adding opinions does to a list."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.clauses import (
    CAUSE,
    CAUSED,
    CONDITION,
    CONSEQUENCE,
    FREE,
    HEARD,
    SAID,
    TERSE,
    WARM,
    Mood,
    any_of,
    condition,
    consequence,
    counted,
    named,
    place,
    verb,
)
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.records import Change
from recsys.explain.speech import Speech
from recsys.schema import Item, ItemId, Move

LITTLE = 0.1
"""A list changes "little" if at most this part of it leaves."""
MUCH = 0.5
"""It changes "a good deal" if at least this part leaves."""
FAR = 10
"""A film "jumps" or "plunges" by at least so many places, and "slips" or "edges up" by fewer."""

MOODS: tuple[Mood, ...] = ("would", "does")
FALL = ("fall", "drop")
RISE = ("rise", "climb")


# ---- what the record shows -------------------------------------------------------------------------------------


def leavers(c: Change) -> list[Move]:
    """Items of the list that are not on it afterwards, the deepest fall first; an item added is no move."""
    return _worst([m for m in c.moves if m.item.id in c.before and m.item.id not in c.after])


def fallers(c: Change) -> list[Move]:
    """Items of the list that stand lower afterwards, on it or off it, the deepest fall first."""
    return _worst([m for m in c.moves if m.item.id in c.before and fell(m)])


def comers(c: Change) -> list[Move]:
    """Items that come onto the list, the longest climb first."""
    return _best([m for m in c.moves if m.item.id in c.after and m.item.id not in c.before])


def risers(c: Change) -> list[Move]:
    """Items that stand higher afterwards, the longest climb first."""
    return _best([m for m in c.moves if rose(m) and m.item.id in c.after])


def fell(move: Move) -> bool:
    return move.before is not None and (move.after is None or move.after > move.before)


def rose(move: Move) -> bool:
    return move.after is not None and (move.before is None or move.after < move.before)


def lost(c: Change) -> int:
    """How many items of the list are not on it afterwards."""
    return len(set(c.before) - set(c.after))


def unchanged(c: Change) -> bool:
    return c.before == c.after


def _worst(moves: Sequence[Move]) -> list[Move]:
    return sorted(moves, key=lambda m: float("-inf") if m.after is None else (m.before or 0) - m.after)


def _best(moves: Sequence[Move]) -> list[Move]:
    return sorted(moves, key=lambda m: float("-inf") if m.before is None else (m.after or 0) - m.before)


# ---- clauses of moves ------------------------------------------------------------------------------------------


def _by(s: Speech[Change], m: Move) -> int:
    return abs((m.after or 0) - (m.before or 0))


def _how(s: Speech[Change], m: Move) -> Node:
    """Behind a verb of moving: " from 2nd to 9th"; freely also " to 9th", " seven places, from 2nd to 9th"."""
    assert m.before is not None
    assert m.after is not None
    old, new = place(s, m.before), place(s, m.after)
    both = Seq((Lit(" from "), old, Lit(" to "), new))
    if not (s.reading or s.free):
        return both
    steps = counted(s, _by(s, m), "place", "places")
    far = lits(" all the way", *((" right", " straight") if s.reading else ()))
    wide = (Seq((far, both)),) if _by(s, m) >= FAR else ()
    forms = [both, *wide, Seq((Lit(" "), steps, Lit(", from "), old, Lit(" to "), new))]
    if s.reading:
        which = "down" if fell(m) else "up"
        forms = [Seq((Opt(lits(f" {which}", " back")), Alt(tuple(forms))))]
        forms += [Seq((Opt(lits(f" {which}", *((" all the way",) if wide else ()))), Lit(" to "), new))]
        forms += [Seq((lits(" ", " by ", f" {which} "), steps, Opt(Seq((lits(", to ", " to "), new)))))]
        forms += [Seq((Lit(" from "), old, Lit(f" {which} to "), new))]
        if _by(s, m) == 1:
            forms.append(lits(" a place", " one", f" {which} a place", f" {which} one"))
    return Alt(tuple(forms))


def _moves(s: Speech[Change], m: Move, down: bool) -> tuple[str, ...]:
    """Verbs for a move by how far it goes."""
    far = _by(s, m) >= FAR
    more: tuple[str, ...]
    wide: tuple[str, ...]
    if down:
        more = ("sink", "plunge") if far else ("slip",)
        wide = (
            ("go", "move", "tumble", "go down", "move down") if far else ("go", "move", "slide", "go down", "move down")
        )
    else:
        more = ("jump", "move up") if far else ("move up",)
        wide = (
            ("go", "move", "come up", "go up", "advance", "shoot up")
            if far
            else ("go", "move", "come up", "go up", "advance", "edge up")
        )
    base = FALL if down else RISE
    return (*base, *more, *wide) if s.reading else (*base, *more) if s.free else base


def _moving(s: Speech[Change], moves: Sequence[Move], mood: Mood, down: bool, name: str, some: bool) -> Node | None:
    """ "A falls from 1st to 3rd and B from 2nd to 9th"; read, any of them and in any order."""
    found: list[Node] = []
    for n, m in enumerate(moves):
        film = s.title(m.item)
        if film is None or m.before is None or m.after is None:
            if some:
                continue
            return None
        said: Node = Seq((Lit(" "), verb(_moves(s, m, down), mood, reading=s.reading)))
        if s.reading:
            said = Opt(Alt((said, lits(*(_steps(mood, _by(s, m), down))), Lit(" down" if down else " up"), Lit(":"))))
        told = Seq((film, said, _how(s, m))) if n == 0 or s.reading else Seq((film, _how(s, m)))
        found.append(Claimed(name, told, (m.item.id,)) if s.reading else told)
    if not found:
        return None
    return found[0] if len(found) == 1 else Listing(tuple(found), some=some)


def _steps(mood: Mood, by: int, down: bool) -> list[str]:
    base = ("lose",) if down else ("gain",)
    return [f" {w}" for b in base for w in ([f"would {b}"] if mood == "would" else [b + "s"])]


def _groups(moves: Sequence[Move], reading: bool) -> list[tuple[tuple[ItemId, ...], Sequence[Move]]]:
    """What a fact may be about: each alone, the first two together."""
    alone = [((m.item.id,), (m,)) for m in moves]
    two = [(tuple(m.item.id for m in moves[:2]), moves[:2])] if len(moves) > 1 else []
    return [*two, *([] if reading and len(moves) > 1 else alone)]


def _tail(s: Speech[Change], m: Move, down: bool, name: str) -> Node | None:
    """What a cause takes: "A from 2nd to 9th"."""
    film = s.title(m.item)
    if film is None or m.before is None or m.after is None:
        return None
    to = lits(" to ", " down to " if down else " up to ") if s.reading else Lit(" to ")
    told = Seq((film, Lit(" from "), place(s, m.before), to, place(s, m.after)))
    return Claimed(name, told, (m.item.id,)) if s.reading else told


def _told(
    s: Speech[Change], moves: Sequence[Move], down: bool, name: str, some: bool = False
) -> dict[str, Node | None]:
    would, does = (_moving(s, moves, mood, down, name, some) for mood in MOODS)
    words = ("take", "move", "send", "bring") if s.reading else ("take", "move")
    tails = [tail for m in moves if (tail := _tail(s, m, down, name)) is not None]
    if not tails or (len(moves) > 1 and not s.reading):
        return consequence(s, would, does, None, None)
    tail = Alt(tuple(tails))
    cause = Seq((lits(*(f"{w} " for w in words)), tail))
    causes = Seq((Alt((verb(words, "does"), verb(words, "would"))), Lit(" "), tail)) if s.reading else None
    return consequence(s, would, does, cause, causes)


@kind(
    "falls",
    "moves struck added",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def falls(s: Speech[Change]) -> Facts:
    """Items of the list that stand lower under the condition."""
    yield from _placed(s, [m for m in fallers(s.record) if m.after is not None], True, "falls")


@kind(
    "rises",
    "moves struck added",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def rises(s: Speech[Change]) -> Facts:
    """Items that stand higher under the condition."""
    yield from _placed(s, [m for m in risers(s.record) if m.before is not None], False, "rises")


def _placed(s: Speech[Change], moves: Sequence[Move], down: bool, name: str) -> Facts:
    for key, group in _groups(moves, s.reading):
        yield key, _told(s, group, down, name)
    if s.reading and len(moves) > 1:
        yield ("some",), _told(s, moves, down, name, some=True)
        shared = _alike(s, moves, down, name)
        if shared is not None:
            yield ("alike",), shared


def _alike(s: Speech[Change], moves: Sequence[Move], down: bool, name: str) -> dict[str, Node | None] | None:
    """ "A and B each gain two places": those that move as far."""
    would: list[Node | None] = []
    does: list[Node | None] = []
    for by in sorted({_by(s, m) for m in moves}):
        films = named(s, [m.item for m in moves if _by(s, m) == by], some=True)
        if films is None:
            continue
        steps = Alt((counted(s, by, "place", "places"), *((Lit("a place"), Lit("one")) if by == 1 else ())))
        words = ("lose", "drop", "fall", "move down") if down else ("gain", "rise", "climb", "move up")
        for mood, told in (("would", would), ("does", does)):
            m: Mood = "would" if mood == "would" else "does"
            each = Opt(Lit(" each"))
            forms = Alt((verb(words, m, many=True), verb(words, m)))
            if m == "would":
                forms = Alt((forms, lits(*(f"would each {w}" for w in words))))
            told.append(Seq((films, each, Lit(" "), forms, Lit(" "), steps)))
    return consequence(s, any_of(would), any_of(does)) if would else None


OFF = ("leave your list", "drop off your list", "drop off the list", "leave the list")
"""The last two are read, and written by a model."""
OFF_READ = (
    *("fall off the list", "fall off your list", "drop out", "drop out of the list", "drop out of your list", "go"),
    *("go out", "fall off", "drop off", "leave", "no longer be on the list", "no longer be on your list"),
    *("slip off the list", "slip off your list", "disappear from the list", "give way", "be gone", "be out"),
)


def _off(s: Speech[Change]) -> tuple[str, ...]:
    own = tuple(w.replace("the list", x) for w in OFF_READ if "the list" in w for x in _lists(s))
    return (*OFF, *OFF_READ, *own) if s.reading else OFF if s.free else OFF[:2]


def _lists(s: Speech[Change]) -> tuple[str, ...]:
    """What the list may be called when read."""
    ten = spell.small(len(s.record.before))
    return (*(f"your {n}" for n in ten), *(f"the first {n}" for n in ten), f"the top {ten[-1]}", f"your top {ten[-1]}")


def _leaving(s: Speech[Change], m: Move, mood: Mood) -> Node | None:
    """One item that leaves, with its places where it has one afterwards."""
    film = s.title(m.item)
    if film is None:
        return None
    off = Seq((film, Lit(" "), verb(_off(s), mood, reading=s.reading)))
    if m.after is None or m.before is None:
        gone = verb(("drop out of the running", "fall out of the running"), mood)
        if s.reading:
            more = ("no longer be a candidate", "no longer be a candidate at all", "not be a candidate any more")
            gone = Alt((gone, verb(more, mood), verb(("drop out altogether",), mood)))
        return Alt((off, Seq((film, Lit(" "), gone))))
    old, new = place(s, m.before), place(s, m.after)
    moved = Seq((Lit(", from "), old, Lit(" to "), new))
    onto = Seq(
        (film, Lit(" "), verb(_moves(s, m, True), mood), _how(s, m), lits(" and off the list", " and off your list"))
    )
    if not s.reading:
        return Alt((Seq((off, moved)), onto))
    aside: Node = Seq(
        (
            lits(", down from ", ", going from ", ", which goes from ", ", which falls from ", ", which drops from "),
            old,
            Lit(" to "),
            new,
        )
    )
    aside = Alt((aside, moved, Seq((Lit(" ("), old, Lit(" to "), new, Lit(")")))))
    be = lits("would be ", "would come ", "is ", "falls to ", "drops to ", "would fall to ", "would drop to ")
    land = Seq((film, Lit(" "), be, new, Lit(" and "), verb(_off(s), mood if mood == "does" else "does", many=True)))
    return Alt((Seq((off, Opt(aside))), onto, land, Seq((film, lits(" out", " goes out"), Opt(aside)))))


def _down(s: Speech[Change], m: Move) -> Node | None:
    """An item that leaves as a thing in a list: "A, down from 9th to 12th"."""
    film = s.title(m.item)
    if film is None or m.after is None or m.before is None:
        return film
    old, new = place(s, m.before), place(s, m.after)
    way = lits(", down from ", ", which falls from ", ", which goes from ", ", which drops from ", ", from ")
    aside = Seq((way, old, Lit(" to "), new))
    return (
        Seq((film, Opt(Alt((aside, Seq((Lit(" ("), old, Lit(" to "), new, Lit(")"))))))))
        if s.reading
        else Seq((film, Lit(", down from "), old, Lit(" to "), new))
    )


@kind(
    "leaves",
    "moves before after struck added",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def leaves(s: Speech[Change]) -> Facts:
    """Items that are on the list now and would not be."""
    moves = leavers(s.record)
    for key, group in _groups(moves, s.reading):
        if len(group) == 1:
            would, does = (_leaving(s, group[0], mood) for mood in MOODS)
            yield key, consequence(s, would, does, *_taken(s, group))
            continue
        films = named(s, [m.item for m in group])
        yield key, _several(s, films, list(group), key)
    if s.reading and len(moves) > 1:
        films = named(s, [m.item for m in moves], some=True)
        yield ("some",), _several(s, films, moves, ("some",))
        singles = [[_leaving(s, m, mood) for m in moves] for mood in MOODS]
        yield ("one",), consequence(s, any_of(singles[0]), any_of(singles[1]), *_taken(s, moves))


def _taken(s: Speech[Change], moves: Sequence[Move]) -> tuple[Node | None, Node | None]:
    films = named(s, [m.item for m in moves], some=s.reading)
    if films is None or not (s.reading or len(moves) == 1):
        return None, None
    tail = Seq((Lit(" "), films, lits(" off the list", " off your list")))
    words = ("take", "push", "knock") if s.reading else ("take",)
    return Seq((verb(words, "does", many=True), tail)), Seq((Alt((verb(words, "does"), verb(words, "would"))), tail))


def _several(
    s: Speech[Change], films: Node | None, moves: Sequence[Move], key: tuple[str, ...]
) -> dict[str, Node | None]:
    """Several that leave: "A and B would leave your list"."""
    if films is None:
        return {}
    would = [Seq((films, Lit(" "), verb(_off(s), "would", reading=s.reading)))]
    does = [Seq((films, Lit(" "), verb(_off(s), "does", many=True)))]
    some = key == ("some",)
    for mood, told in (("would", would), ("does", does)):
        m: Mood = "would" if mood == "would" else "does"
        placed = [x for x in moves if x.after is not None]
        if len(placed) == len(moves) and not some:
            both = _moving(s, moves, m, True, "falls", False)
            if both is not None:
                told.append(Seq((both, lits(", both off the list", ", both off your list"))))
        if s.reading:
            out = (
                lits(" out", " are out", " are no longer candidates", " are no longer candidates at all")
                if all(x.after is None for x in moves)
                else lits(" out", " are out", " go out")
            )
            told.append(Seq((films, out)))
    return consequence(s, Alt(tuple(would)), Alt(tuple(does)), *_taken(s, moves))


ON = ("come in", "move in")
ON_READ = (
    *(
        "come onto the list",
        "come onto your list",
        "come on",
        "enter",
        "enter the list",
        "enter your list",
        "move onto the list",
    ),
    *(
        "join the list",
        "join your list",
        "get in",
        "make the list",
        "make it onto the list",
        "appear",
        "take their place",
        "step in",
    ),
)


def _coming(s: Speech[Change], m: Move, mood: Mood) -> Node | None:
    """One item that comes in: "A comes in at 8th", "A comes onto your list, up from 11th to 8th"."""
    film = s.title(m.item)
    if film is None or m.after is None:
        return None
    new = place(s, m.after)
    at = Seq((Lit(" at "), new))
    onto = verb(("come onto your list", "move onto your list"), mood)
    up = None if m.before is None else Seq((Lit(", up from "), place(s, m.before), Lit(" to "), new))
    forms: list[Node] = [Seq((film, Lit(" "), verb(ON, mood), at))]
    if up is not None:
        forms.append(Seq((film, Lit(" "), onto, up)))
    if s.reading:
        on = verb((*ON, *ON_READ), mood, reading=True)
        ups = (Opt(up),) if up is not None else ()
        here = lits(" at ", " as ", " in ", " at number ")
        forms.append(Seq((film, Lit(" "), Alt((on, onto)), Opt(Seq((here, Opt(Lit("number ")), new))), *ups)))
        forms.append(
            Seq(
                (
                    film,
                    Lit(" "),
                    verb(("take", "take over"), mood, reading=True),
                    lits(" "),
                    s.rank(m.after),
                    Opt(Lit(" place")),
                )
            )
        )
        forms.append(Seq((film, lits(" in", " in at ", " comes in ", " in as "), Opt(new), *ups)))
    return Alt(tuple(forms))


@kind(
    "enters",
    "moves before after struck added",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def enters(s: Speech[Change]) -> Facts:
    """Items that are not on the list now and would be."""
    moves = comers(s.record)
    for key, group in _groups(moves, s.reading):
        if len(group) == 1:
            would, does = (_coming(s, group[0], mood) for mood in MOODS)
            yield key, consequence(s, would, does, *_brought(s, group))
            continue
        yield key, consequence(s, *(_ins(s, group, mood, False) for mood in MOODS))
    if s.reading and len(moves) > 1:
        would, does = (_ins(s, moves, mood, True) for mood in MOODS)
        yield ("some",), consequence(s, would, does, *_brought(s, moves))
        singles = [[_coming(s, m, mood) for m in moves] for mood in MOODS]
        yield ("one",), consequence(s, any_of(singles[0]), any_of(singles[1]))


def _ins(s: Speech[Change], moves: Sequence[Move], mood: Mood, some: bool) -> Node | None:
    """ "A would come in at 8th and B at 10th"."""
    films = named(s, [m.item for m in moves], some)
    if films is None:
        return None
    parts: list[Node] = []
    for n, m in enumerate(moves):
        film = s.title(m.item)
        if film is None or m.after is None:
            continue
        at = Seq((lits(" at ", *((" as ", " in ", " at number ") if s.reading else ())), place(s, m.after)))
        said: Node = Seq((Lit(" "), verb((*ON, *ON_READ) if s.reading else ON, mood, reading=s.reading)))
        if s.reading:
            said = Opt(said)
        one = Seq((film, said, at)) if n == 0 or s.reading else Seq((film, at))
        parts.append(Claimed("enters", one, (m.item.id,)) if s.reading else one)
    if len(parts) < len(moves) and not some:
        return None
    listing = Listing(tuple(parts), some=some) if len(parts) > 1 else parts[0]
    if not s.reading:
        return listing
    words = (*ON, *ON_READ, "be the newcomers", "take their places")
    return Alt((listing, Seq((films, Lit(" "), verb(words, mood, many=True, reading=True)))))


def _brought(s: Speech[Change], moves: Sequence[Move]) -> tuple[Node | None, Node | None]:
    films = named(s, [m.item for m in moves], some=s.reading)
    if films is None or not (s.reading or len(moves) == 1):
        return None, None
    tail: list[Node] = [Lit(" "), films, lits(" onto your list", *((" onto the list", " in") if s.reading else ()))]
    m = moves[0]
    if len(moves) == 1 and m.before is not None and m.after is not None:
        up = Seq((Lit(", up from "), place(s, m.before), Lit(" to "), place(s, m.after)))
        tail.append(Opt(up))
    return Seq((Lit("bring"), *tail)), Seq((lits("brings", "would bring"), *tail))


# ---- how much changes ------------------------------------------------------------------------------------------


@kind(
    CONDITION,
    "struck added",
    "without striking",
    said=("this is your list {without}",),
    free=("this is how your list would look {without}",),
    heard=("here is your list {without}", "your list {without}", "I ranked anew {without}"),
    about=Change,
)
def condition_kind(s: Speech[Change]) -> Facts:
    """What is struck and added: always so, and said with the consequence by rights."""
    yield ("change",), condition(s if s.reading else s.after(first=True))


@kind(
    "unchanged",
    "before after",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def unchanged_kind(s: Speech[Change]) -> Facts:
    """The list stays as it is; or it changes little, or a good deal."""
    c = s.record
    if unchanged(c):
        verbs = (
            "stay as it is",
            "stay the same",
            *(("be the same", "not change", "be unchanged", "stay exactly as it is") if s.reading else ()),
        )
        would: Node = Alt(
            (
                Seq((lits("your list ", *(("the list ",) if s.reading else ())), verb(verbs, "would"))),
                Lit("nothing would change"),
            )
        )
        does: Node = Alt(
            (
                Seq((lits("your list ", *(("the list ",) if s.reading else ())), verb(verbs, "does"))),
                lits("nothing changes", *(("your list does not change",) if s.reading else ())),
            )
        )
        yield (
            ("same",),
            consequence(s, would, does, Lit("change nothing"), lits("changes nothing", "would change nothing")),
        )
        return
    part = lost(c) / max(len(c.before), 1)
    if part <= LITTLE and (s.reading or lost(c) == 0 or len(c.before) >= 1 / LITTLE):
        would = lits(
            "your list would change only a little",
            "little would change",
            *(
                (
                    "not much would change",
                    "the list would hardly change",
                    "your list would hardly change",
                    "next to nothing would change",
                )
                if s.reading
                else ()
            ),
        )
        does = lits(
            "your list changes only a little",
            "little changes",
            *(("not much changes", "your list hardly changes", "next to nothing changes") if s.reading else ()),
        )
        yield (
            ("little",),
            consequence(s, would, does, Lit("change little"), lits("changes little", "would change little")),
        )
    if part >= MUCH:
        looks = ("your list would look quite different", "your list would change a good deal")
        more = (
            "a lot would change",
            "much would change",
            "your list would change a lot",
            "your list would look very different",
        )
        would = lits(*looks, *(more if s.reading else ()))
        does = lits(
            "your list looks quite different",
            "your list changes a good deal",
            *(("a lot changes", "much changes") if s.reading else ()),
        )
        cause = lits("change a good deal", *(("change a lot",) if s.reading else ()))
        yield ("much",), consequence(s, would, does, cause, lits("changes a good deal", "changes a lot"))


@kind(
    "turnover",
    "before after",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def turnover(s: Speech[Change]) -> Facts:
    """How many items leave the list, and how many stay."""
    c = s.record
    total, gone = len(c.before), lost(c)
    if not total:
        return
    noun, plural = s.noun, s.plural
    if gone == 0:
        yield ("stay",), _staying(s, total)
        return
    numbers = spell.small(gone) if s.reading else spell.small(gone)[:1]
    ten = spell.small(total) if s.reading else spell.small(total)[:1]
    things = [f"{n} {noun if gone == 1 else plural}" for n in numbers]
    of = [
        f"{n} of the {t}{tail}"
        for n in numbers
        for t in ten
        for tail in (f" {plural}", *(("",) if s.reading or s.free else ()))
    ]
    subject = lits(*things, *(of if gone < total else []))
    if gone == total and total > 1:
        none = [f"none of the {t} {plural} on it now" for t in ten]
        would = Seq(
            (
                lits(*none, *(f"none of the {t}" for t in ten)) if s.reading else lits(*none),
                lits(" would be left", " would stay"),
            )
        )
        does = Seq((lits(*none), lits(" is left", " stays")))
        all_ = lits(*(f"all {t} {plural}" for t in ten), *((f"all {t}" for t in ten) if s.reading else ()))
        off = _off(s)
        yield (
            ("gone",),
            consequence(
                s,
                Alt((would, Seq((all_, Lit(" "), verb(off, "would"))))),
                Alt((does, Seq((all_, Lit(" "), verb(off, "does", many=True))))),
            ),
        )
        return
    who: tuple[Node, ...] = ()
    staying: tuple[Node, ...] = ()
    if s.reading:
        among = _among(s)
        who = (Opt(among),) if among is not None else ()
        rest = total - gone
        left = spell.small(rest)
        verbs = lits(
            "stays" if rest == 1 else "stay", "would stay", "would remain", "remains" if rest == 1 else "remain"
        )
        order: Node = (
            Opt(lits(", in a different order", ", in a new order", " in a different order", " in a new order"))
            if shuffled(c)
            else Lit("")
        )
        whom = lits(
            *(f"{t}{n}{o}" for n in left for t in ("", "the other ") for o in ("", f" {noun if rest == 1 else plural}"))
        )
        staying = (Opt(Seq((lits("; ", ", and ", ", "), whom, Lit(" "), verbs, order))),)
    off = _off(s)
    more = ("have to leave", "be replaced", "have to go", "give way to others") if s.reading else ()
    would = Seq((subject, Lit(" "), verb((*off, *more), "would", reading=s.reading), *who, *staying))
    does = Seq((subject, Lit(" "), Alt((verb((*off, *more), "does", many=gone > 1),)), *who, *staying))
    tail = Seq((lits(*things), lits(" off the list", " off your list")))
    if s.reading:
        replace = lits(
            *(f"replace {x}" for x in (*things, *of)),
            *(f"bring {n} new {noun if gone == 1 else plural} onto the list" for n in numbers),
        )
        cause: Node = Alt((Seq((Lit("take "), tail)), replace))
        causes: Node | None = Alt(
            (Seq((lits("takes ", "would take "), tail)), lits(*(f"replaces {x}" for x in (*things, *of))))
        )
    else:
        cause, causes = Seq((Lit("take "), tail)), None
    yield ("leave",), consequence(s, would, does, cause, causes)
    if s.reading and staying:
        count = Seq((whom, Lit(" "), verbs, order))
        yield ("rest",), consequence(s, count, count)


def _staying(s: Speech[Change], total: int) -> dict[str, Node | None]:
    """All of them stay."""
    ten = spell.small(total) if s.reading else spell.small(total)[:1]
    plural = s.plural if total > 1 else s.noun
    all_ = [f"all {t} {plural}" for t in ten] if total > 2 else [f"{'both' if total == 2 else 'the one'} {plural}"]
    same = [f"the same {t} {plural}" for t in ten]
    more = [*(f"all {t}" for t in ten), *(f"the {t} {plural}" for t in ten), *same] if s.reading else []
    changed = shuffled(s.record)
    order = lits(
        *(
            (", in a different order", " in a different order", ", in a new order", ", only in another order")
            if s.reading
            else (", in a different order",)
        )
    )
    tail = (Opt(order) if s.reading else order,) if changed else ()
    would: list[Node] = [
        Seq(
            (
                lits(*all_, *more),
                Lit(" would "),
                lits(
                    "stay",
                    *(
                        ("remain", "stay on the list", "stay on your list", "keep their places")
                        if s.reading and not changed
                        else ("remain", "stay on the list", "stay on your list")
                        if s.reading
                        else ()
                    ),
                ),
                *tail,
            )
        )
    ]
    verb_ = "stay" if total > 1 else "stays"
    does: list[Node] = [
        Seq(
            (lits(*all_, *more), lits(f" {verb_}", *((" remain", f" {verb_} on the list") if s.reading else ())), *tail)
        )
    ]
    keep = lits(*(f" the same {t} {plural}" for t in ten), *((f" all {t} {plural}" for t in ten) if s.reading else ()))
    lists = lits("your list", *(("the list",) if s.reading else ()))
    would.append(Seq((lists, Lit(" would keep"), keep, *tail)))
    does.append(Seq((lists, Lit(" keeps"), keep, *tail)))
    if s.reading:
        none = lits(
            *(f"no {s.noun} {w}" for w in ("leaves", "leaves the list", "leaves your list")),
            f"none of the {ten[0]} leaves",
        )
        does.append(none)
        would.append(
            lits(f"no {s.noun} would leave", f"no {s.noun} would leave the list", f"no {s.noun} would leave your list")
        )
    return consequence(s, Alt(tuple(would)), Alt(tuple(does)))


def _among(s: Speech[Change]) -> Node | None:
    """Which of those that leave, behind their number."""
    moves = leavers(s.record)
    if not moves:
        return None
    downs = tuple(n for m in moves if (n := _down(s, m)) is not None)
    if not downs:
        return None
    some = Listing(downs, some=True) if len(downs) > 1 else downs[0]
    every = len(downs) == len(moves) == lost(s.record)
    whole = Listing(downs) if len(downs) > 1 else downs[0]
    forms: list[Node] = [Seq((lits(", among them ", ", including ", ", one of them "), some))]
    if every:
        forms.append(Seq((lits(": ", ", namely "), whole)))
    return Alt(tuple(forms))


def shuffled(c: Change) -> bool:
    """Whether those that stay stand in another order."""
    return [i for i in c.before if i in c.after] != [i for i in c.after if i in c.before]


@kind(
    "reordered",
    "before after",
    CONSEQUENCE,
    SAID,
    (*FREE, *CAUSE),
    (*WARM, *CAUSE),
    TERSE,
    heard=(*HEARD, *CAUSED),
    about=Change,
)
def reordered(s: Speech[Change]) -> Facts:
    """The same items in another order."""
    c = s.record
    if lost(c) or not shuffled(c) or set(c.before) != set(c.after):
        return
    would = lits(
        "only the order would change",
        *(("only their order would change", "the order would change") if s.reading or s.free else ()),
    )
    does = lits(
        "only the order changes",
        *(("only their order changes", "only the order shifts", "the order changes") if s.reading or s.free else ()),
    )
    yield (
        ("order",),
        consequence(
            s, would, does, Lit("change only the order"), lits("changes only the order", "would change only the order")
        ),
    )


# ---- pairs and extremes ----------------------------------------------------------------------------------------


@kind("swaps", "moves", CONSEQUENCE, SAID, FREE, WARM, TERSE, heard=HEARD, about=Change)
def swaps(s: Speech[Change]) -> Facts:
    """Two items that take each other's place."""
    moves = [m for m in s.record.moves if m.before is not None and m.after is not None]
    for n, a in enumerate(moves):
        for b in moves[n + 1 :]:
            if (a.before, a.after) != (b.after, b.before):
                continue
            one, other = s.title(a.item), s.title(b.item)
            if one is None or other is None or a.before is None or b.before is None:
                continue
            first, second = sorted((a.before, b.before))
            x, y = place(s, first), place(s, second)
            where = Alt((Seq((lits(", ", " at "), x, Lit(" and "), y)), Seq((Lit(" "), x, Lit(" and "), y))))
            films = Listing((one, other))
            tail = Opt(where) if s.reading else Seq((Lit(", "), x, Lit(" and "), y))
            would = Seq((films, lits(" would swap places", " would change places"), tail))
            does = Seq((films, lits(" swap places", " change places"), tail))
            yield (a.item.id, b.item.id), consequence(s, would, does)


@kind("leads", "moves after", CONSEQUENCE, SAID, FREE, WARM, TERSE, heard=HEARD, about=Change)
def leads(s: Speech[Change]) -> Facts:
    """Which item would be first."""
    c = s.record
    first = next((m for m in c.moves if m.after == 1 and c.after[:1] == (m.item.id,)), None)
    if first is None or (film := s.title(first.item)) is None:
        return
    bases = (
        "lead the list",
        "come first",
        *(
            (
                "lead your list",
                "be first",
                "be at the top",
                "top the list",
                "top your list",
                "take first place",
                "take the lead",
            )
            if s.reading
            else ()
        ),
    )
    yield (
        (first.item.id,),
        consequence(s, Seq((film, Lit(" "), verb(bases, "would"))), Seq((film, Lit(" "), verb(bases, "does")))),
    )


@kind("furthest", "moves", CONSEQUENCE, SAID, FREE, WARM, TERSE, heard=HEARD, about=Change)
def furthest(s: Speech[Change]) -> Facts:
    """The item of the list that falls furthest, or the one that rises furthest."""
    for moves, bases, more in (
        (fallers(s.record), ("fall furthest",), ("suffer most", "lose most", "drop furthest", "fall the most")),
        (risers(s.record), ("rise furthest",), ("gain most", "gain the most", "climb furthest", "rise the most")),
    ):
        known = [m for m in moves if m.before is not None]
        if len(known) < 2 or known[0].after is None or known[0].before is None:
            continue
        top, next_ = known[0], known[1]
        if _by(s, top) == _by(s, next_) or (film := s.title(top.item)) is None or len(known) < len(moves):
            continue
        words = (*bases, *more) if s.reading else bases
        moved = Seq((Lit(", from "), place(s, top.before or 0), Lit(" to "), place(s, top.after or 0)))
        tail = Opt(moved) if s.reading else moved
        yield (
            (top.item.id,),
            consequence(
                s, Seq((film, Lit(" "), verb(words, "would"), tail)), Seq((film, Lit(" "), verb(words, "does"), tail))
            ),
        )


@kind(
    "itself",
    "added before after",
    CONSEQUENCE,
    SAID,
    FREE,
    WARM,
    TERSE,
    heard=HEARD,
    about=Change,
)
def itself(s: Speech[Change]) -> Facts:
    """An item on the list leaves it for being known."""
    c = s.record
    films: list[Item] = [i for i, _ in c.added if i.id in c.before and i.id not in c.after]
    for item in films:
        film = s.title(item) if s.reading else s.after(said=s.said | {item.id}).title(item)
        if film is None:
            continue
        would = Seq(
            (
                film,
                lits(
                    " itself would leave the list, as you would know it",
                    " itself would leave your list, as you would know it",
                ),
            )
        )
        does = Seq((film, lits(" itself leaves the list, as you know it", " itself leaves your list, as you know it")))
        if s.reading:
            would = Seq(
                (
                    film,
                    lits(" itself", ""),
                    Lit(" would "),
                    lits("leave the list", "leave your list"),
                    Opt(Lit(", as you would know it")),
                )
            )
            does = Seq(
                (
                    film,
                    lits(" itself", ""),
                    Lit(" "),
                    lits("leaves the list", "leaves your list"),
                    Opt(Lit(", as you know it")),
                )
            )
        yield (item.id,), consequence(s, would, does)
