"""Why a pick is recommended, in Chinese: the items it is owed to, or that no few of them decide."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.receipts import REACH, alone, leaves, together
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Alt, Lit, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, opinions, phrases, words
from recsys.explain.zh.counterfactuals import AWAY

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
    ratings = opinions.ratings(s, cited) if every and not led(e) else None
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
        "degree": phrases.degree(s, share),
        "cause": phrases.cause(s, share),
        "you": opinions.opinion(s, cited),
        "ratings": ratings,
        "sake": Alt(tuple(n for n in (ratings, films) if n is not None)) if films is not None and s.reading else None,
        "set": films if every and not led(e) and s.reading else None,
        "place": phrases.rank(s, receipt.rank_before) if s.reading else None,
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
    what, likes = phrases.thing(s), s.evidence.likes
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
    what = phrases.thing(s)
    return {"it": nouns.target(s), "films": Lit(what.noun), "measure": Lit(what.measure)}
