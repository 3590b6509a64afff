"""Chinese texts from a served model or a person: the truth is understood, whatever is false is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recsys.data.knowledge import themes
from recsys.explain.language import VOICES, ZH, Voice
from recsys.explain.verify import START, Checker, Refusal
from recsys.explain.wording import plain
from recsys.explain.zh.attributes import names
from recsys.schema import Evidence
from tests.recsys.explain.kinds.test_lore import knowing
from tests.recsys.explain.strategies import remake, space, spread

TRUE = (
    # The reason
    "之所以推荐《Aliens》（1986），主要是因为你喜欢《Alien》（1979）、《The Terminator》（1984）和《Blade Runner》（1982）。",
    "《Aliens》 (1986) 上榜主要是因为你喜欢《Alien》(1979)、《The Terminator》(1984)和《Blade Runner》(1982)。",
    "因为你喜欢《Alien》《The Terminator》和《Blade Runner》，所以我给你推荐《Aliens》。",
    "你喜欢《Alien》、《Blade Runner》和《The Terminator》，所以我把《Aliens》推荐给你。",
    "你给《Alien》打了五星，给《The Terminator》打了 4 星，给《Blade Runner》打了 4.5 星，这就是它上榜的主要原因。",
    "我推荐《Aliens》给你，是因为你喜欢《Alien》、《The Terminator》以及《Blade Runner》这三部电影。",
    # The fall
    "如果没有《Alien》、《The Terminator》和《Blade Runner》，它就会从第2位掉到第31位。",
    "要是把《Alien》、《The Terminator》和《Blade Runner》去掉，《Aliens》会下滑29位，降到第 31 位。",
    "没有《Alien》《The Terminator》《Blade Runner》这三部电影的话，它只能排第三十一位，而不是第二位。",
    "单独去掉《Alien》，它会掉到第3位。",
    "如果只去掉《The Terminator》，它仍然排在第二位。",
    # The films
    "你喜欢《Alien》和《Blade Runner》。",
    "你不喜欢《Psycho》（1960）。",
    "你给《Psycho》打了 2 星。",
    "你喜欢《Alien》，但不喜欢《Psycho》。",
    "《Alien》的分量比《The Terminator》更重。",
    # In common
    "它和《Alien》一样，都是科幻片。",
    "像《Alien》和《The Terminator》一样，它也是动作片。",
    "《Aliens》是一部1986年的科幻动作片。",
    "它是科幻、动作和战争片。",
    # The crowd
    "喜欢《Alien》的 243 人中有 158 人也喜欢《Aliens》。",
    "喜欢《Alien》的人大多也喜欢这部电影。",
    "在喜欢《Alien》的243个人里，有158个人也喜欢这部片子。",
    "284 人给它打过分，平均 4.0 分。",
    "给它打过分的人大多喜欢它。",
    # Standing and wishes
    "它排在第 2 位。",
    "《Aliens》在你的榜单上位列第二名。",
    "在我考虑的 200 部电影中，它排第2位。",
    "它符合你的要求：不要恐怖片、1980 年及以后。",
    "你还想要喜剧片，但它不是。",
    "不过，它不是喜剧片。",
    # Joined
    "它是动作片，而且在你的榜单上排第 2 位。",
    "它是科幻片，排第 2 位。",
)

FALSE = (
    # Wrong numbers
    "没有《Alien》、《The Terminator》和《Blade Runner》，它就会从第 2 位掉到第 30 位。",
    "没有《Alien》、《The Terminator》和《Blade Runner》，它就会从第 3 位掉到第 31 位。",
    "没有《Alien》、《The Terminator》和《Blade Runner》，它会下滑 28 位。",
    "单独去掉《Alien》，它会掉到第 4 位。",
    "单独去掉《The Terminator》，它会掉到第 3 位。",
    "你给《Alien》打了 4 星。",
    "你给《Alien》和《The Terminator》都打了 5 星。",
    "你给《Blade Runner》打了四星。",
    "喜欢《Alien》的 243 人中有 159 人也喜欢《Aliens》。",
    "喜欢《Alien》的 158 人中有 243 人也喜欢《Aliens》。",
    "284 人给它打过分，平均 4.1 分。",
    "它排在第 1 位。",
    "它在 100 部电影中排第 2 位。",
    "《Aliens》（1987）排第 2 位。",
    "《Aliens》是一部1979年的科幻片。",
    "它是 1990 年代的科幻片。",
    # Wrong films
    "推荐《Aliens》，是因为你喜欢《Psycho》（1960）。",
    "推荐《Aliens》，是因为你喜欢《Alien》、《Brazil》和《Blade Runner》。",
    "推荐《Alien》，是因为你喜欢《Aliens》、《The Terminator》和《Blade Runner》。",
    "没有《Psycho》（1960），它会从第 2 位掉到第 31 位。",
    "没有《Alien》和《The Terminator》，它会从第 2 位掉到第 31 位。",
    "《Alien 3》排第 2 位。",
    "《Blade Runner 2049》也是科幻片。",
    # Polarity
    "你不喜欢《Alien》。",
    "你喜欢《Psycho》（1960）。",
    "你喜欢《Alien》和《Psycho》（1960）。",
    "你不喜欢《Alien》、《The Terminator》和《Blade Runner》，所以我推荐《Aliens》。",
    "推荐《Aliens》，不是因为你喜欢《Alien》、《The Terminator》和《Blade Runner》。",
    "喜欢《Alien》的人大多不喜欢这部电影。",
    "它不是科幻片。",
    "它不符合你的要求：不要恐怖片。",
    "它符合你的要求：喜剧片。",
    "没有这三部，它会从第 31 位掉到第 2 位。",
    # Swapped roles and order
    "喜欢《Aliens》的 243 人中有 158 人也喜欢《Alien》。",
    "喜欢《The Terminator》的 243 人中有 158 人也喜欢《Aliens》。",
    "《The Terminator》的分量比《Alien》更重。",
    "你喜欢《Psycho》，但不喜欢《Alien》。",
    # Causes without a receipt, and more than the receipt says
    "推荐《Aliens》，是因为你喜欢《The Terminator》。",
    "只是因为你喜欢《Alien》，才推荐《Aliens》。",
    "推荐《Aliens》，完全是因为你喜欢《Alien》、《The Terminator》和《Blade Runner》。",
    "推荐《Aliens》，是因为大家都喜欢它。",
    "因为你喜欢《Alien》，所以它符合你的要求：不要恐怖片。",
    # Invented
    "它是爱情片。",
    "它是喜剧片。",
    "它是一部精彩的科幻片。",
    "它由 James Cameron 执导。",
    "它获得了两项奥斯卡奖。",
    "它和《Alien》有共同的导演：Ridley Scott。",
    "它和《Blade Runner》一样，都是动作片。",
    "它和《Alien》、《Blade Runner》一样，都是惊悚片。",
    "它很适合和孩子一起看。",
    "其中《Blade Runner》分量最重。",
    "它是你榜单上的第一名。",
    # Joined to the truth, and pronouns of another film
    "它排第 2 位，而且获得了奥斯卡奖。",
    "它是科幻片，也是喜剧片。",
    "你喜欢《Alien》，是爱情片。",
    "你喜欢《Alien》，它也是 1979 年的科幻片。",
    "其中《Alien》分量最重，它排第 2 位。",
    "你不喜欢《Psycho》（1960），它排第 2 位。",
    "没有它们，它会从第 2 位掉到第 31 位。",
    "它排第 2 位。没有这三部，它会掉到第 31 位。",
    "它排第 2 位，所以你喜欢《Alien》。",
    "",
    "推荐《Aliens》。",
    "《Aliens》",
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(space(), language=ZH)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_understood_in_many_words(checker: Checker, text: str) -> None:
    assert checker.check(text), checker.check(text)


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_or_unknown_is_refused(checker: Checker, text: str) -> None:
    assert not checker.check(text), checker.check(text)


def test_two_films_of_one_title_need_their_years() -> None:
    checker = Checker(remake(), language=ZH)
    assert checker.check("推荐《Psycho》（1998），是因为你喜欢《Psycho》（1960）。")
    assert not checker.check("推荐《Psycho》，是因为你喜欢《Psycho》（1960）。")
    assert not checker.check("推荐《Psycho》（1960），是因为你喜欢《Psycho》（1998）。")


def test_no_films_are_the_reason_where_none_decide() -> None:
    checker = Checker(spread(), language=ZH)
    assert checker.check("它贴合你的整体口味。")
    assert not checker.check("推荐《Aliens》，是因为你喜欢《Alien》。")


def numbers(text: str) -> list[str]:
    """The text with each of its digits changed, one at a time."""
    return [text[:n] + str((int(c) + 1) % 10) + text[n + 1 :] for n, c in enumerate(text) if c.isdigit()]


SWAPS = (
    ("喜欢", "不喜欢"),
    ("不喜欢", "喜欢"),
    ("《Alien》", "《Brazil》"),
    ("《Alien》", "《Aliens》"),
    ("《The Terminator》", "《Terminator 2》"),
    ("动作", "爱情"),
    ("科幻", "喜剧"),
    ("惊悚", "恐怖"),
    ("都", "都不"),
    ("会", "不会"),
    ("也是", "不是"),
    ("符合", "不符合"),
    ("没有", "有了"),
    ("掉", "升"),
    ("大多", "全都"),
    ("主要", "完全"),
    ("是因为", "不是因为"),
    ("导演", "演员"),
    ("。", "，还得过奥斯卡奖。"),
    ("。", "，而且非常精彩。"),
)


@pytest.mark.parametrize("evidence", [space(), remake()])
@pytest.mark.parametrize("voice", VOICES)
def test_every_mutation_of_plain_wording_is_refused(evidence: Evidence, voice: Voice) -> None:
    checker = Checker(evidence, language=ZH)
    for task in ("full", "why_not"):
        state = START
        for sentence in plain(evidence, task, 1, voice, ZH):
            for mutant in (
                *numbers(sentence.text),
                *(sentence.text.replace(a, b, 1) for a, b in SWAPS if a in sentence.text),
            ):
                read = checker.first(mutant, state)
                assert isinstance(read, Refusal) or read.end < len(mutant), (mutant, read)
            whole = checker.first(sentence.text, state)
            assert not isinstance(whole, Refusal)
            state = whole.state


LORE_TRUE = (
    "《Aliens》由 James Cameron 执导。",
    "James Cameron执导了《Aliens》。",
    "《Aliens》由Sigourney Weaver和Bill Paxton主演。",
    "《Aliens》讲的是营救。",
    "《Aliens》的故事发生在太空。",
    "跟《Alien》一样，它也由 James Cameron 执导。",
    "它讲的也是营救，跟《Alien》和《The Terminator》一样。",
)
LORE_FALSE = (
    "《Aliens》由 Ridley Scott 执导。",
    "Sigourney Weaver执导了《Aliens》。",
    "《Aliens》讲的是抢劫。",
    "《Aliens》的故事发生在纽约。",
    "跟《The Terminator》一样，它也由 James Cameron 执导。",
    "它讲的也是营救，跟《Blade Runner》一样。",
)


def test_what_the_catalogue_knows_is_understood_in_chinese_and_nothing_else() -> None:
    checker = Checker(knowing(), language=ZH)
    assert [t for t in LORE_TRUE if not checker.check(t)] == []
    assert [t for t in LORE_FALSE if checker.check(t)] == []


def test_every_theme_has_a_chinese_name_of_its_own() -> None:
    assert set(names()) == set(themes())
    assert len(set(names().values())) == len(names())


@pytest.mark.parametrize("voice", VOICES)
def test_a_wish_for_what_the_catalogue_knows_is_told_in_chinese(voice: Voice) -> None:
    e = replace(knowing(), asked=("rescue", "with Bill Paxton"), unmet=("time travel",))
    told = "".join(s.text for s in plain(e, "full", 1, voice, ZH))
    assert [w for w in ("营救", "Bill Paxton", "时间旅行") if w not in told] == []
