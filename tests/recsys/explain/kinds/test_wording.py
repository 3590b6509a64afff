"""Every wording of the causes and counterfactuals is of use, and whatever is written of them is read back."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from recsys.explain import claims
from recsys.explain.language import VOICES
from recsys.explain.pick_speech import speech
from recsys.explain.templates import bind
from recsys.explain.verify import Checker
from recsys.schema import Evidence, Part
from tests.recsys.explain.kinds.test_counterfactuals import few, pair, single
from tests.recsys.explain.strategies import remake, space, spread

CHECKERS: dict[int, Checker] = {}
"""Of each case one, for all tests."""
KINDS = ("reason", "together", "lift", "alone", "absence", "whole", "support", "share", "order")


def asked() -> Evidence:
    """Aliens, for which the request speaks louder than the films."""
    e = space()
    return replace(e, parts=(*e.parts, Part("request", "a space adventure", 9.0)))


CASES = (
    *(space(), remake(), spread(), few(), few(1), asked(), single(), single(4, before=2), single(8, before=7)),
    *(single(None, before=30), single(None), single(60, before=10), single(14, before=1), pair()),
    *(pair(13, 9, 9), pair(13, 8, 9), pair(14, 11, 9), pair(rank=1, both=40, first=1, second=1)),
    replace(pair(), parts=(Part("request", "a space adventure", 0.1), *pair().parts)),
)


pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", KINDS)
def test_every_wording_can_be_said_of_some_pick(name: str) -> None:
    facts = [
        fact
        for case in CASES
        for them in (False, True)
        for reading in (False, True)
        for fact in claims.facts(speech(case, them=them, reading=reading), (name,))
    ]
    unused = [t for t in claims.KINDS[name].ways.all() if all(bind(t, f.values) is None for f in facts)]
    assert not unused


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("voice", VOICES)
def test_whatever_is_written_is_read_as_the_same_kind(name: str, voice: str) -> None:
    rng = random.Random(7)
    kind = claims.KINDS[name]
    for case in CASES:
        checker = CHECKERS.setdefault(id(case), Checker(case))
        named = " and ".join(", ".join(c.item.name for c in case.cited).rsplit(", ", 1))
        for free in (False, True):
            for them in (False, True) if named else (False,):
                here = speech(case, voice=voice, free=free, first=not them, them=them)
                for fact in claims.facts(here, (name,)):
                    node = kind.written(fact, here)
                    if node is None:
                        continue
                    node = node.capital().closed()
                    for _ in range(6):
                        text = (f"You liked {named}. " if them else "") + node.sample(rng)
                        read = checker.check(text)
                        assert read, (text, read)
                        assert name in {c.type for c in read}, (text, read)
