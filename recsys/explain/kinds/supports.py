"""What speaks for a pick, whether or not it decides its place: which films, how much of it, and which most."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import SUBJECT
from recsys.explain.kinds import shares
from recsys.explain.kinds.conditions import gap, rest, struck, subject
from recsys.explain.kinds.falls import again
from recsys.explain.kinds.phrases import any_of, phrase
from recsys.explain.kinds.reasons import SMALL, adverbs, things
from recsys.explain.kinds.receipts import alone
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Seq, lits
from recsys.explain.pick_speech import LARGELY, PickSpeech
from recsys.schema import Cited, Evidence

LITTLE = 0.15
"""An item helps "a little" up to this part of all that speaks for the pick."""


def _weighed(s: PickSpeech, size: float) -> dict[str, Node | None]:
    """How items compare with the wishes, if there are any: `less` ("much less"), `say` ("bigger")."""
    wished = sum(v for k, v in shares.shares(s.evidence).items() if k in ("request", "context"))
    if not wished or size == wished:
        return {}
    less = lits("less", *(("much less", "far less") if 2 * size < wished else ()))
    return {"less": less} if size < wished else {"say": lits("bigger", "larger", "greater")}


@kind(
    "support",
    "cited",
    "it who whom film little its counted films left less gap say",
    said=("{film} speaks for {it}",),
    free=("{it} gets some support from {film}", "{film} helps {it} [{little}]", "{film} counts in its favour"),
    warm=("{film} speaks for {it}", "{film} helps {it} along [{little}]"),
    terse=("{film} speaks for {it}", "{film} helps [{little}]"),
    heard=(
        "{who} [{little}] [(also|even|clearly|certainly)] (speaks|speak|counts|count) [{little}] (for {it}|in "
        "(its|{its}) favour)[ (too|as well)][ {little}]",
        "{who} [(also|even)] (supports|support|backs|back|helps|help) [{little}] {it}[( along| up)][ (too|as "
        "well)][ {little}]",
        "{who} [(also|even)] (helps|help|matters|matter|counts|count|adds|add)[ {little}][ (too|as well|here)]",
        "{who} [(also|even)] (plays|play|does|do|has|have) (a|its|their|some) part[ in (it|that|this)][ (too|as well)]",
        "{who} [(also|even)] (adds|add) (something|its share|their share|some support|weight|to "
        "(it|that|this))[ (too|as well)]",
        "{counted} (support|back|help|speak for|have a hand in|have a part in|add to) {it}[ up](: |, ){films}",
        "{counted} help [to] (keep|put|hold|lift) {it} (there|up|here)(: |, ){films}",
        "{who} (does|do) (speak|count) for {it}[ (too|as well)]",
        "even {who} (helps|help|supports|support) {it}[ {little}]",
        "{left} (support|supports|back|backs|help|helps|speak for|speaks for|add to|adds to) {it}[ (up|too|as well)]",
        "{who} (matters|matter|counts|count|weighs|weigh) {less}[ here]",
        "{who} (has|have) the {say} (say|weight|share|part)",
        "{gap}(speaks|speak|counts|count) [(also|clearly)] (for {it}|in (its|{its}) favour)[ (too|as well)]",
        "{who} [(also|even)] (has|have) a hand in (it|that|this)",
        "{who} (lends|lend|gives|give) {it} [some] (support|help|weight)",
        "{who} (stands|stand|is|are) in its favour[ (too|as well)]",
        "{it} [(also|even)] (gets|has|finds|receives|enjoys) [(some|its|a little|further)] "
        "(help|support|backing) from {whom}",
        "{it} is (supported|backed|helped) [{little}] by {whom}",
        "(in its favour|for it) (is|are|speaks|speak|counts|count|stands|stand) {whom}",
    ),
)
def support(s: PickSpeech) -> Facts:
    """Items that raise the score of the target, however little."""
    e = s.evidence
    pool = tuple(c for c in e.cited if c.value > 0)
    if not pool or e.excluded is not None:
        return
    its = lits(*(f"{n}'s" for n in s.names[e.item.id])) if s.names[e.item.id] else None
    little = lits("a little", "a bit", "slightly", "somewhat", "a touch")
    for c in pool:
        small = little if c.share <= LITTLE else None
        if s.reading:
            yield (
                (c.item.id,),
                {
                    "it": again(s),
                    "its": its,
                    "little": small,
                    "who": subject(s, (c,)),
                    "whom": struck(s, (c,)),
                    **_weighed(s, c.share),
                    "gap": gap(s, (c,)),
                },
            )
        else:
            yield (c.item.id,), {"it": again(s), "film": s.film(c), "little": Lit("a little") if small else None}
    if s.reading and len(pool) > 1:
        few = little if sum(c.share for c in pool) <= LITTLE else None
        whole = len(pool) == len(e.cited)
        named = {"counted": lits(*things(s, pool)), "films": s.films(pool), "left": rest(s)} if whole else {}
        some = any_of(s.films(pool, some=True), subject(s, pool))
        yield (
            ("some",),
            {"it": again(s), "its": its, "little": few, "who": some, "whom": any_of(some, struck(s, pool)), **named},
        )


@kind(
    "share",
    "cited.share",
    "it those who whom percent much case part alot degree main main_thing",
    said=(),
    free=(
        "about {percent} of what speaks for {it} comes from {those}",
        "{much} what speaks for {it} comes from {those}",
    ),
    heard=(
        "{who} (make|makes) up [about] {percent} of what speaks for {it}",
        "[about] {percent} of what speaks for {it} comes from {whom}",
        "{who} (is|are|makes|make|makes up|make up|accounts for|account "
        "for|gives|give|supplies|supply|provides|provide) "
        "[(together|alone|by itself)] {much} {case}",
        "{much} {case} (comes from|is|are|goes back to|rests on|is due to|is down to|stems from|lies with|lies "
        "in) {whom}",
        "{it} (gets|has|draws) {much} its (support|case|weight) from {whom}",
        "{who} (has|have|plays|play) {part} (in|of) (it|that|this|its place|the {case})",
        "{part} (is played by|goes back to|comes from|belongs to|is due to) {whom}",
        "what speaks for {it} comes {degree} from {whom}",
        "what speaks {main} for {it} is {whom}",
        "{it} (rests|leans|relies) {degree} on {whom}",
        "{who} (counts|count|matters|matter) {alot}[ here]",
        "{who} (is|are) {main_thing}",
        "{main_thing} is {whom}",
    ),
)
def share(s: PickSpeech) -> Facts:
    """A part of everything that speaks for the pick: the cited set's, or one item's."""
    e = s.evidence
    if not e.cited or not all(c.value > 0 for c in e.cited) or e.excluded is not None:
        return
    yield ("all",), _share(s, e.cited)
    if len(e.cited) > 1:
        for c in e.cited:
            yield (c.item.id,), _share(s, (c,))


def _share(s: PickSpeech, cited: tuple[Cited, ...]) -> dict[str, Node | None]:
    e = s.evidence
    size = sum(c.share for c in cited)
    percent = s.spelt(spell.percent(size))
    if not s.reading:
        return {
            "it": again(s),
            "those": s.those(cited) if len(cited) == len(e.cited) else s.film(cited[0]),
            "percent": percent,
            "much": _much(s, size),
        }
    largest = size > 0 and all(size >= v for v in _others(e, cited))
    parts = ["a part", "its part", "their part"]
    parts += ["a good part", "a large part", "a big part"] if size > LARGELY else []
    parts += ["a small part", "a smaller part", "only a small part", "a minor part"] if size <= SMALL else []
    parts += ["the main part", "the biggest part", "the largest part", "the larger part"] if largest else []
    main = (
        "the main thing",
        "the main point",
        "the main support",
        "the strongest point",
        "the main argument",
        "the main case",
        "the chief support",
    )
    favour = (" in its favour", " for it", " in favour of it", " of it", " that speaks for it", " behind it")
    thing = (
        Seq((lits(*main), Alt((lits(*favour), Seq((lits(" in favour of ", " for ", " of ", " behind "), s.target))))))
        if largest
        else None
    )
    return {
        "it": again(s),
        "who": subject(s, cited),
        "whom": struck(s, cited),
        "percent": percent,
        "much": any_of(
            _much(s, size),
            lits(*(f"{p} of" for p in spell.portions(round(1000 * size), 1000))),
            lits("the largest part of", "the biggest part of") if largest else None,
        ),
        "case": phrase(s, {"it": again(s)}, (), (), CASE),
        "part": lits(*parts),
        "alot": lits("a lot", "a good deal", "for a lot", "for a good deal", "a great deal")
        if size > LARGELY
        else None,
        "degree": any_of(s.degree(size), lits(*adverbs(size))),
        "main": lits("most", "most of all", "loudest") if largest else None,
        "main_thing": thing,
    }


def _much(s: PickSpeech, size: float) -> Node | None:
    """A share as it stands before "what speaks for it": "most of", "nearly all"."""
    every = shares.whole(s, size)
    return phrase(
        s,
        {"of": shares.portion(s, size), "every": every},
        ("{every}",) if every else ("{of} of",),
        (),
        ("{of} of", "{every}", "{every} of"),
    )


CASE = (
    "[(what|that|which)] (speaks|counts) (for|in favour of) {it}",
    "[(what|that|which)] (speaks|counts) in its favour",
    "in favour of {it}",
    "(the case|the support|the argument|the evidence|the weight|the score) (for|of|behind) {it}",
    "(the support {it} gets|its support|its case|its score|it|that|the case|the score)",
    "[that] (I have to go on for|I can say for|I know in favour of|there is to say for) {it}",
)


def _others(e: Evidence, cited: Sequence[Cited]) -> list[float]:
    """What else speaks for the pick, each kind and each further item by itself, as shares."""
    total = sum(p.value for p in e.parts if p.value > 0) or 1.0
    ids = {c.item.id for c in cited}
    single = [p.value / total for p in e.parts if p.kind == "history" and p.item_id not in ids]
    kinds = {p.kind for p in e.parts if p.kind != "history"}
    return [*single, *(sum(p.value for p in e.parts if p.kind == k and p.value > 0) / total for k in kinds)]


@kind(
    "order",
    "cited parts",
    "film other top main it place say",
    said=("{film} counts [the] most of them", "{film} counts for more than {other}"),
    free=("of these {film} counts [the] most",),
    warm=("{film} counts [the] most of them",),
    terse=("{film} counts [the] most",),
    heard=(
        "{film} (counts|weighs|matters) [the] most of (them|these|those|the two|all)",
        "(of|out of) (these|those|them) {film} (counts|weighs|matters) [the] most",
        "{film} (has|carries) the (most|biggest|larger|bigger|greater|largest) (say|weight|share|part)",
        "(of|out of) everything you (liked|have liked|like), {top} (counts|speaks) for {it} [the] most",
        "(of|out of) everything you (liked|have liked|like), {top} (counts|speaks) [the] most[ for {it}]",
        "{film} (counts|weighs|matters|speaks) more [for {it}] than {other}",
        "{film} (counts|weighs) for more than {other}",
        "{main} is the (main|strongest) reason[ why {it} (is|comes) {place}[ on your list]]",
        "{main} (counts|weighs|speaks) [the] (most|strongest) for {it}",
        "{film}(, more than | more than |, even more than ){other}",
    ),
)
def order(s: PickSpeech) -> Facts:
    """Which cited item contributes most (of all the history, where nothing limits it), or more than another."""
    e = s.evidence
    history = [p.value for p in e.parts if p.kind == "history"]
    for a, b in ((a, b) for a in e.cited for b in e.cited if a.value > b.value):
        if s.reading:
            yield (a.item.id, b.item.id), {"film": _subject(s.film(a)), "other": s.film(b), "it": s.target}
    top = max(e.cited, key=lambda c: c.value, default=None)
    if top is None or not all(top.value > c.value for c in e.cited if c is not top):
        return
    if (s.them or s.reading) and all(top.value >= v for v in history):
        film = _subject(s.film(top))
        values = {"film": film if len(e.cited) > 1 else None, "it": s.target}
        if s.reading:
            # The main reason is one: nothing else speaks louder, and the pick would not stand there without it.
            receipt = alone(e, top)
            main = receipt is not None and receipt.fell and all(top.value >= p.value for p in e.parts)
            values |= {"top": film if top.verdict == "liked" else None, "main": film if main else None}
            values["place"] = None if e.rank is None else s.rank(e.rank)
        yield (top.item.id,), values


def _subject(film: Node | None) -> Node | None:
    return None if film is None else Claimed(SUBJECT, film)
