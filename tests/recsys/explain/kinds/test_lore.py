"""What the catalogue knows of a pick: said only of what has it, and in common only with what has it too."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.data.knowledge import themes
from recsys.explain import claims
from recsys.explain.attributes import SAID, Attribute, attributes
from recsys.explain.language import VOICES
from recsys.explain.pick_speech import speech
from recsys.explain.plan import plan
from recsys.explain.templates import bind
from recsys.explain.verify import check
from recsys.explain.wording import plain
from recsys.schema import Evidence
from tests.recsys.explain.strategies import ALIENS, space

KNOWN = {
    "director": ("James Cameron",),
    "actor": ("Sigourney Weaver", "Bill Paxton"),
    "theme": ("rescue", "space", "suspenseful", "young-children", "twist-ending"),
    "tag": ("acid blood",),
    "country": ("United States",),
    "about": ("Marines land on a moon.",),
}
SHARED = (
    {"director": ("James Cameron",), "theme": ("rescue",)},
    {"theme": ("rescue", "space")},
    {"tag": ("acid blood",)},
)


def knowing() -> Evidence:
    """Aliens for somebody who liked Alien, The Terminator and Blade Runner, with what each has in common with it."""
    e = space()
    cited = tuple(replace(c, shared={**c.shared, **more}) for c, more in zip(e.cited, SHARED, strict=True))
    return replace(e, item=replace(ALIENS, attributes=KNOWN), cited=cited)


NAMES = [c.item.title for c in space().cited]

TRUE = (
    "Aliens was directed by James Cameron.",
    "James Cameron directed Aliens.",
    "Aliens is about a rescue.",
    "Aliens is set in space.",
    "Aliens has a twist.",
    "Aliens stars Sigourney Weaver.",
    "Aliens stars Sigourney Weaver and Bill Paxton.",
    f"Like {NAMES[0]}, Aliens was directed by James Cameron.",
    f"Aliens is about a rescue, as {NAMES[0]} and {NAMES[1]} are.",
    f"Aliens is set in space, just like {NAMES[1]}.",
)
FALSE = (
    "Aliens was directed by Ridley Scott.",
    "Sigourney Weaver directed Aliens.",
    "Aliens is about a heist.",
    "Aliens is set in New York.",
    "Aliens is set in the United States.",
    "Aliens stars Tom Hanks.",
    "Aliens was not directed by James Cameron.",
    f"Like {NAMES[1]}, Aliens was directed by James Cameron.",
    f"Aliens is about a rescue, as {NAMES[2]} is.",
    f"Aliens is set in space, just like {NAMES[0]} and {NAMES[1]}.",
    f"{NAMES[0]} was directed by Ridley Scott.",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_the_catalogue_knows_is_understood(text: str) -> None:
    assert check(text, knowing())


@pytest.mark.parametrize("text", FALSE)
def test_what_it_does_not_know_is_refused(text: str) -> None:
    assert not check(text, knowing())


def test_countries_languages_and_the_sentence_are_never_said() -> None:
    assert {a.kind for a in attributes(knowing().item)} <= set(SAID)


@pytest.mark.parametrize("name", ["common", "known_of"])
def test_every_wording_can_be_said_of_some_pick(name: str) -> None:
    places = ({"reading": True, "first": False}, {"free": True}, {}, {"voice": "terse"}, {"voice": "warm"})
    facts = [f for place in places for f in claims.facts(speech(knowing(), **place), (name,))]  # type: ignore[arg-type]
    unused = [t for t in claims.KINDS[name].ways.all() if all(bind(t, fact.values) is None for fact in facts)]
    assert unused == []


@pytest.mark.parametrize("name", ["common", "known_of"])
def test_whatever_is_written_is_read_back(name: str) -> None:
    rng = random.Random(name)
    e = knowing()
    for voice in VOICES:
        s = speech(e, free=True, voice=voice)
        for fact in claims.facts(s, (name,)):
            node = claims.KINDS[name].written(fact, s)
            for _ in range(6):
                if node is not None:
                    text = node.capital().closed().sample(rng)
                    assert check(text, e), text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("task", ["short", "full"])
def test_a_reason_tells_the_most_telling_thing_in_common(voice: str, task: str) -> None:
    told = " ".join(s.text for s in plain(knowing(), task, voice=voice))  # type: ignore[arg-type]
    assert ("directed by James Cameron" in told) == (voice != "terse")
    kinds = [name for step in plan(knowing(), task, voice).steps for name, _ in step.states]  # type: ignore[arg-type]
    assert kinds.count("common") + kinds.count("shared") <= 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(themes())), st.sampled_from(sorted(themes())))
def test_a_theme_is_said_of_what_has_it_alone(has: str, other: str) -> None:
    e = replace(knowing(), item=replace(ALIENS, attributes={"theme": (has,)}))
    said = Attribute("theme", other).does(False).sample(random.Random(0))
    same = said == Attribute("theme", has).does(False).sample(random.Random(0))
    assert bool(check(f"Aliens {said}.", e)) == (same or has == other)
