"""Why a pick stands where it stands, in Chinese."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.discourse import ALL
from recsys.explain.kinds.receipts import REACH, alone, leaves, together, weak
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, words
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


OUT = ("能上榜", "出现在你的榜单上")
HIGH = ("排得这么靠前", "能排到这么靠前的位置")
"""Where a pick is that leaves the first ten without its reasons, and one that only slips."""
OUT_READ = (
    *("上榜", "入选", "入围", "被推荐", "被推荐给你", "进入榜单", "进入你的榜单", "进了榜单", "进了你的榜单"),
    *(
        f"{at}{whose}{what}{on}"
        for at in ("在", "出现在")
        for whose in ("", "你的")
        for what in ("榜单", "列表", "推荐列表")
        for on in ("上", "里", "中")
    ),
    *("出现在这里", "在这里", "出现在推荐里", "出现在推荐中", "榜上有名", "得到推荐", "获得推荐"),
)
HIGH_READ = (
    *("排得这么靠前", "排这么靠前", "排得这么高", "排这么高", "排名这么靠前", "排名这么高", "位置这么靠前", "这么靠前"),
    *("能排到这么靠前的位置", "排在这么靠前的位置", "排到这么高的位置", "排在这个位置", "排到这个位置"),
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
    "reason",
    said=(
        "{it}{here}，[{degree}]是因为{you}",
        "{pick}{it}，[{degree}]是因为{you}",
        "{it}[{degree}]是因为{you}才{got}的",
        "{you}，这就是{it}{here}的{cause}",
        "{it}{here}，[{degree}]靠的是{ratings}",
    ),
    warm=(
        "把{it}{give}你，[{degree}]是因为{you}",
        "{you}，所以我{think}{it}",
        "{it}会{got}，{degree}还是因为{you}",
        "既然{you}，{it}{got}也就不奇怪了",
    ),
    terse=("{it}{short}，[{degree}]因为{you}",),
    noted=("[{degree}]因为{you}",),
    heard=(
        "{it}(之所以|之所以会|之所以能|会|能|能够|可以|){where}(，|)[{degree}](还是|)(是|)(因为|由于|缘于|源于|在于)(我知道|){you}",
        "(之所以|)(推荐|选|选中|挑了|挑选|推荐给你){it}{out}，[{degree}](是|)(因为|由于){you}",
        "(我|)(把|将){it}{out}(推荐给(你|您)|放进(你的|)榜单|列入(你的|)榜单)(，|)[{degree}](是|)(因为|由于){you}",
        "(我|)(给你|为你|向你|)推荐(了|){it}{out}(给你|)(，|)[{degree}](是|)(因为|由于){you}",
        "(因为|由于|既然){you}，(所以|因此|于是|)(我|)(才|就|便|)(给你|为你|向你|)推荐(了|){it}{out}(给你|)",
        "(因为|由于|既然|){you}，(所以|因此|)(我|)(才|就|便|)(把|将){it}{out}(推荐给(了|)(你|您)|放进了你的榜单)",
        "(因为|由于|既然){you}，(所以|因此|)(才|)(有了|就有了)这条推荐",
        "(因为|由于|既然){you}，(所以|因此|){it}(才|就|便|)(会|能|){where}",
        "{you}，(所以|因此|于是|)(我|)(才|就|便|)(给你|为你|向你|)(推荐|推荐了|想到了|想到|选了){it}{out}(给你|)",
        "{you}，(所以|因此|正因如此，|正因为如此，){it}(才|就|便|)(会|能|){where}",
        "{you}，(这|这正|这也|这就|这正好)是{it}(会|能|){where}的{cause}",
        "{you}，(这|这正|这也|这就|这正好)是(我|)推荐{it}{out}的{cause}",
        "(推荐|我推荐|上榜|入选|推荐它)的{cause}(是|在于|：|就是){you}",
        "{cause}(是|在于|：|就是){you}",
        "{it}(会|能|){where}(，|)[{degree}](多亏|多亏了|得益于|归功于|要归功于|靠|靠的是|有赖于|取决于|凭的是){sake}",
        "(多亏|多亏了|得益于){sake}，{it}(才|就|)(会|能|){where}",
        "(是|正是){set}(把|将|让){it}(推|推上|推到|送到|带到)(了|)(这里|这个位置|榜单|你的榜单)",
        "{it}排(在|)(榜单(上|)的|){place}(，|)[{degree}](是|)(因为|由于){you}",
        "{it}(位列|位居){place}(，|)[{degree}](是|)(因为|由于){you}",
        "(因为|由于){you}，(所以|因此|){it}(才|)(能|会|)(排在|排|位列|位居|排到){place}",
    ),
)
def reason(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    every = key == ("all",)
    cited = e.cited if every else tuple(c for c in e.cited if c.item.id == key[0])
    receipt = together(e) if every else alone(e, cited[0])
    assert receipt is not None
    out = leaves(receipt)
    share = sum(c.share for c in cited if c.value > 0)
    films = nouns.films(s, cited)
    # One of several may be a cause; the place is owed to all of them.
    ratings = nouns.ratings(s, cited) if every and not led(e) else None
    it = nouns.target(s)
    return {
        "it": it,
        "pick": lits("推荐", "之所以推荐") if out else None,
        "give": Lit("推荐给") if out else None,
        "think": Lit("想到了") if out else None,
        "out": Lit("") if out else None,
        "here": lits(*(OUT if out else HIGH)),
        "got": lits(*(("上榜",) if out else HIGH[:1])),
        "short": Lit("上榜" if out else "排这么靠前"),
        "where": lits(*OUT_READ, *HIGH_READ) if out else lits(*HIGH_READ),
        "degree": nouns.degree(s, share),
        "cause": nouns.cause(s, share),
        "you": nouns.opinion(s, cited),
        "ratings": ratings,
        "sake": Alt(tuple(n for n in (ratings, films) if n is not None)) if films is not None and s.reading else None,
        "set": films if every and not led(e) and s.reading else None,
        "place": nouns.rank(s, receipt.rank_before) if s.reading else None,
    }


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
        "before": nouns.rank(s, receipt.rank_before),
        "after": None if after is None else nouns.rank(s, after),
        "gone": lits(*gone) if gone else None,
        "fall": _fall(s, receipt),
    }


def _fall(s: PickSpeech, receipt: Receipt) -> Node | None:
    """When read: 从第 1 位掉到第 4 位, 下滑三位, 只能排第 4 位而不是第 1 位."""
    after = receipt.rank_after
    if not s.reading or after is None or not receipt.fell:
        return None
    old, new = nouns.rank(s, receipt.rank_before), nouns.rank(s, after)
    down = lits(
        *(
            f"{verb}{to}"
            for verb in ("掉", "降", "跌", "落", "滑", "退", "下滑", "下降", "跌落", "滑落", "降低", "掉落", "退居")
            for to in ("到", "到了", "至")
        )
    )
    path = Seq((Lit("从"), old, down, new))
    lost = after - receipt.rank_before
    places = lits(
        *(
            f"{verb}{gap}{n}"
            for verb in ("下降", "下滑", "掉", "跌", "后退", "退后", "下降了", "掉了", "跌了", "往下掉")
            for gap in ("", " ")
            for m in ("位", "名", "个位置", "个名次")
            for n in words.measured(lost, m)
        )
    )
    onward = Opt(Seq((lits("，", "，", "，只"), Alt((path, Seq((down, new)))))))
    stands = Seq(
        (
            lits(
                "排", "排在", "位列", "位于", "变成", "变为", "只排", "只排在", "只能排", "只能排在", "只会排在", "成为"
            ),
            new,
        )
    )
    instead = Opt(Seq((lits("，而不是", "而不是", "，而非", "而非", "，不是", "，不再是"), old)))
    return Alt((path, Seq((down, new)), Seq((places, onward)), Seq((stands, instead))))


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
        "you": nouns.opinion(s, e.cited),
        "before": nouns.rank(s, receipt.rank_before),
        "after": None if after is None else nouns.rank(s, after),
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
        values |= {"after": None, "stays" if after == before else "rises": nouns.rank(s, after)}
    return values


def _no_one(s: PickSpeech, steady: bool) -> dict[str, Node | None]:
    """No single one of the set just named makes the pick fall (`steady`), or even move."""
    if not s.them:
        return {}
    measure = nouns.thing(s).measure
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


@abroad(
    "zh",
    "absence",
    said=(
        "你的{films}里，没有哪{five}能决定{it}的位置",
        "决定{it}位置的，不是你的哪几{few}",
        "你的{films}里，没有哪一{single}能决定{it}的位置",
        "{lonely}决定不了{it}的位置",
    ),
    heard=(
        "(你的{films}里|在你的{films}里|在你喜欢的{films}里|你喜欢的{films}里|)(，|)没有(哪|任何)(几{few}|{five})({films}|)(能|可以|)(单独|)(决定|左右|改变){it}的(位置|排名|去留)",
        "{it}(并不|不)(取决于|依赖|依赖于|靠)(你的|)(其中的|)(少数几|某几|哪几|几){few}({films}|)",
        "{AWAY}你(的|)(任何|任意)(几{few}|五{few}以内的|{five})({films}|)(，|)(都|也都|)(不会改变|改变不了|不影响){it}的(位置|排名)".replace(
            "{AWAY}", AWAY
        ),
    ),
)
def absence(s: PickSpeech, key: Key) -> Values:
    what, likes = nouns.thing(s), s.evidence.likes
    many = likes > REACH
    return {
        "it": nouns.target(s),
        "films": Lit(what.noun),
        "five": Lit(words.measured(REACH, what.measure)[0]) if many else None,
        "few": lits(f"{what.measure}{what.noun}", *((what.measure,) if s.reading else ())) if many else None,
        "single": Lit(what.measure) if not many and likes > 1 else None,
        "lonely": Lit(f"你喜欢的那{what.measure}{what.noun}") if likes == 1 else None,
    }


@abroad(
    "zh",
    "whole",
    said=(
        "{it}贴合你的整体口味",
        "推荐{it}，看的是你的整体口味，而不是其中某几{measure}",
        "{it}靠的是你所有{films}加在一起，而不是其中几{measure}",
    ),
    warm=("推荐{it}，是看你一贯的口味，不是因为哪一两{measure}",),
    terse=("{it}：符合你的整体口味",),
    noted=("符合你的整体口味",),
    heard=(
        "{it}(符合|契合|贴合|来自|源于|出自|对应)(的是|)你(的|)(整体|总体|一贯)(的|)(口味|品味|喜好|偏好)",
        "(推荐|选择){it}(，|)(看的是|依据的是|是基于|基于|根据的是|凭的是)你(的|)(整体|总体|一贯)(的|)(口味|品味|喜好|偏好)(，(而不是|不是)(其中|)(某|)几{measure}({films}|)|)",
    ),
)
def whole(s: PickSpeech, key: Key) -> Values:
    what = nouns.thing(s)
    return {"it": nouns.target(s), "films": Lit(what.noun), "measure": Lit(what.measure)}
