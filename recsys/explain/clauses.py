"""English clauses for what-ifs and pairs: verbs in two moods, the condition before or behind, places and counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from recsys.explain import spell
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.records import Change
from recsys.explain.speech import Speech
from recsys.schema import Item, Opinion

Mood = Literal["does", "would"]
"""What happens, as a fact of the other list ("falls") or under the condition ("would fall")."""

CONDITION = "condition"
"""The claim of what is struck or added."""


def verb(bases: Iterable[str], mood: Mood, many: bool = False, reading: bool = False) -> Node:
    """One of the verbs, as its subject and mood want it: "falls", "fall", "would fall"."""
    if mood == "would":
        return lits(*(f"{w} {b}" for b in bases for w in (("would", "will") if reading else ("would",))))
    return lits(*(b if many else third(b) for b in bases))


def third(base: str) -> str:
    """ "fall off" gives "falls off"."""
    first, _, rest = base.partition(" ")
    said = {"be": "is", "have": "has", "go": "goes", "do": "does"}.get(first)
    if said is None:
        said = first + ("es" if first.endswith(("s", "x", "ch", "sh")) else "s")
    return f"{said} {rest}".strip()


def counted(s: Speech[Any], number: int, noun: str, plural: str) -> Node:
    """ "two films", "one film"; read also in digits."""
    words = spell.small(number) if s.reading else spell.small(number)[:1]
    return lits(*(f"{w} {noun if number == 1 else plural}" for w in words))


def named(s: Speech[Any], items: Sequence[Item], some: bool = False) -> Node | None:
    """The titles in a list; None if one cannot be told apart, or with `some` if none can."""
    nodes = [s.title(i) for i in items]
    found = tuple(n for n in nodes if n is not None)
    if not found or (len(found) < len(nodes) and not some):
        return None
    return found[0] if len(found) == 1 else Listing(found, some=some)


def place(s: Speech[Any], rank: int) -> Node:
    """A place after "from", "to" or "at"; read also as a bare number."""
    return Alt((s.rank(rank), Lit(str(rank)))) if s.reading else s.rank(rank)


# ---- the condition of a what-if ----------------------------------------------------------------------------------


def condition(s: Speech[Change]) -> dict[str, Node | None]:
    """What is struck and added, as each template wants it.

    `without`: "without A", "with a like for B"; `had`: "if you had not rated A"; `strike`: "strike A";
    `striking`: "striking A", "a like for B". Written, only the first sentence has it.
    """
    if not (s.reading or s.first):
        return {}
    c = s.record
    gone = named(s, c.struck) if c.struck else None
    if (c.struck and gone is None) or any(s.title(i) is None for i, _ in c.added) or not (c.struck or c.added):
        return {"without": _claimed(lits("with that change", *(("after that change",) if s.reading else ())))}
    without: list[Node] = []
    had: list[Node] = []
    strike: list[Node] = []
    striking: list[Node] = []
    many = len(c.struck) > 1
    if gone is not None:
        among = lits(" among your ratings", " in your ratings", " in your history")
        without.append(Seq((Lit("without "), gone, *((Opt(among),) if s.reading else ()))))
        if s.reading:
            without.append(Seq((Lit("with "), gone, lits(" out", " gone", " struck", " removed", " left out"))))
        had.append(Seq((lits("if you had not rated ", "if you had never rated "), gone)))
        tails = [" had not been rated", " were not among your ratings"]
        tails += [" were struck", " were struck from your ratings", " weren't among your ratings"] if s.reading else []
        tails += [" was not among your ratings", " wasn't among your ratings"] if s.reading and not many else []
        had.append(Seq((Lit("if "), gone, lits(*tails))))
        strike += [Seq((lits("strike ", "leave out "), gone)), Seq((Lit("take "), gone, lits(" out", " away")))]
        strike.append(Seq((lits(*(("take out ", "remove ", "drop ") if s.reading else ("take out ",))), gone)))
        striking.append(
            Seq((lits(*(("striking ", "leaving out ", "taking out ", "removing ")[: 9 if s.reading else 2])), gone))
        )
    if c.added:
        phrases = [_added(s, *g) for g in _groups(c.added)]
        whole = [_joined([p[n] for p in phrases]) for n in range(3)]
        without.append(Seq((Lit("with "), whole[0])))
        had.append(Seq((Lit("if you "), whole[1])))
        strike.append(Seq((Lit("add "), whole[0])))
        striking += [whole[0], whole[2]]
    if gone is not None and c.added:
        both = lits(*(" and ", ", but ", " but ")) if s.reading else Lit(" and ")
        without = [Seq((without[0], both, without[-1]))]
        had = [Seq((had[0], both, whole[1]))]
        strike = [Seq((Alt(tuple(strike[:-1])), lits(", ", " and "), strike[-1]))]
        striking = [Seq((striking[0], Lit(" and "), striking[-1]))]
    found = {"without": without, "had": had, "strike": strike, "striking": striking}
    return {name: _claimed(Alt(tuple(nodes))) for name, nodes in found.items()}


def _claimed(node: Node) -> Node:
    return Claimed(CONDITION, node, ("change",))


def _groups(added: Sequence[tuple[Item, Opinion]]) -> list[tuple[tuple[str, float | None], list[Item]]]:
    groups: dict[tuple[str, float | None], list[Item]] = {}
    for item, opinion in added:
        groups.setdefault((opinion.verdict, opinion.stars), []).append(item)
    return list(groups.items())


def _added(s: Speech[Change], what: tuple[str, float | None], items: Sequence[Item]) -> tuple[Node, Node, Node]:
    """One opinion on these items as a thing ("a like for A"), as an act in the past ("liked A") and as a gerund."""
    verdict, stars = what
    films = named(s, items)
    assert films is not None
    done = s.lexicon.done
    things, acts, gerunds = {
        "liked": (["a like for"], ["liked", "had liked"], ["liking"]),
        "disliked": (["a dislike for", "a dislike of"], ["disliked", "had disliked", "did not like"], ["disliking"]),
        "neutral": (["a lukewarm opinion of"], ["were lukewarm about", f"had {done}"], ["being lukewarm about"]),
        "seen": (["you having " + done], [f"had {done}"], ["having " + done]),
        "rejected": (["a no to"], ["turned down", "had turned down"], ["turning down"]),
    }[verdict]
    few = slice(None if s.reading else 1)
    nodes: list[list[Node]] = [[Seq((lits(*words[few]), Lit(" "), films))] for words in (things, acts, gerunds)]
    if stars is not None:
        marks = lits(*spell.marks(stars, s.lexicon, s.record.scale)[few])
        told: list[Node] = [Seq((marks, Lit(" for "), films))]
        gave: list[Node] = [
            Seq((lits("gave ", *(("had given ", "rated ") if s.reading else ())), films, Lit(" "), marks))
        ]
        giving: list[Node] = [Seq((Lit("giving "), films, Lit(" "), marks))]
        given = [told, gave, giving]
        nodes = [
            [*n, *g] if s.reading and verdict in ("liked", "disliked") else g for n, g in zip(nodes, given, strict=True)
        ]
    one, two, three = (Alt(tuple(n)) for n in nodes)
    return one, two, three


def _joined(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Listing(tuple(nodes))


# ---- how a consequence is put ----------------------------------------------------------------------------------

CONSEQUENCE = "without had strike striking would does so now cause causes"
"""The slots of every consequence: the condition in four forms, the clause in two moods (`so` and `now` are the same
where the condition has been said), and what the striking itself does."""
SAID = ("{without}, {would}", "{so}")
FREE = ("{had}, {would}", "{would} {without}", "{would} {had}")
WARM = ("{had}, {would}", "{without}, {would}", "{so}")
CAUSE = ("{striking} would {cause}",)
"""Written of the same."""
TERSE = ("{without}, {does}", "{strike}, and {does}", "{strike}: {does}", "{now}")
CAUSED = ("{striking} {causes}",)
"""Read of what the striking itself does; only for kinds that fill the slot."""
HEARD = (
    *("(so|then|in that case), {so}", "{now}", "{had}[,] (then |){does}", "{had}[,] (then |){would}"),
    *("{strike} and {does}", "{strike}[,] and {would}", "{does} {without}", "{does} {had}", "{without} {does}"),
    *("{without} {would}", "{strike}; {does}"),
)


def consequence(
    s: Speech[Change],
    would: Node | None,
    does: Node | None,
    cause: Node | None = None,
    causes: Node | None = None,
) -> dict[str, Node | None]:
    """The words of a consequence for the templates above."""
    later = s.reading or not s.first
    slots = {"would": would, "does": does, "so": would if later else None, "now": does if later else None}
    return {**condition(s), **slots, "cause": cause, "causes": causes}


def clause(subject: Node | None, *rest: Node | None) -> Node | None:
    """A clause of these parts; None if one is missing."""
    return (
        None if subject is None or any(r is None for r in rest) else Seq((subject, *(r for r in rest if r is not None)))
    )


def any_of(nodes: Iterable[Node | None]) -> Node | None:
    return either([n for n in nodes if n is not None])
