"""What striking the items of a person does to a pick, in Chinese: together, and each alone."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.discourse import ALL
from recsys.explain.kinds.receipts import alone, leaves, together, weak
from recsys.explain.patterns import Alt, Claimed, Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import moves, nouns, opinions, phrases
from recsys.schema import Receipt

IF = "(如果|要是|若|假如|假设|倘若)"
ALONE = "(单独|单单|单|仅仅|仅|只|光是|光)"
AWAY = "(去掉|拿掉|划掉|剔除|移除|排除|删掉|删除|抽掉)"


def without(slot: str, alone: str = "") -> str:
    """The condition of a receipt as it is read: 如果没有…, 把…去掉, 如果你没有喜欢过…."""
    only = f"({alone}|)" if alone else ""
    return (
        f"({only}({IF}|){only}({AWAY}|没有|没了|少了|缺了|除去|不算|不算上|不考虑|撇开){slot}(的话|)(，|)"
        f"|({IF}|){only}(把|将){slot}{only}{AWAY}(的话|)，"
        f"|{IF}你{only}(没有|没|从没|从未|不曾)((喜欢过|喜欢|评价过|评过){slot}|给{slot}(打过分|打分|评过分|评分))(的话|)，)"
    )


GONE = ("从你的榜单上消失", "掉出你的榜单")
GONE_READ = (
    *GONE,
    *(
        f"{verb}{whose}{what}"
        for verb in ("掉出", "跌出", "退出", "离开", "滑出")
        for whose in ("", "你的")
        for what in ("榜单", "列表", "推荐列表")
    ),
    *(
        f"从{whose}{what}{on}{verb}"
        for whose in ("", "你的")
        for what in ("榜单", "列表")
        for on in ("上", "中", "里")
        for verb in ("消失", "掉下去", "掉下来")
    ),
    *(
        f"{no}{where}"
        for no in ("不在", "不会在", "不会出现在", "无法出现在")
        for where in ("榜单上", "你的榜单上", "列表里", "你的列表里", "候选之列", "候选名单里")
    ),
    *("上不了榜", "上不了你的榜单", "进不了榜单", "进不了你的榜单", "落榜", "不再是候选", "连候选都不是", "进不了候选"),
)
LEAVES_READ = ("掉出前十", "跌出前十", "退出前十", "滑出前十", "掉出前十名", "跌出前十名", "进不了前十", "排不进前十")
"""What is also true of one that falls behind the first ten."""


@abroad(
    "zh",
    "together",
    said=(
        "没有{those}，{it}(会|就会)从{before}(掉|降|跌)到{after}",
        "去掉{those}，{it}就会从{before}(掉|降|滑)到{after}",
        "少了{those}，{it}就只能排{after}，而不是{before}",
        "没有{those}，{it}就会{gone}",
        "去掉{those}，{it}就会{gone}",
        "{they}一起把{it}从{after}(推|带|抬)到了{before}",
    ),
    warm=(
        "要是没有{those}，{it}就得从{before}(掉|落)到{after}了",
        "要是没有{those}，{it}就只能排{after}了",
        "要是没有{those}，{it}就会{gone}了",
    ),
    terse=("去掉{those}，从{before}掉到{after}", "去掉{those}，只排{after}", "去掉{those}，就会{gone}"),
    heard=(
        without("{those}") + "({it}|)(就|便|也就|)(会|将|将会|要|得|就会|便会|)({fall}|{gone})(了|)",
        "{it}(会|就会|将会|)({fall}|{gone})(了|)，(如果|要是|假如)(没有|少了|去掉){those}(的话|)",
        "{they}(一起|合力|共同|合在一起|加起来|)(把|将|让){it}从{after}(推|带|抬|提|提升|拉|送|升)(到|到了|至|上){before}",
    ),
)
def together_(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    receipt = together(e)
    assert receipt is not None
    after = receipt.rank_after
    lifted = len(e.cited) > 1 and s.them and after is not None
    they = Alt((Claimed(ALL, Lit("它们")), nouns.them(s))) if s.reading else Claimed(ALL, nouns.them(s))
    return {"those": nouns.those(s, e.cited), "they": Claimed(ALL, they) if lifted else None, **_moves(s, receipt)}


def _moves(s: PickSpeech, receipt: Receipt) -> dict[str, Node | None]:
    """The two places of a receipt, and read everything that may be said of the fall between them."""
    after = receipt.rank_after
    gone = () if after is not None else GONE_READ if s.reading else GONE
    if s.reading and leaves(receipt):
        gone = (*gone, *LEAVES_READ)
    return {
        "it": nouns.target(s),
        "before": phrases.rank(s, receipt.rank_before),
        "after": None if after is None else phrases.rank(s, after),
        "gone": lits(*gone) if gone else None,
        "fall": moves.read(s, receipt.rank_before, after) if s.reading and after is not None and receipt.fell else None,
    }


@abroad(
    "zh",
    "lift",
    said=("{you}，这让{it}从{after}{lifts}{before}", "{you}，{it}因此{brings}"),
    heard=(
        "{you}，(这|这就|这也|)(让|把|将|使){it}(的排名|)从{after}{lifts}{before}",
        "{you}，(所以|因此|于是|){it}(的排名|)从{after}{rises}{before}",
        "{you}，(所以|因此|于是|){it}(才|就|)(能|){brings}",
    ),
)
def lift(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    receipt = together(e)
    assert receipt is not None
    after, small = receipt.rank_after, weak(receipt)
    ups = ("升到了", "升到") if small or s.reading else ("升到了",)
    if s.reading:
        ups = (*ups, "提升到", "提升到了", "上升到", "上升到了", "提到了", "挪到了", "推到了", "带到了", "抬到了")
    brings = lits(
        "进了你的榜单",
        *((f"{v}{w}榜单" for v in ("进了", "进入了", "进入", "上了") for w in ("你的", "")) if s.reading else ()),
    )
    return {
        "it": nouns.target(s),
        "you": opinions.opinion(s, e.cited),
        "before": phrases.rank(s, receipt.rank_before),
        "after": None if after is None else phrases.rank(s, after),
        "lifts": lits(*ups),
        "rises": lits("升到了", "升到", "上升到", "升至"),
        "brings": brings if after is None and leaves(receipt) else None,
    }


@abroad(
    "zh",
    "alone",
    said=(
        "单独去掉{film}，{it}会(掉|降)到{after}",
        "单独去掉{film}，{it}就会{gone}",
        "单独去掉{film}，{it}仍排{stays}",
        "单独去掉{film}，{it}反而会升到{rises}",
        "单独去掉{any}，{it}都不会往下掉",
        "{no}能单独左右{it}的位置",
    ),
    warm=("光是去掉{film}，{it}就会(掉|落)到{after}", "就算单独去掉{any}，{it}也不会往下掉"),
    terse=("单独去掉{film}，掉到{after}", "单独去掉{film}，仍排{stays}", "单独去掉{any}，都不会往下掉"),
    heard=(
        without("{film}", ALONE) + "({it}|)(就|便|也就|)(会|将|将会|要|就会|)({fall}|{gone})(了|)",
        without("{film}", ALONE) + "({it}|)(仍|还|仍然|依然|还是|照样|)(会|)(排|排在|是|位列|留在|停在){stays}",
        without("{film}", ALONE) + "({it}|)(反而|倒|)(会|)(升|上升|升高)(到|至){rises}",
        "(就算|即使|哪怕|)(单独|只|仅|)(去掉|拿掉|划掉|没有|少了){any}，{it}(都|也)(不会|不)(往下掉|下降|下滑|掉)",
        "(单独|)(去掉|拿掉|划掉){same}，{it}(的位置|的排名|)(都|也)(不会变|不变|纹丝不动|不会动)",
        "{no}(能|可以)(单独|独自)(左右|决定)({it}的(位置|排名|去留)|{it})",
    ),
)
def alone_(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    it = nouns.target(s)
    if key in (("none",), ("still",)):
        return {"it": it, **_no_one(s, key == ("none",))}
    cited = next((c for c in e.cited if c.item.id == key[0]), None)
    receipt = None if cited is None else alone(e, cited)
    if cited is None or receipt is None:
        return {}
    values = {"film": nouns.film(s, cited), **_moves(s, receipt)}
    after, before = receipt.rank_after, receipt.rank_before
    if after is not None and after <= before:
        values |= {"after": None, "stays" if after == before else "rises": phrases.rank(s, after)}
    return values


def _no_one(s: PickSpeech, steady: bool) -> dict[str, Node | None]:
    """No single one of the set just named makes the pick fall (`steady`), or even move."""
    if not s.them:
        return {}
    measure = phrases.thing(s).measure
    receipts = [alone(s.evidence, c) for c in s.evidence.cited]
    unmoved = all(r is not None and r.rank_after == r.rank_before for r in receipts)
    every, no = [f"其中任何一{measure}"], [f"其中没有哪一{measure}"]
    if s.reading:
        every += [f"{lead}{one}一{measure}" for lead in ("其中", "") for one in ("任何", "任意", "随便哪", "哪")]
        no += [f"{lead}没有{one}一{measure}" for lead in ("其中", "") for one in ("哪", "任何")]
    any_, none = (nouns.after_them(s, lits(*said)) for said in (every, no))
    return {
        "any": any_ if steady else None,
        "no": none if steady else None,
        "same": any_ if unmoved and s.reading else None,
    }
