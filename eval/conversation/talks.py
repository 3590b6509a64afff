"""A conversation between a seeker and the engine, and what is checked at every message.

The seeker's words go in as the page sends them and the reply is what the page would show. Beside it run two lists for
comparison: the same pipeline told outright what the seeker meant (what misreading costs), and the most popular items
that meet the wishes (what knowing the person is worth).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from eval.conversation.people import Person
from eval.conversation.seeker import Meant, Seeker, spelled
from eval.conversation.typist import Typist
from recsys.dialogue.draft import K
from recsys.dialogue.memory import Conversation
from recsys.engine import Engine
from recsys.schema import Constraint, ItemId, Opinion, Profile, Reply, Request
from retrieval.filters import allowed, meets

TURNS = 5
ROWS = ("typed", "understood outright", "popular")
Check = dict[str, Any]
"""`check`, `ok`, the `kind` of the message, the message and `detail` of what went wrong."""


@dataclass(frozen=True)
class Moment:
    """All that "undo" should bring back."""

    opinions: tuple[tuple[ItemId, str, float | None], ...]
    request: Request
    passed: frozenset[ItemId]
    shown: tuple[ItemId, ...]


@dataclass
class Talk:
    """One conversation in the making."""

    engine: Engine
    seeker: Seeker
    popular: Sequence[ItemId]
    """Every item, most liked first."""
    rng: random.Random
    user_id: str = ""
    checks: list[Check] = field(default_factory=list)
    messages: int = 0
    announced: set[str] = field(default_factory=set)
    """Labels of wishes that were said to be given up, while the same wishes are in force."""
    passed: dict[str, set[ItemId]] = field(default_factory=lambda: {row: set() for row in ROWS})
    lists: dict[str, tuple[ItemId, ...]] = field(default_factory=lambda: dict.fromkeys(ROWS, ()))

    def __post_init__(self) -> None:
        self.user_id = self.engine.new_person("Seeker").user_id
        self.conversation_id = f"talk-{self.user_id}"

    @property
    def state(self) -> Conversation:
        kept = self.engine.store.state(self.conversation_id, self.user_id)
        return Conversation(self.conversation_id, self.user_id) if kept is None else Conversation.from_json(kept)

    @property
    def moment(self) -> Moment:
        state, profile = self.state, self.engine.profile(self.user_id)
        told = tuple((o.item_id, o.verdict, o.stars) for o in profile.opinions)
        return Moment(told, state.request, frozenset(state.passed), state.shown)

    # The talk

    def hold(self) -> dict[str, Any]:
        """The conversation from the first message to the last: figures by turn and all checks, JSON-ready."""
        turns = []
        for turn in range(TURNS):
            meant = self.seeker.turn(self.state.shown) if turn else self.seeker.opening()
            if meant.more:
                for row in ROWS:
                    self.passed[row] |= set(self.lists[row])
            self.say(meant)
            self._lists()
            turns.append({"kind": meant.kind, "messages": self.messages, **{row: self._found(row) for row in ROWS}})
            self._aside()
        late = self.seeker.typist.late
        return {"turns": turns, "checks": self.checks, "messages": self.messages, "late": late}

    def say(self, meant: Meant) -> Reply:
        """Type a message, check what became of it, and answer what is asked back."""
        before = self.moment
        reply = self._type(meant.text, meant.kind)
        for _ in range(2):  # which film was meant
            choice = self.state.choice
            if choice is None:
                break
            self._check(
                "no needless question", len(set(choice.options) & set(meant.opinions)) > 0 or bool(meant.about), meant
            )
            said = [i for i in choice.options if i in meant.opinions or i == meant.about] or list(choice.options)
            item = self.engine.catalog.get(said[0])
            reply = self._type(str(item.year) if item.year else item.title, "which one")
        self.seeker.said(meant)
        self._judged(meant, before, reply)
        if meant.kind == "seen" and self.state.waiting == "taste":
            (item_id,) = meant.opinions
            if item_id in self.seeker.person.ratings:
                self.say(self.seeker.answer(self.engine.catalog.get(item_id)))
        return reply

    def _type(self, text: str, kind: str) -> Reply:
        state = self.state
        heard = self.engine.responder.understander.read(text, state)
        before = state.request.constraints
        self.messages += 1
        reply = list(self.engine.chat(self.user_id, text, self.conversation_id))[-1]
        state = self.state
        if state.request.constraints != before:
            self.announced.clear()
        meant = Meant(kind, text)
        puzzled = heard.choice is None and all(
            a.intent == "unknown" or (a.intent == "smalltalk" and a.detail == "remark") for a in heard.acts
        )
        self._check("understood", not puzzled, meant, reply.text)
        self._check(
            "answered", bool(reply.text.strip()) and all(c.label != "Try again" for c in reply.quick_replies), meant
        )
        self._check("way on", bool(reply.quick_replies), meant, reply.text)
        if reply.ranking is not None:
            self._shown(meant, reply, state)
        return reply

    def _shown(self, meant: Meant, reply: Reply, state: Conversation) -> None:
        """A list was shown: is it empty, are the wishes kept or said to be given up, is nothing known on it?"""
        assert reply.ranking is not None
        catalog = self.engine.catalog
        items = [r.item for r in reply.ranking.items]
        self._check("list not empty", bool(items), meant, reply.text)
        labels = {c.label or str(c.value) for c in reply.ranking.relaxed}
        self.announced |= {label for label in labels if label in reply.text}
        rows = catalog.rows(i.id for i in items)
        broken = [c for c in state.request.constraints if not meets(catalog, c)[rows].all()]
        silent = [c.label or str(c.value) for c in broken if (c.label or str(c.value)) not in self.announced]
        if state.request.constraints:
            self._check("wishes kept or said to be given up", not silent, meant, ", ".join(silent))
            self._check("wishes kept", not broken, meant, ", ".join(c.label for c in broken))
        recorded = self.engine.profile(self.user_id).excluded
        self._check("nothing on record", not [i for i in items if i.id in recorded], meant)
        told = [i.name for i in items if i.id in self.seeker.opinions]
        self._check("nothing told", not told, meant, ", ".join(told))

    def _judged(self, meant: Meant, before: Moment, reply: Reply) -> None:
        """Were opinions and wishes taken as meant, and did a list come where one was asked for?"""
        after = self.moment
        now, then = {i: v for i, v, _ in after.opinions}, {i: v for i, v, _ in before.opinions}
        noted = {i: _told(v) for i, v in now.items() if then.get(i) != v}
        wanted = {i: _told(v) for i, v in meant.opinions.items() if then.get(i) != v}
        gone = then.keys() - now.keys()
        if meant.opinions or noted:
            self._check("opinions", noted == wanted and not gone, meant, self._opinions(noted, wanted))
        force = spelled(after.request.constraints)
        right = meant.change.of(before.request.constraints) if meant.change else spelled(before.request.constraints)
        if meant.change or force != right:
            detail = f"in force {', '.join(sorted(force)) or 'nothing'}; meant {', '.join(sorted(right)) or 'nothing'}"
            self._check("wishes", force == right, meant, detail)
        if meant.asks:
            self._check("list when asked", reply.ranking is not None, meant, reply.text)
        if meant.about is not None:
            told = reply.explanation
            good = told is not None and told.evidence.item.id == meant.about and bool(told.sentences)
            checked = all(claim.supported for s in reply.sentences for claim in s.claims)
            self._check("why", good and checked, meant, reply.text)

    def _opinions(self, noted: dict[ItemId, str], wanted: dict[ItemId, str]) -> str:
        def told(opinions: dict[ItemId, str]) -> str:
            return ", ".join(f"{v} {self.engine.catalog.get(i).name}" for i, v in opinions.items()) or "nothing"

        return f"noted {told(noted)}; meant {told(wanted)}"

    # Asides

    def _aside(self) -> None:
        """At times, between turns: why, something taken back, or a find accepted. None counts as a turn."""
        shown = self.state.shown
        if not shown:
            return
        chance = self.rng.random()
        if chance < 0.35:
            self.say(self.seeker.why(shown))
        elif chance < 0.75:
            self._take_back(self.rng.choice((1, 1, 2)))
        elif (taken := self.seeker.accept(shown)) is not None:
            self.say(taken)

    def _take_back(self, edits: int) -> None:
        """Say something and undo it, or two things and undo both: all must be as before."""
        held = dict(self.seeker.opinions), self.seeker.wishes
        moments, kinds = [self.moment], []
        for _ in range(edits):
            more = Meant("more", self.seeker.typist.say("more"), asks=True, more=True)
            meant = more if self.rng.random() < 0.15 else self.seeker.edit(self.state.shown)
            if meant is None:
                break
            self._type(meant.text, meant.kind)
            if (
                self.state.choice is not None or self.moment == moments[-1]
            ):  # not understood, which is counted elsewhere
                self._type("never mind", "never mind")
                break
            self.seeker.said(meant)
            moments.append(self.moment)
            kinds.append(f"{meant.kind}: {meant.text}")
        self.seeker.opinions, self.seeker.wishes = held
        while len(moments) > 1:
            moments.pop()
            text, made = self.seeker.typist.say("undo"), kinds.pop()
            heard = self.engine.responder.understander.read(text, self.state)
            self._type(text, "undo")
            self._check("undo heard", heard.intent == "undo", Meant(made, text))
            if heard.intent != "undo":
                return
            found, wanted = self.moment, moments[-1]
            different = [name for name in Moment.__dataclass_fields__ if getattr(found, name) != getattr(wanted, name)]
            self._check("undo", not different, Meant(made, text), f"not as before: {', '.join(different)}")

    def _check(self, check: str, ok: bool, meant: Meant, detail: str = "") -> None:
        failed = {} if ok else {"message": meant.text, "detail": detail[:200]}
        self.checks.append({"check": check, "ok": bool(ok), "kind": meant.kind, **failed})

    # The lists of a turn

    def _lists(self) -> None:
        seeker, catalog = self.seeker, self.engine.catalog
        wishes: tuple[Constraint, ...] = seeker.wishes
        known = Profile("outright", tuple(Opinion(i, v) for i, v in seeker.opinions.items()))
        request = Request(constraints=wishes, exclude=frozenset(self.passed["understood outright"]))
        fits = allowed(catalog, wishes)
        out = seeker.opinions.keys() | self.passed["popular"]
        liked = [i for i in self.popular if i not in out and fits[catalog.row(i)]]
        self.lists = {
            "typed": self.state.shown,
            "understood outright": tuple(r.item.id for r in self.engine.recommend(known, request, K).items),
            "popular": tuple(liked[:K]),
        }

    def _found(self, row: str) -> dict[str, float | None]:
        """Whether a hidden like is on the list, and Recall@10 over the hidden likes that meet the wishes in force and
        were not passed over with "what else?"; None if no such like is left."""
        fits = allowed(self.engine.catalog, self.seeker.wishes)
        hidden = self.seeker.person.hidden - self.passed[row]
        wanted = {i for i in hidden if fits[self.engine.catalog.row(i)]}
        hits = wanted & set(self.lists[row][:K])
        return {"hit": float(bool(hits)), "recall": len(hits) / min(K, len(wanted)) if wanted else None}


def _told(verdict: str) -> str:
    """A verdict as it counts: "not for me" weighs like a dislike and keeps an item away like one."""
    return "disliked" if verdict == "rejected" else verdict


def talk(
    engine: Engine, person: Person, heads: frozenset[str], popular: Sequence[ItemId], seed: str, late: bool
) -> dict[str, Any]:
    """The conversation of one person, the same for the same seed; `late` sayings are those nothing was mended for."""
    rng, scale = random.Random(seed), engine.dataset.scale
    typist = Typist.of(random.Random(f"{seed} typing"), engine.dataset.lexicon, heads, late)
    seeker = Seeker(person, engine.catalog, typist, scale.like, scale.dislike, scale.maximum, rng)
    return Talk(engine, seeker, popular, random.Random(f"{seed} asides")).hold()


def by_popularity(engine: Engine) -> list[ItemId]:
    """Every item, most liked first."""
    likes = np.asarray(engine.dataset.interactions.likes(engine.dataset.scale).sum(axis=0)).ravel()
    return [engine.catalog.item(int(row)).id for row in np.argsort(-likes, kind="stable")]
