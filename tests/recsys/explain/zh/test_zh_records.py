"""What-ifs, pairs, lists and tastes in Chinese: whatever is planned has words, all of them are read, nothing else is."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eval.records import Sampled, sample
from recsys.engine import Engine
from recsys.explain.claims import KINDS, facts
from recsys.explain.language import VOICES, ZH, Voice
from recsys.explain.pick_speech import speech
from recsys.explain.plan import Plan, Task, plan
from recsys.explain.records import Comparison, Introduction, Record
from recsys.explain.templates import bind
from recsys.explain.verify import START, Checker, Refusal, check
from recsys.explain.wording import plain
from recsys.schema import Evidence, Lexicon
from recsys.settings import Settings
from tests.recsys.explain.strategies import changes, comparisons, introductions, known, liked, pair, struck, tastes, ten
from tests.recsys.explain.test_records import TASK, cases
from tests.recsys.explain.zh.test_zh_truth import numbers

slow_to_draw = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
records: st.SearchStrategy[Record] = st.one_of(changes(), comparisons(), introductions(), tastes())
voices = st.sampled_from(VOICES)
CASES = [*cases(), Introduction(())]


def planned(record: Record, voice: Voice = "plain") -> Plan:
    return plan(record, TASK[type(record).__name__], voice, ZH)


def said(record: Record, seed: int = 0, voice: Voice = "plain") -> str:
    return "".join(s.text for s in plain(record, TASK[type(record).__name__], seed, voice, ZH))


def stated(made: Plan) -> set[tuple[str, tuple[str | int, ...]]]:
    return {fact for step in made.steps for fact in step.states}


@slow_to_draw
@given(records, voices, st.integers(0, 1000))
def test_any_record_has_chinese_words_in_every_voice_and_all_of_them_are_read(
    record: Record, voice: Voice, seed: int
) -> None:
    sentences = plain(record, TASK[type(record).__name__], seed, voice, ZH)
    assert sentences
    assert all(s.claims and all(c.supported for c in s.claims) for s in sentences)
    text = "".join(s.text for s in sentences)
    assert check(text, record, ZH), text


@slow_to_draw
@given(records, voices, st.integers(0, 1000))
def test_the_planned_facts_are_the_ones_read(record: Record, voice: Voice, seed: int) -> None:
    # Of one item twice no text tells which of the two it means.
    assume(not isinstance(record, Comparison) or record.a.item.id != record.b.item.id)
    made = planned(record, voice)
    rng = random.Random(seed)
    text = "".join(node.sample(rng) for node in made.sentences(free=True))
    read = Checker(record, language=ZH).sentences(text)
    assert not isinstance(read, Refusal), (text, read)
    assert stated(made) <= {fact for sentence in read for fact in sentence.states}, text


@slow_to_draw
@given(records, voices)
def test_what_is_planned_in_english_is_planned_in_chinese_too(record: Record, voice: Voice) -> None:
    english = plan(record, TASK[type(record).__name__], voice)
    assert stated(english) == stated(planned(record, voice))


@slow_to_draw
@given(records, st.text(max_size=60))
def test_no_text_whatever_breaks_the_recogniser(record: Record, text: str) -> None:
    check(text, record, ZH)
    assert not check(f"{said(record)}{text}x", record, ZH)


@pytest.fixture(scope="module")
def sampled(settings: Settings) -> list[Sampled]:
    """Real what-ifs, pairs, lists and tastes of real people."""
    even: dict[Task, float] = {"what_if": 0.35, "compare": 0.25, "intro": 0.2, "taste": 0.2}
    return sample(Engine.open(settings, chat=False), "dev", 40, seed=3, tasks=even)


@pytest.mark.slow
def test_real_records_are_told_in_chinese_as_fully_as_in_english(sampled: list[Sampled]) -> None:
    for n, one in enumerate(sampled):
        voice = VOICES[n % len(VOICES)]
        made = planned(one.record, voice)
        assert made.steps
        assert stated(made) == stated(plan(one.record, one.task, voice)), one.record
        read = Checker(one.record, language=ZH).sentences(said(one.record, n, voice))
        assert not isinstance(read, Refusal), read
        assert stated(made) <= {fact for sentence in read for fact in sentence.states}


@pytest.mark.slow
def test_every_mutation_of_real_texts_is_refused(sampled: list[Sampled]) -> None:
    for n, one in enumerate(sampled[::6]):
        refuse_mutants(one.record, VOICES[n % len(VOICES)])


@pytest.mark.parametrize("record", [struck(), liked(), pair(), ten(), known()], ids=lambda r: type(r).__name__)
@pytest.mark.parametrize("voice", VOICES)
def test_every_mutation_of_plain_wording_is_refused(record: Record, voice: Voice) -> None:
    refuse_mutants(record, voice)


def refuse_mutants(record: Record, voice: Voice) -> None:
    checker, state = Checker(record, language=ZH), START
    for sentence in plain(record, TASK[type(record).__name__], 1, voice, ZH):
        text = sentence.text
        swaps = (text.replace(a, b, 1) for a, b in SWAPS if a in text)
        for mutant in (*numbers(text), *swaps, *swapped_titles(text)):
            read = checker.first(mutant, state)
            assert isinstance(read, Refusal) or read.end < len(mutant), (mutant, read)
        whole = checker.first(text, state)
        assert not isinstance(whole, Refusal)
        state = whole.state


SWAPS = (
    *(("喜欢", "讨厌"), ("升到", "掉到"), ("降到", "升到"), ("跌到", "升到"), ("掉出", "进入"), ("进入", "掉出")),
    *(("登上", "掉出"), ("跌出", "登上"), ("会", "不会"), ("都会", "都不会"), ("没有", "有了"), ("去掉", "加上")),
    *(("前面", "后面"), ("都是", "都不是"), ("靠的", "不靠"), ("高于", "低于"), ("低于", "高于"), ("偏爱", "回避")),
    *(("更高", "更低"), ("只占", "占了不止"), ("动作", "爱情"), ("惊悚", "喜剧"), ("喜剧", "恐怖"), ("三部", "四部")),
    *(("十部", "九部"), ("都喜欢", "都不喜欢"), ("大方", "吝啬"), ("不会有任何变化", "会有变化"), ("居首", "垫底")),
    *(("。", "，还得过奥斯卡奖。"), ("。", "，而且非常精彩。"), ("《", "《The "), ("年代", "世纪")),
)


def swapped_titles(text: str) -> list[str]:
    """The text with two different titles in each other's place, where their order matters."""
    titles = list(dict.fromkeys(re.findall("《[^》]*》(?:（[0-9]{4}）)?", text)))
    if len(titles) < 2 or re.search(
        "居首|打头|最前面的|都打了|：《|喜欢的有|都会|都掉出|都跌出|靠的都是|都靠|两部", text
    ):
        return []
    first, second = titles[0], titles[-1]
    return [second.join(part.replace(second, first) for part in text.split(first))]


TRUE = (
    (struck(), "没有《Alien》的话，《Aliens》会从第1位掉到第31位。"),
    (struck(), "如果把《Alien》（1979）去掉，《Aliens》（1986）就会掉出你的榜单。"),
    (struck(), "要是你没有喜欢过《Alien》，《Jaws》会下滑10位。"),
    (struck(), "如果没有《Alien》，《Heat》会升到第 2 位，进入榜单。"),
    (struck(), "如果没有《Alien》，《Fargo》和《Heat》会进入你的榜单，分别排第 3 位和第 2 位。"),
    (struck(), "如果没有《Alien》，有两部电影会掉出榜单。"),
    (liked(), "如果你给《Alien》打四星，榜单上的电影都会留下，只是次序有变。"),
    (liked(), "要是你喜欢《Alien》，《Jaws》会从第 4 位降到第 6 位。"),
    (liked(), "《Brazil》和《Fargo》会互换位置。"),
    (pair(), "《Aliens》（1986）排第 2 位，而《Heat》（1995）排第 12 位。"),
    (pair(), "《Heat》排在《Aliens》后面。"),
    (pair(), "两部都是动作惊悚片。"),
    (pair(), "《Aliens》的平均分比《Heat》高：4.0 对 3.6。"),
    (
        pair(),
        "《Heat》靠的是《Alien》和《The Terminator》，而《Aliens》靠的是《Alien》、《The Terminator》和《Blade Runner》。",
    ),
    (ten(), "为你挑选了四部2000年以前的惊悚片。"),
    (ten(), "给你推荐4部电影。"),
    (ten(), "《Aliens》排在最前面。"),
    (ten(), "我只知道你喜欢三部电影。"),
    (known(), "你评价过44部电影，其中26部你喜欢。"),
    (known(), "你偏爱喜剧片。"),
    (known(), "喜剧片占你喜欢的电影的 50%，高于所有人的24%。"),
    (known(), "你喜欢的26部电影里有13部是喜剧片。"),
    (known(), "你给《Heat》和《Alien》都打了五星。"),
    (known(), "你的平均评分是4.1分。"),
)

FALSE = (
    (struck(), "没有《Alien》的话，《Aliens》会从第 1 位掉到第 30 位。"),
    (struck(), "没有《Alien》的话，《Aliens》会从第 31 位升到第 1 位。"),
    (struck(), "没有《Heat》的话，《Aliens》会从第 1 位掉到第 31 位。"),
    (struck(), "如果你喜欢《Alien》，《Aliens》会从第 1 位掉到第 31 位。"),
    (struck(), "如果没有《Alien》，《Fargo》和《Heat》会进入你的榜单，分别排第 2 位和第 3 位。"),
    (struck(), "如果没有《Alien》，有三部电影会掉出榜单。"),
    (struck(), "如果没有《Alien》，《Brazil》会掉出榜单。"),
    (struck(), "如果没有《Alien》，你的榜单不会变。"),
    (struck(), "《Aliens》排第 31 位。"),
    (struck(), "《Heat》排第 2 位。"),
    (struck(), "《Aliens》不在你的榜单上。"),
    (struck(), "如果没有《Alien》。"),
    (liked(), "如果你给《Alien》打 5 星，《Jaws》会从第 4 位降到第 6 位。"),
    (liked(), "如果你不喜欢《Alien》，《Jaws》会从第 4 位降到第 6 位。"),
    (liked(), "如果没有《Alien》，《Jaws》会从第 4 位降到第 6 位。"),
    (liked(), "有一部电影会掉出榜单。"),
    (liked(), "《Jaws》和《Fargo》会互换位置。"),
    (liked(), "榜单上的电影都会留下，次序不变。"),
    (pair(), "《Heat》排在《Aliens》前面。"),
    (pair(), "《Aliens》排第 12 位，《Heat》排第 2 位。"),
    (pair(), "《Heat》的平均分更高。"),
    (pair(), "两部都是恐怖片。"),
    (pair(), "两部都在你的榜单上。"),
    (pair(), "《Heat》靠的是《Blade Runner》，《Aliens》靠的是《Alien》。"),
    (pair(), "两部靠的都是《Alien》、《The Terminator》和《Blade Runner》。"),
    (pair(), "两部的平均分都是 4.0 星。"),
    (pair(), "它是动作片。"),
    (ten(), "为你挑了十部电影。"),
    (ten(), "为你挑了四部喜剧片。"),
    (ten(), "为你挑了四部 1990 年代的惊悚片。"),
    (ten(), "排在最前面的是《Heat》。"),
    (ten(), "我只知道你喜欢四部电影。"),
    (ten(), "放弃了惊悚片：符合的太少。"),
    (known(), "你偏爱恐怖片。"),
    (known(), "你偏爱惊悚片。"),
    (known(), "喜剧片占你喜欢的电影的 24%，高于所有人的 50%。"),
    (known(), "你喜欢的 26 部电影里有 14 部是喜剧片。"),
    (known(), "你喜欢的 26 部电影全都是喜剧片。"),
    (known(), "你给《Jaws》打了五星。"),
    (known(), "你给《Alien》和《Jaws》都打了 5 星。"),
    (known(), "你打分偏严，平均 4.1 星。"),
    (known(), "你评价过 26 部电影，喜欢其中 44 部。"),
    (known(), "还看不出你的口味。"),
)


@pytest.mark.parametrize(("record", "text"), TRUE)
def test_what_is_true_is_understood_in_other_words(record: Record, text: str) -> None:
    assert check(text, record, ZH), check(text, record, ZH)


@pytest.mark.parametrize(("record", "text"), FALSE)
def test_what_the_record_does_not_bear_out_is_refused(record: Record, text: str) -> None:
    assert not check(text, record, ZH), check(text, record, ZH)


OTHERS = [n for n, k in KINDS.items() if k.about is not Evidence]


@pytest.mark.parametrize("name", OTHERS)
def test_every_kind_has_chinese_words_and_each_of_them_can_be_said_or_heard_of_some_record(name: str) -> None:
    ways, _ = KINDS[name].abroad["zh"]
    points = [speech(r, first=first, reading=reading, language=ZH) for r in CASES for first, reading in MODES]
    found = [f.values for point in points for f in facts(point, (name,))]
    unsaid = [t for t in ways.all() if all(bind(t, values) is None for values in found)]
    assert not unsaid


MODES = ((True, False), (False, False), (False, True))


def test_no_english_word_is_left_outside_titles_and_quotes() -> None:
    for record in CASES:
        for voice in VOICES:
            bare = re.sub("《.*?》|“.*?”", "", said(record, 1, voice))
            assert not re.search("[A-Za-z]", bare), bare
            assert not re.search(
                r"[,;:!?()\"]|\.(?!\d)|\d[\u4e00-\u9fff]|[\u4e00-\u9fff]\d|[，：、（】] | [，：、。]", bare
            ), bare


@pytest.mark.parametrize("record", [struck(), liked(), pair(), ten(), known()], ids=lambda r: type(r).__name__)
def test_the_plain_words_vary_with_the_seed_and_repeat_for_the_same(record: Record) -> None:
    assert len({said(record, seed) for seed in range(20)}) >= 4
    assert said(record, 3) == said(record, 3)


def test_a_book_is_read_and_never_called_a_film() -> None:
    book = Lexicon("book", "books", "star", "read")
    for record in (replace(struck(), lexicon=book), replace(ten(), lexicon=book), replace(known(), lexicon=book)):
        for seed in range(5):
            assert not re.search("电影|影片|[一二三四五六七八九十两]部|\\d 部", said(record, seed)), said(record, seed)


def test_a_what_if_that_changes_nothing_says_so() -> None:
    same = replace(struck(), moves=(), after=struck().before)
    for seed in range(10):
        assert re.search("不变|不会变|不会有任何变化", said(same, seed)), said(same, seed)
    assert not check("如果没有《Alien》，榜单会有很大变化。", same, ZH)
