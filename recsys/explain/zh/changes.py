"""Which items move under the condition of a what-if, in Chinese: who falls, rises, leaves and comes in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds import changes
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, either, lits
from recsys.explain.zh import moves, nouns, phrases, words
from recsys.explain.zh.conditions import HEARD, SAID, TERSE, WARM, WHAT_IF, consequence, may, will
from recsys.schema import Move, Verdict

FIRST = 5
"""Read, the places of any two of so many newcomers may be told in one breath: 分别排第 8 位和第 10 位."""


def chosen(s: WHAT_IF, all_: Sequence[Move], key: Key) -> list[Move]:
    """The moves a fact is about, in its order."""
    known = {m.item.id: m for m in all_}
    return [known[str(i)] for i in key if i in known]


def clauses(parts: Sequence[Node | None], some: bool = False) -> Node | None:
    """Clauses side by side; None if one cannot be said, unless `some` will do."""
    told = [p for p in parts if p is not None]
    if not told or (len(told) < len(parts) and not some):
        return None
    return phrases.listed(told, some=some, joints=phrases.CLAUSES)


# ---- up and down -------------------------------------------------------------------------------------------------


def _moved(s: WHAT_IF, m: Move, name: str, modal: Node) -> Node | None:
    """One item and where it goes: 《A》会从第 1 位掉到第 4 位."""
    film = nouns.title(s, m.item)
    if film is None or m.before is None or m.after is None:
        return None
    if not s.reading:
        return Seq((film, modal, moves.path(s, m.before, m.after)))
    told, place = Alt((_read(s, m), moves.motion(s, m.before, m.after))), Opt(lits("的排名", "的位置"))
    return Claimed(name, Seq((film, place, told)), (m.item.id,))


def _read(s: WHAT_IF, m: Move) -> Node:
    assert m.before is not None
    assert m.after is not None
    return Seq((will(s), moves.read(s, m.before, m.after)))


def _told(s: WHAT_IF, all_: Sequence[Move], key: Key, name: str) -> Values:
    if key == ("some",) and s.reading:
        return consequence(s, clauses([_moved(s, m, name, Lit("")) for m in all_], some=True))
    group = chosen(s, all_, key)
    if not group:
        return {}
    if s.reading:
        return consequence(s, clauses([_moved(s, m, name, Lit("")) for m in group]))
    modals = [will(s), *[lits("", "则会")] * (len(group) - 1)]
    then = clauses([_moved(s, m, name, modal) for m, modal in zip(group, modals, strict=True)])
    return consequence(s, then, clauses([_moved(s, m, name, Lit("")) for m in group]))


@abroad("zh", "falls", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def falls(s: WHAT_IF, key: Key) -> Values:
    return _told(s, [m for m in changes.fallers(s.record) if m.after is not None], key, "falls")


@abroad("zh", "rises", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def rises(s: WHAT_IF, key: Key) -> Values:
    return _told(s, [m for m in changes.risers(s.record) if m.before is not None], key, "rises")


# ---- off the list ------------------------------------------------------------------------------------------------

OFF = ("掉出你的榜单", "跌出你的榜单")


def off(s: WHAT_IF) -> Node:
    """What an item does that is not on the list afterwards."""
    return phrases.kept(s, "off", lambda: _off(s)) if s.reading else lits(*OFF)


def _off(s: WHAT_IF) -> Node:
    what = ("榜单", "列表", "推荐列表", "名单", f"前{words.numeral(min(len(s.record.before), 99))}")
    verbs = ("掉出", "跌出", "退出", "离开", "滑出", "掉出了", "跌出了", "退出了", "被挤出", "被挤出了")
    forms = [f"{v}{whose}{w}" for v in verbs for whose in ("", "你的") for w in what]
    forms += [f"从{whose}{w}{on}消失" for whose in ("", "你的") for w in ("榜单", "列表") for on in ("上", "里", "中")]
    forms += [f"不再出现在{whose}榜单上" for whose in ("", "你的")] + ["落榜", "出榜", "被换掉", "被挤掉", "被挤下去"]
    return lits(*forms)


def _leaving(s: WHAT_IF, m: Move, modal: Node) -> Node | None:
    """One item that leaves, with its places where it has one afterwards."""
    film = nouns.title(s, m.item)
    if film is None:
        return None
    out = Seq((film, modal, off(s)))
    if m.after is None or m.before is None:
        if not s.reading:
            return Seq((film, modal, lits("从你的榜单上消失", *OFF)))
        gone = lits("连候选都不是", "不再是候选", "进不了候选", "连候选都进不了", "不再入选候选")
        return Alt((out, Seq((film, modal, gone))))
    if not s.reading:
        return Seq((film, modal, moves.path(s, m.before, m.after), lits("，掉出你的榜单", "，跌出榜单")))
    way = moves.motion(s, m.before, m.after)
    return Alt(
        (
            Seq((out, Opt(Seq((lits("，", "，排名"), way))))),
            Seq((film, modal, way, lits("，", "，从而", "，因此"), off(s))),
        )
    )


@abroad("zh", "leaves", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def leaves(s: WHAT_IF, key: Key) -> Values:
    every = changes.leavers(s.record)
    group = every if key == ("some",) and s.reading else chosen(s, every, key)
    if not group:
        return {}
    some = key == ("some",)
    if len(group) == 1:
        if s.reading:
            return consequence(s, _leaving(s, group[0], may(s)))
        return consequence(s, _leaving(s, group[0], may(s)), _leaving(s, group[0], Lit("")))
    films = nouns.named(s, [m.item for m in group], some)
    if films is None:
        return {}
    both = ("", "都", "双双", "全都") if len(group) == 2 else ("", "都", "全都")
    if s.reading:
        told = Seq((films, Opt(lits(*both[1:])), may(s), Opt(lits(*both[1:])), off(s)))
        single = clauses([_off_one(s, m) for m in group], some)
        return consequence(s, told, single)
    all_will = lits("都会", "就都会") if s.first else Lit("都会")
    return consequence(s, Seq((films, all_will, off(s))), Seq((films, Lit("都"), off(s))))


def _off_one(s: WHAT_IF, m: Move) -> Node | None:
    one = _leaving(s, m, may(s))
    return None if one is None else Claimed("leaves", one, (m.item.id,))


# ---- onto the list -----------------------------------------------------------------------------------------------


def on(s: WHAT_IF) -> Node:
    """What an item does that comes onto the list."""
    return phrases.kept(s, "on", lambda: _on(s)) if s.reading else lits("进入你的榜单", "登上你的榜单")


def _on(s: WHAT_IF) -> Node:
    forms = [
        f"{v}{whose}{w}"
        for v in ("进入", "进入了", "登上", "登上了", "进", "进了", "挤进", "挤进了", "跻身", "来到", "升入")
        for whose in ("", "你的")
        for w in ("榜单", "列表", "推荐列表", f"前{words.numeral(min(len(s.record.before), 99))}")
    ]
    forms += [f"出现在{whose}{w}" for whose in ("", "你的") for w in ("榜单上", "榜单里", "列表里", "榜单中")]
    return lits(*forms, "上榜", "进榜", "入榜", "入选", "新上榜")


def _stands(s: WHAT_IF, m: Move) -> Node | None:
    return (
        None
        if m.after is None
        else Seq((lits("排", "排在", "排名", "位列", "位居") if s.reading else Lit("排"), phrases.rank(s, m.after)))
    )


def _coming(s: WHAT_IF, m: Move, modal: Node) -> Node | None:
    """One item that comes in: 《A》会从第 15 位升到第 2 位，进入你的榜单."""
    film, stands = nouns.title(s, m.item), _stands(s, m)
    if film is None or m.after is None or stands is None:
        return None
    forms: list[Node] = [
        Seq((film, modal, on(s), Opt(Seq((Lit("，"), stands))) if s.reading else Seq((Lit("，"), stands))))
    ]
    if m.before is not None:
        way = moves.motion(s, m.before, m.after) if s.reading else moves.path(s, m.before, m.after)
        forms.append(Seq((film, modal, way, Lit("，"), on(s))))
        if s.reading:
            forms.append(Seq((film, modal, on(s), lits("，", "，排名"), way)))
    if s.reading:
        forms.append(Seq((film, will(s), stands)))
    return Claimed("enters", Alt(tuple(forms)), (m.item.id,)) if s.reading else Alt(tuple(forms))


def _respectively(s: WHAT_IF, group: Sequence[Move], modal: Node) -> Node | None:
    """Two that come in, places in the order of the names: 《A》和《B》会进入你的榜单，分别排第 8 位和第 10 位."""
    films = [nouns.title(s, m.item) for m in group]
    places = [phrases.rank(s, m.after) for m in group if m.after is not None]
    if any(f is None for f in films) or len(places) < 2 or len(films) != 2:
        return None
    one, other = films
    assert one is not None
    assert other is not None
    joint = lits("和", "与", "、", "及", "以及") if s.reading else Lit("和")
    both = Opt(Lit("都")) if s.reading else Lit("")
    then = lits("，分别排", "，分别排在", "，分别位列", "，依次排") if s.reading else Lit("，分别排")
    said: Node = Seq((one, joint, other, both, modal, on(s), then, places[0], joint, places[1]))
    for m in group if s.reading else ():
        said = Claimed("enters", said, (m.item.id,))
    return said


@abroad("zh", "enters", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def enters(s: WHAT_IF, key: Key) -> Values:
    every = changes.comers(s.record)
    if key == ("some",) and s.reading:
        films = nouns.named(s, [m.item for m in every], some=True)
        pairs = [_respectively(s, two, may(s)) for two in permutations(every[:FIRST], 2)]
        plain = None if films is None else Seq((films, Opt(Lit("都")), may(s), on(s)))
        told = clauses([_coming(s, m, may(s)) for m in every], some=True)
        return consequence(s, either([n for n in (plain, told, *pairs) if n is not None]))
    group = chosen(s, every, key)
    if len(group) == 1:
        if s.reading:
            return consequence(s, _coming(s, group[0], may(s)))
        return consequence(s, _coming(s, group[0], may(s)), _coming(s, group[0], Lit("")))
    if len(group) != 2:
        return {}
    if s.reading:
        pairs = [_respectively(s, two, may(s)) for two in permutations(group, 2)]
        told = clauses([_coming(s, m, may(s)) for m in group])
        return consequence(s, either([n for n in (told, *pairs) if n is not None]))
    return consequence(s, _respectively(s, group, will(s)), _respectively(s, group, Lit("")))


# ---- pairs and extremes ------------------------------------------------------------------------------------------


@abroad("zh", "swaps", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def swaps(s: WHAT_IF, key: Key) -> Values:
    group = chosen(s, s.record.moves, key)
    films = nouns.named(s, [m.item for m in group])
    if len(group) != 2 or films is None:
        return {}
    verb = lits("互换位置", "对调位置", "交换位置", "互换名次", "换位") if s.reading else Lit("互换位置")
    return consequence(s, Seq((films, will(s), verb)), Seq((films, verb)))


@abroad("zh", "leads", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def leads(s: WHAT_IF, key: Key) -> Values:
    film = _title_of(s, key)
    top = lits("排到榜首", "排在榜首", "排第一", "排到第一", "登上榜首", "位居榜首") if s.reading else Lit("排到榜首")
    return {} if film is None else consequence(s, Seq((film, will(s), top)), Seq((film, top)))


@abroad("zh", "furthest", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def furthest(s: WHAT_IF, key: Key) -> Values:
    film = _title_of(s, key)
    move = next((m for m in s.record.moves if key == (m.item.id,)), None)
    if film is None or move is None:
        return {}
    most = ("跌得最多", "降得最多", "掉得最多") if changes.fell(move) else ("升得最多", "上升最多", "升幅最大")
    verb = lits(*most) if s.reading else Lit(most[0])
    return consequence(s, Seq((film, will(s), verb)), Seq((film, verb)))


def _title_of(s: WHAT_IF, key: Key) -> Node | None:
    item = next((m.item for m in s.record.moves if key == (m.item.id,)), None)
    return None if item is None else nouns.title(s, item)


@abroad("zh", "itself", said=SAID[:1], warm=WARM[:1], terse=TERSE, heard=HEARD)
def itself(s: WHAT_IF, key: Key) -> Values:
    found = next(((i, o) for i, o in s.record.added if key == (i.id,)), None)
    if found is None:
        return {}
    item, opinion = found
    here = s if s.reading else s.after(said=s.said | {item.id})
    film = nouns.title(here, item)
    if film is None:
        return {}
    own = Opt(lits("本身", "自己", "也", "则", "本身也")) if s.reading else Lit("本身")
    known = lits(*_known(s, opinion.verdict))
    if not s.reading:
        down = Seq((Lit("从榜单上撤下，"), known))
        return consequence(s, Seq((film, own, Lit("会"), down)), Seq((film, own, Lit("撤下榜单"))))
    verbs = ("从榜单上撤下", "从你的榜单上撤下", "撤下榜单", "离开榜单", "离开你的榜单", "退出榜单", "退出你的榜单")
    why = Opt(Seq((Lit("，"), known)))
    return consequence(s, Seq((film, own, may(s), lits(*verbs, "不再推荐", "不再列在榜单上"), why)))


def _known(s: WHAT_IF, verdict: Verdict) -> tuple[str, ...]:
    """Why an item is not recommended any more, the written way first."""
    if verdict == "rejected":
        return ("因为你说过它不适合你", "因为你已经说过它不适合你")
    done, noun = words.done(s.lexicon), phrases.thing(s).noun
    said = (f"因为那样它就是你{done}的{noun}了",)
    return (
        (
            *said,
            *(
                f"因为{w}{done}{it}{le}"
                for w in ("你已经", "那样你就", "你就")
                for it in ("", "它")
                for le in ("", "了")
            ),
        )
        if s.reading
        else said
    )
