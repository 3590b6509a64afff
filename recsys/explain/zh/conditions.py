"""The condition of a what-if in Chinese, and the templates of all that follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain.clauses import CONDITION
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, either, lits
from recsys.explain.records import Change
from recsys.explain.speech import Speech
from recsys.explain.templates import bind, loosened
from recsys.explain.zh import nouns, phrases, words
from recsys.explain.zh.counterfactuals import IF, without
from recsys.schema import Item, Verdict

WHAT_IF = Speech[Change]

SAID = ("{if}{then}", "{even}{still}")
WARM = ("{suppose}{then}", "{though}{still}")
TERSE = ("{strike}{does}",)
HEARD = ("{when}{any}", "(那么|那样的话|这样一来|如此一来|这样的话|那样一来|这样)(，|){any}")
"""A consequence is written as `then` (会…), as `does` (without 会) and where nothing changes as `still` (也不会…);
read it is `any`. Written, the condition is empty from the second sentence on; read, it may always be left out."""

WILL = (
    *("会", "就会", "将", "将会", "便会", "也会", "则会", "要", "就要", "反而会", "还会", "就得", "得"),
    *("都会", "就都会"),
)
"""Auxiliaries of a consequence, as they are read."""


def consequence(
    s: WHAT_IF, then: Node | None, does: Node | None = None, still: Node | None = None
) -> dict[str, Node | None]:
    """The words of a consequence for the templates above; `then` is all there is to read, or `does` beside it."""
    if s.reading:
        every = [node for node in (then, does, still) if node is not None]
        when = phrases.kept(s, "when", lambda: Opt(condition(s)["when"] or Lit("")))
        return {"when": when, "any": either(every)}
    return {**condition(s), "then": then, "does": does or then, "still": still}


def will(s: WHAT_IF) -> Node:
    """The auxiliary of a consequence: behind its condition also 就会."""
    if s.reading:
        return phrases.kept(s, "will", lambda: lits(*WILL))
    return lits("就会", "会") if s.first else Lit("会")


def may(s: WHAT_IF) -> Node:
    """The same where it may be left out: before a verb that tells of a change by itself."""
    return phrases.kept(s, "may", lambda: Opt(will(s))) if s.reading else will(s)


# ---- what is struck and added ------------------------------------------------------------------------------------


def condition(s: WHAT_IF) -> dict[str, Node | None]:
    """What is struck and added: 如果没有《A》， and 即使, warm 要是 and 就算, terse 去掉《A》，; 去掉《A》 alone."""
    c = s.record
    if not (s.reading or s.first):
        return dict.fromkeys(("if", "even", "suppose", "though", "strike"), Lit(""))
    gone = nouns.named(s, c.struck) if c.struck else None
    acts = _acts(s)
    if (c.struck and gone is None) or (c.added and acts is None) or not (c.struck or c.added):
        return _unnamed(s)
    if s.reading:
        return {"when": _claimed(_read(gone, acts))}
    heads = {"if": "如果", "even": "即使", "suppose": "要是", "though": "就算", "strike": "若"}
    if gone is None:
        assert acts is not None
        found: dict[str, Node | None] = {k: Seq((Lit(f"{w}你"), acts, Lit("，"))) for k, w in heads.items()}
        return {**found, "done": acts}
    if acts is not None:
        found = {k: Seq((Lit(f"{w}没有"), gone, Lit("，而你"), acts, Lit("，"))) for k, w in heads.items()}
        return {**found, "done": Seq((Lit("去掉"), gone, Lit("，再加上你"), acts))}
    found = {k: Seq((lits(f"{w}没有", f"{w}去掉"), gone, Lit("，"))) for k, w in heads.items()}
    warm = Alt((Seq((lits("要是没有", "要是去掉"), gone, Lit("，"))), Seq((Lit("没有"), gone, Lit("的话，")))))
    return {**found, "suppose": warm, "strike": Seq((Lit("去掉"), gone, Lit("，"))), "done": Seq((Lit("去掉"), gone))}


def _claimed(node: Node) -> Node:
    return Claimed(CONDITION, node, ("change",))


def _unnamed(s: WHAT_IF) -> dict[str, Node | None]:
    """Where the items cannot be told apart: 这样改动之后."""
    if s.reading:
        return {"when": _claimed(lits("这样改动之后，", "这样改动之后,", "这样改动之后")), "done": Lit("这样改动")}
    keys = ("if", "even", "suppose", "though", "strike")
    return {**dict.fromkeys(keys, Lit("这样改动之后，")), "done": Lit("这样改动")}


def _read(gone: Node | None, acts: Node | None) -> Node:
    """The condition with its comma, in every way it is understood."""
    slots = {"gone": gone, "acts": acts}
    added = f"(({IF}|即使|即便|就算|哪怕|){{acts}}(的话|之后|后|)，|{IF}你(又|还|再|){{acts}}(的话|)，|(即使|即便|就算|哪怕)你{{acts}}，)"
    forms = [
        without("{gone}").replace(IF, f"{IF[:-1]}|即使|即便|就算|哪怕|一旦)"),
        "(去掉|拿掉|划掉|剔除|删掉|抽掉|不算){gone}(的话|之后|以后|后)，",
        added,
        f"({IF}|即使|就算|)(没有|没了|去掉|不算){{gone}}，(而|并且|再|但|)(你|)(又|还|再|){{acts}}(的话|)，",
        "(去掉|拿掉|划掉){gone}，(并|并且|再|)(你|)(又|还|再|){acts}(之后|后|)，",
    ]
    # What is struck and what is added are one condition: half of it says nothing.
    both = gone is not None and acts is not None
    found = [bind(loosened(f), slots) for f in (forms[3:] if both else forms[:3])]
    every = either([node for node in found if node is not None])
    assert every is not None
    return every


def _acts(s: WHAT_IF) -> Node | None:
    """The opinions added as acts of the person: 给《A》打 5 星，不喜欢《B》."""
    groups: dict[tuple[Verdict, float | None], list[Item]] = {}
    for item, opinion in s.record.added:
        groups.setdefault((opinion.verdict, opinion.stars), []).append(item)
    acts = [_act(s, verdict, stars, items) for (verdict, stars), items in groups.items()]
    told = [act for act in acts if act is not None]
    return None if not told or len(told) < len(acts) else phrases.listed(told, joints=phrases.THEN)


def _act(s: WHAT_IF, verdict: Verdict, stars: float | None, items: Sequence[Item]) -> Node | None:
    films = nouns.named(s, items)
    if films is None:
        return None
    forms: list[Node] = []
    if stars is not None:
        marks = words.stars(stars, s.lexicon, s.record.scale)
        both = "都" if len(items) > 1 else ""
        if not s.reading:
            return Seq((Lit("给"), films, Lit(f"{both}打 {marks[0]}")))
        verbs = (f"{b}{v}{gap}" for b in {both, ""} for v in ("打", "打了", "打出", "评", "评了") for gap in (" ", ""))
        forms.append(Seq((lits("给", "给了", "对", "给出"), films, lits(*verbs), lits(*marks))))
        if verdict not in ("liked", "disliked"):
            return forms[0]
    before, after = _put(s, verdict)
    forms.append(Seq((lits(*before), films, Lit(after))))
    return Alt(tuple(forms)) if len(forms) > 1 else forms[0]


def _put(s: WHAT_IF, verdict: Verdict) -> tuple[tuple[str, ...], str]:
    """An opinion without a rating, before and behind the names."""
    do, done = phrases.thing(s).do, words.done(s.lexicon)
    ways: dict[Verdict, tuple[tuple[str, ...], str]] = {
        "liked": (("喜欢", "喜欢过", "喜爱", f"喜欢{do}", "也喜欢"), ""),
        "disliked": (("不喜欢", f"不喜欢{do}", "没喜欢上", "没有喜欢上"), ""),
        "neutral": (("觉得", "认为"), "一般"),
        "seen": ((done, f"已经{done}"), ""),
        "rejected": (("说", "说过"), "不适合你"),
    }
    before, after = ways[verdict]
    return before if s.reading else before[:1], after
