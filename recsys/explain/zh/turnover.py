"""How much of a list changes under the condition of a what-if, in Chinese."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds import changes
from recsys.explain.patterns import Alt, Lit, Node, Opt, Seq, lits
from recsys.explain.zh import phrases
from recsys.explain.zh.changes import off
from recsys.explain.zh.conditions import HEARD, SAID, TERSE, WARM, WHAT_IF, condition, consequence, may

ORDER = (
    *("，只是次序有变", "，只是顺序变了", "，只是排序有变", "，但次序有变", "，但顺序有变", "，只是名次有变"),
    *("，次序有变", "，但排序会变", "，只是次序会变"),
)
"""Where those that stay stand in another order; the first two are written."""


def _films(s: WHAT_IF, number: int) -> Node:
    """So many of the catalogue's things: 十部电影."""
    what = phrases.thing(s)
    return phrases.counted(s, number, *((what.noun, *what.others, "") if s.reading else (what.noun,)))


def _now(s: WHAT_IF) -> Node:
    """The list as it is."""
    if not s.reading:
        return lits("榜单上现有的", "现在榜单上的")
    lists = ("榜单", "列表", "推荐列表")
    return lits(
        *(
            f"{now}{whose}{x}上的"
            for x in lists
            for whose in ("", "你的", "你")
            for now in ("", "现在", "目前", "原来")
        ),
        *("榜单上现有的", "你榜单上现有的", "原有的", "现有的", "原来的", "这", "那", ""),
    )


@abroad(
    "zh",
    "condition",
    said=("{done}之后，你的榜单就是这样",),
    heard=(
        "{when}(你的|)(榜单|列表)(会|就会|就|)(是|变成|成为)(这样|这个样子)",
        "(这是|以下是|下面是){done}(之后|后|以后)(你的|的)(榜单|列表)",
    ),
)
def condition_(s: WHAT_IF, key: Key) -> Values:
    found = condition(s.after(first=True))
    return (
        {"when": found["when"], "done": condition(s.after(first=True, reading=False))["done"]} if s.reading else found
    )


SAME = (
    *("不变", "不会变", "不会有任何变化", "不会有变化", "没有变化", "保持不变", "会保持不变", "不会改变", "不受影响"),
    *("不会受影响", "维持不变", "会维持不变", "会和现在一样", "和现在一样", "完全不变", "不会有什么变化"),
)
STILL = ("也", "都", "仍", "仍然", "还", "依然", "还是")


@abroad("zh", "unchanged", said=SAID, warm=WARM, terse=TERSE, heard=HEARD)
def unchanged(s: WHAT_IF, key: Key) -> Values:
    lists = lits("你的榜单", "榜单", "你的推荐列表", "推荐列表", "列表", "推荐") if s.reading else Lit("你的榜单")
    if key == ("same",) and s.reading:
        nothing = lits("什么都不会变", "什么也不会变", "一切照旧")
        return consequence(s, Alt((Seq((lists, Opt(lits(*STILL)), lits(*SAME))), nothing)))
    if key == ("same",):
        still = lits("你的榜单也不会变", "你的榜单也不会有任何变化") if s.first else Lit("你的榜单不会变")
        return consequence(s, Lit("你的榜单不会有任何变化"), Lit("榜单不变"), still)
    if key == ("little",):
        little: tuple[str, ...] = ("变化不大", "只有很小的变化", "几乎不变", "变动很小")
        return (
            consequence(s, Seq((lists, may(s), lits(*little))))
            if s.reading
            else consequence(s, Lit("你的榜单变化不大"))
        )
    much: tuple[str, ...] = ("有很大变化", "大变样")
    if s.reading:
        much = (*much, "大不一样", "变化很大", "大为不同", "面目全非")
    return consequence(s, Seq((lists, may(s), lits(*much))), Seq((lists, Lit("变化很大"))))


@abroad("zh", "turnover", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def turnover(s: WHAT_IF, key: Key) -> Values:
    ways = {("stay",): _staying, ("leave",): _leaving, ("gone",): _gone}
    return ways[key](s) if key in ways else {}


def _gone(s: WHAT_IF) -> Values:
    """Every item of the list leaves it."""
    every, one = Seq((_now(s), _films(s, len(s.record.before)))), f"一{phrases.thing(s).measure}"
    none = lits(f"{one}都留不下", *((f"{one}也留不下", f"{one}不剩", f"没有{one}能留下") if s.reading else ()))
    full = lits("全部", "全", "全都", "都") if s.reading else Lit("全部")
    all_ = Alt((Seq((may(s), full)), Seq((full, may(s))))) if s.reading else Seq((may(s), full))
    return consequence(s, Seq((every, Alt((Seq((may(s), none)), Seq((all_, off(s))))))), Seq((every, full, off(s))))


def _leaving(s: WHAT_IF) -> Values:
    """So many items of the list leave it."""
    total, gone = len(s.record.before), changes.lost(s.record)
    some, every, part = _films(s, gone), Seq((_now(s), _films(s, total))), phrases.counted(s, gone, "")
    if not s.reading:
        have = lits("就会有", "会有") if s.first else Lit("会有")
        then: list[Node] = [Seq((have, some, off(s)))]
        if gone < total:
            then.append(Seq((every, Lit("里会有"), part, Lit("掉出去"))))
        return consequence(s, Alt(tuple(then)), Seq((Lit("有"), some, off(s))))
    have = Opt(lits("有", "会有", "就会有", "将有", "将会有", "便会有", "就有"))
    out = Alt((off(s), lits("掉出去", "留不住", "留不下")))
    bare = Seq((Opt(lits("一共", "总共", "共")), have, some, may(s), out))
    among = Seq((every, lits("中", "里", "之中", "当中", ""), Opt(Lit("，")), have, part, may(s), out))
    swap = Seq((lits("你的榜单", "榜单", "列表"), may(s), lits("换掉", "失去", "少了"), some))
    others = lits("，", "，其余", "，剩下的", "，另外", "，其他", "，其余的")
    stay = ("留下", "保留", "留在榜单上", "仍在榜上", *(() if changes.shuffled(s.record) else ("不变",)))
    kept = Seq((others, _films(s, total - gone), may(s), lits(*stay)))
    return consequence(s, Seq((Alt((bare, among, swap)), Opt(kept))))


def _staying(s: WHAT_IF) -> Values:
    """Every item of the list stays on it."""
    total, changed = len(s.record.before), changes.shuffled(s.record)
    films, what = _films(s, total), phrases.thing(s)
    every = Seq((_now(s), Alt((films, Lit(what.noun))) if s.reading else films))
    if not s.reading:
        order = lits(*ORDER[:2]) if changed else Lit("")
        same = Seq((Lit("你的榜单还是这"), films, order))
        all_ = Lit("都" if total > 1 else "")
        return consequence(s, Alt((Seq((every, all_, Lit("会留下"), order)), same)), same)
    order = Opt(lits(*ORDER)) if changed else Lit("")
    stay = ("留下", "留在榜单上", "留在榜上", "保留", "留在你的榜单上", *(() if changed else ("不变",)))
    both = Opt(Lit("都"))
    kept = Seq((every, both, may(s), both, Opt(lits("继续", "全部")), lits(*stay), order))
    no = (f"没有一{what.measure}", f"没有哪{what.measure}{what.noun}", f"没有{what.noun}", f"没有任何{what.noun}")
    none = Seq((lits(*no), may(s), lits("掉出榜单", "掉出你的榜单", "离开榜单", "掉出去")))
    still = lits("还是", "仍是", "仍然是", "还会是", "仍会是")
    same = Seq((lits("你的榜单", "榜单"), still, lits("这", "原来的", "原来那"), films, order))
    return consequence(s, Alt((kept, none, same)))


@abroad("zh", "reordered", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def reordered(s: WHAT_IF, key: Key) -> Values:
    ways = ("只有次序会变", "只有顺序会变", "只是次序会变", "变的只是次序", "变的只是顺序", "只是次序有变")
    return consequence(s, lits(*(ways if s.reading else ways[:1])))
