"""A move from one place of a list to another, in Chinese."""

from __future__ import annotations

from typing import Any

from recsys.explain.patterns import Alt, Lit, Node, Opt, Seq, lits
from recsys.explain.speech import Speech
from recsys.explain.zh import phrases, words

FAR = 10
"""From so many places on a film 跌 or 冲, and does not merely 降 or 升."""
DOWN = ("掉", "降", "跌", "落", "滑", "退", "下滑", "下降", "跌落", "滑落", "降低", "掉落", "退居")
UP = ("升", "提升", "上升", "爬升", "跃升", "进", "前进", "提", "升高", "上移", "冲", "跃", "爬")
LOST = ("下降", "下滑", "掉", "跌", "后退", "退后", "下降了", "掉了", "跌了", "往下掉")
WON = ("上升", "上升了", "升", "升了", "前进", "前进了", "提升", "提升了", "上移", "上移了", "往前", "往前挪了")


def read(s: Speech[Any], before: int, after: int) -> Node:
    """A move behind 会 as it is read: 从第 1 位掉到第 4 位, 下滑三位, 排第 4 位而不是第 1 位."""
    return phrases.kept(s, f"read {before} {after}", lambda: _read(s, before, after))


def _read(s: Speech[Any], before: int, after: int) -> Node:
    new, old = phrases.rank(s, after), phrases.rank(s, before)
    be = lits("排", "排在", "位列", "位于", "变成", "变为", "成为", "只排", "只排在", "只能排", "只能排在", "只会排在")
    instead = Opt(Seq((lits("，而不是", "而不是", "，而非", "而非", "，不是", "，不再是"), old)))
    return Alt((motion(s, before, after), Seq((be, new, instead))))


def motion(s: Speech[Any], before: int, after: int) -> Node:
    """The same where no 会 says that it is not so yet: only what tells of a move, 从第 4 位升到第 1 位."""
    return phrases.kept(s, f"motion {before} {after}", lambda: _motion(s, before, after))


def _motion(s: Speech[Any], before: int, after: int) -> Node:
    verbs, steps = (DOWN, LOST) if after > before else (UP, WON)
    old, new = phrases.rank(s, before), phrases.rank(s, after)
    to = lits(*(f"{verb}{to}" for verb in verbs for to in ("到", "到了", "至")))
    path_ = Seq((Lit("从"), old, Opt(lits("一路", "直接")), to, new))
    far = lits(
        *(
            f"{verb}{gap}{n}"
            for verb in steps
            for gap in ("", " ")
            for m in ("位", "名", "个位置", "个名次")
            for n in words.measured(abs(after - before), m)
        )
    )
    to_new = Seq((to, new))
    onward = Opt(Seq((lits("，", "，只"), Alt((path_, to_new)))))
    only = Seq((lits("只能排", "只能排在", "只会排在", "就只能排"), new)) if after > before else to_new
    bare = Seq((lits("从", "：", "：从"), old, lits("到", "至"), new))
    return Alt((path_, to_new, Seq((far, onward)), only, bare))


def path(s: Speech[Any], before: int, after: int) -> Node:
    """The same as it is written: 从第 1 位掉到第 4 位."""
    far = abs(after - before) >= FAR
    down = ("跌到", "掉到") if far else ("降到", "滑到", "掉到")
    up = ("升到", "一路升到") if far else ("升到",)
    return Seq((Lit("从"), phrases.rank(s, before), lits(*(down if after > before else up)), phrases.rank(s, after)))
