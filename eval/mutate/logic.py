"""The logic of a sentence turned: polarity, negation, quantifiers, and false clauses joined to true ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from eval.mutate import MUTATIONS, mutation
from eval.mutate.case import Case, Whole

POLARITY = (
    (r"\b(people|those|everyone|you|also|who) liked\b", r"\1 disliked"),
    (r"\b(people|those|everyone|you|also|who) enjoyed\b", r"\1 hated"),
    (r"\b(people|those|everyone|you|also|who) loved\b", r"\1 hated"),
    (r"\bdisliked\b", "liked"),
    (r"\bhated\b", "loved"),
    (r"\b(speaks?|counts?) against\b", r"\1 for"),
    (r"\bspeaks? for\b", "speaks against"),
    (r"\bliking for\b", "dislike of"),
    (r"\btaste for\b", "distaste for"),
    (r"\bturned down\b", "loved"),
    (r"\bpassed on\b", "enjoyed"),
    (r"\bwere lukewarm about\b", "loved"),
    (r"\bwidely liked\b", "widely disliked"),
    (r"\bis liked\b", "is disliked"),
    (r"\bfilms you like\b", "films you dislike"),
    (r"\bcomes close to\b", "is nothing like"),
    (r"\bis close to\b", "is far from"),
    (r"\byour favou?rites?\b", "the ones you like least"),
    (r"\bthanks to\b", "in spite of"),
    (r"\bbecause\b", "although"),
)
"""What turns a verdict into its opposite; false of whatever the record says once."""


@mutation
def polarity(case: Case, rng: random.Random) -> Iterator[str]:
    """Liked for disliked, for for against."""
    yield from _changed(case, POLARITY)


def _changed(case: Case, changes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Each change wherever it applies outside titles."""
    for pattern, new in changes:
        for found in re.finditer(pattern, case.text, re.IGNORECASE):
            if not any(m.start < found.end() and found.start() < m.end for m in case.mentions):
                said = found.expand(new)
                yield case.put(*found.span(), said[:1].upper() + said[1:] if found[0][:1].isupper() else said)


NEGATED = (
    (r"\b(is|are|was|were|does|do|did|would|could|had)( still)?(?! not\b)(?= )", r"\1 not\2"),
    (r"\byou( already)? (liked|enjoyed)\b", r"you did not like"),
    (r"\byou gave\b", "you did not give"),
    (r"\byou rated\b", "you did not rate"),
    (r"\balso liked\b", "did not like"),
    (r"\bowes\b", "does not owe"),
    (r"\branks\b", "does not rank"),
    (r"\baverages\b", "does not average"),
    (r"\bsuits\b", "does not suit"),
    (r"\bfits\b", "does not fit"),
    (r"\bmatches\b", "does not match"),
    (r"\bcounts\b", "does not count"),
    (r"\bspeaks\b", "does not speak"),
    (r"\bcomes\b", "does not come"),
    (r"\bleans\b", "does not lean"),
    (r"\bbrings\b", "does not bring"),
    (r"\blifts\b", "does not lift"),
    (r"\b(falls|drops|slips)\b(?! off)", "does not fall"),
    (r"\bshares\b", "does not share"),
    (r"\bhas the\b", "does not have the"),
    (r"\bI know\b", "I do not know"),
    (r"\b(Most|most) people who\b", r"not \1 people who"),
    (r"\bWithout\b", "With"),
    (r"\bwithout\b", "with"),
)
"""A "not" put in. What follows "just" or "only" is left alone: "not just that" says more, not less."""
DROPPED = (
    (r"\b(do|does|did|would|is|are|was|were|has|have) not\b", r"\1"),
    (r"\b(do|does|did|would|is|are|was|were|has|have|had)n't\b", r"\1"),
    (r", not (?=[a-z0-9])", ", "),
    (r"\bnot (?=[a-z])", ""),
    (r"\bNone of (them|the|those)\b", r"All of \1"),
    (r"\bnone of (them|the|those|your)\b", r"all of \1"),
    (r"\bNeither of\b", "Either of"),
    (r"\bneither of\b", "either of"),
    (r"\bneither\b", "both"),
    (r"\bNo (single one|five|small group|handful|few)\b", r"A \1"),
    (r"\bno (single one|five|small group|handful|few)\b", r"a \1"),
    (r"\b[Nn]either (?=[A-Z])(.+?) nor\b", r"Both \1 and"),
)


@mutation
def negation(case: Case, rng: random.Random) -> Iterator[str]:
    """A "not" or "no" put in or left out."""
    for text in (*_changed(case, NEGATED), *_changed(case, DROPPED)):
        if negation_is_false(text):
            yield text


def negation_is_false(text: str) -> bool:
    """Whether the changed sentence denies what was said: not where "not only" says more, nor twice over."""
    return not re.search(r"\bnot (just|only|merely|still (just|only)|not)\b|\bwith (you|it) alone\b", text)


@mutation
def quantifier(case: Case, rng: random.Random) -> Iterator[str]:
    """A quantifier stronger than the counts allow, or an adverb than the shares."""
    yield from _crowds(case)
    yield from _degrees(case)


COUNTED = re.compile(
    r"\b[Oo]f the (?P<all>[\d,]+) people who (?P<did>liked|rated) (?P<x>.+?), (?P<part>[\d,]+) (?P<rest>.+)"
)


def _crowds(case: Case) -> Iterator[str]:
    found = COUNTED.search(case.text)
    if found and not re.search(r"as did|and so did", found["rest"]):
        whole, part = (int(found[g].replace(",", "")) for g in ("all", "part"))
        head, x, did, rest = case.text[: found.start()], found["x"], found["did"], found["rest"]
        if 2 * part <= whole:
            yield f"{head}Most people who {did} {x} {rest}"
            yield f"{head}More than half of the {found['all']} people who {did} {x} {rest}"
        if part < whole:
            yield f"{head}All of the {found['all']} people who {did} {x} {rest}"
            yield f"{head}Everyone who {did} {x} {rest}"
        if part < 0.85 * whole:
            yield f"{head}Nearly everyone who {did} {x} {rest}"
    for most in re.finditer(r"\b([Mm]ost|[Mm]ore than half of)( of)?( the| those)?( people)? who\b", case.text):
        figures = _figures(case)
        capital = most[0][0].isupper()
        if figures and all(part < whole for part, whole in figures):
            yield case.put(*most.span(), "All people who" if capital else "all people who")
            yield case.put(*most.span(), "Everyone who" if capital else "everyone who")
        if figures and all(part < 0.85 * whole for part, whole in figures):
            yield case.put(*most.span(), "Almost all people who" if capital else "almost all people who")


def _figures(case: Case) -> list[tuple[int, int]]:
    """Every count the crowd sentence could rest on: (how many did, of how many)."""
    crowds = [t.cited.crowd for t in case.scene.things.values() if t.cited and t.cited.crowd]
    found = [(c.both, c.liked) for c in crowds]
    return found + [(e.crowd.likes, e.crowd.ratings) for e in case.scene.picks if e.crowd]


def _degrees(case: Case) -> Iterator[str]:
    """ "Here because" made "here mostly because" and "only because" where the shares do not bear it."""
    pick = case.scene.pick
    if pick is None:
        return
    speaking = sum(p.value for p in pick.parts if p.value > 0)
    cited = sum(c.share for c in pick.cited if c.value > 0)
    base = sum(p.value for p in pick.parts if p.kind == "popularity" and p.value > 0)
    for kind, at, lead in (
        ("reason", r" (?=because\b)|(?<=that is) (?=why\b)|(?<=place) (?=to\b)", cited),
        ("popular", r"(?<=leans) (?=on\b)", base / speaking if speaking else 1.0),
    ):
        if kind not in {k for k, _ in case.claims}:
            continue
        plain = not re.search(DEGREE, case.text)
        for gap in re.finditer(at, case.text) if plain else ():
            if lead < 0.48:
                yield case.put(*gap.span(), " mostly ")
                yield case.put(*gap.span(), " mainly ")
            if lead < 0.95:
                yield case.put(*gap.span(), " entirely ")
        for found in re.finditer(DEGREE, case.text):
            if lead < 0.48 and found[0] in ("in good part", "partly", "in part"):
                yield case.put(*found.span(), "mostly")
            if lead < 0.95:
                yield case.put(*found.span(), "entirely")
                yield case.put(*found.span(), "wholly")


DEGREE = r"\b(mostly|mainly|largely|chiefly|for the most part|in good part|partly|in part)\b"

CLAUSES = (
    "it won the Oscar for best picture",
    "the critics loved it",
    "you have seen it twice",
    "everybody loves it",
    "it is the best film of its year",
    "your friends liked it too",
    "it was filmed in New Zealand",
    "you will not regret it",
    "it made more money than any other film that year",
    "the ending is a surprise",
)
JOINTS = (", and ", "; ", ", but ")


@mutation
def joined(case: Case, rng: random.Random) -> Iterator[str]:
    """A false clause before, behind or in the middle of what is true."""
    body, stop = (case.text[:-1], case.text[-1]) if case.text[-1:] in (".", "!") else (case.text, "")
    kinds = [k for k in MUTATIONS if k not in ("joined", "look_alike", "pronoun")]
    rng.shuffle(kinds)
    false: list[str] = list(rng.sample(CLAUSES, 2))
    for kind in kinds[:6]:
        made = [t for t in MUTATIONS[kind](case, rng) if not isinstance(t, Whole)]
        if made:
            false.append(rng.choice(made).rstrip(".!"))
    for clause in false:
        joint = rng.choice(JOINTS)
        low = small(case, clause)
        yield f"{body}{joint}{low}{stop or '.'}"
        yield f"{clause[:1].upper()}{clause[1:]}{joint}{small(case, body)}{stop or '.'}"
        yield Whole(f"{case.before} {clause[:1].upper()}{clause[1:]}. {case.text}".strip())
        middle = re.search(r"(, and |; |, which )", body)
        if middle:
            yield f"{body[: middle.start()]}{joint}{low}{body[middle.start() :]}{stop or '.'}"


def small(case: Case, text: str) -> str:
    """The clause as it goes on inside a sentence: a title or "I" keeps its capital."""
    named = any(text.startswith(name) for name in case.scene.names)
    return text if named or re.match(r"I\b", text) else text[:1].lower() + text[1:]
