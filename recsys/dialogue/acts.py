"""What a message asks for: acts in order, each with the items, opinions and wishes it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recsys.dialogue.memory import Choice
from recsys.dialogue.opinions import Said
from recsys.dialogue.slots import Wish
from recsys.dialogue.titles import Mention
from recsys.schema import Intent, ItemId, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """An opinion as said: more than one item means the words fit several. Neither verdict nor stars: take it back."""

    items: tuple[ItemId, ...]
    verdict: Verdict | None = None
    stars: float | None = None
    out_of: float | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do. Which fields are filled depends on the intent."""

    intent: Intent
    items: tuple[ItemId, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    without: tuple[ItemId, ...] = ()
    """What-if: opinions to strike."""
    wish: Wish = field(default_factory=Wish)
    text: str = ""
    """Words of the wish that no constraint took up."""
    fresh: bool = False
    """A new request that replaces the one in force."""
    dropped: tuple[str, ...] = ()
    """Labels of wishes to give up."""
    unknown: tuple[str, ...] = ()
    """Titles named that the catalogue does not have."""
    place: int | None = None
    """A place of the list asked for that it does not have."""
    count: int | None = None
    """How many were asked for."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message, read. `choice` is set when a title fits several items and must be settled first."""

    text: str
    acts: tuple[Act, ...]
    mentions: tuple[Mention, ...] = ()
    choice: Choice | None = None
    said: tuple[Said, ...] = ()

    @property
    def intent(self) -> Intent:
        """The main one: a question or request before opinions, those before small talk."""
        kinds = [a.intent for a in self.acts]
        return next(
            (k for k in kinds if k not in ("rate", "smalltalk", "unknown")), kinds[0] if "rate" not in kinds else "rate"
        )


def tidy(acts: list[Act], text: str, mentions: Sequence[Mention]) -> list[Act]:
    """Opinions first and in one act, one request for all its sentences, noise only when there is nothing else."""
    judged = [a for a in acts if a.intent == "rate" and (a.judgements or a.unknown or a.detail)]
    wishes = [a for a in acts if a.intent in ("recommend", "refine", "similar", "more")]
    if wishes:  # "She has seen it. What else?" needs no question which
        judged = [a for a in judged if a.judgements or a.unknown]
    if judged or wishes:
        acts = [a for a in acts if not (a.intent == "about" and a.detail == "mention")]
    others = [a for a in acts if a not in judged and a not in wishes and a.intent not in ("smalltalk", "unknown")]
    if len(mentions) == 1 and not judged and not wishes and not others:
        covers = len(re.sub(r"[\W_]", "", mentions[0].text)) >= len(re.sub(r"[\W_]", "", text)) - 1
        if covers:
            return [Act("about", mentions[0].items[:1])]
    out: list[Act] = []
    if judged:
        merged = tuple(j for a in judged for j in a.judgements)
        out.append(
            Act(
                "rate",
                tuple(i for a in judged for i in a.items),
                merged,
                unknown=tuple(u for a in judged for u in a.unknown),
                detail=judged[0].detail,
            )
        )
    out += others
    if wishes:
        out.append(_joined(wishes))
    if out:
        return out
    telling = [a for a in acts if a.intent == "smalltalk" and a.detail in ("accept", "unseen", "kept", "declined")]
    small = [a for a in acts if a.intent == "smalltalk"]
    return (
        telling[:1]
        or [a for a in acts if a.intent == "unknown" and a.detail][:1]
        or small[-1:]
        or acts[:1]
        or [Act("unknown")]
    )


def _joined(acts: list[Act]) -> Act:
    if len(acts) == 1:
        return acts[0]
    rich = [a for a in acts if a.intent != "more"] or acts
    wishes = [a.wish for a in rich]
    lead = next((a for a in rich if a.intent == "similar"), rich[0])
    refused = {c.value for w in wishes for c in w.constraints if c.kind == "not_genre"}
    constraints = tuple(
        dict.fromkeys(c for w in wishes for c in w.constraints if not (c.kind == "genre" and c.value in refused))
    )
    merged = Wish(
        constraints,
        tuple(dict.fromkeys(c for w in wishes for c in w.contexts)),
        next((w.novelty for w in wishes if w.novelty is not None), None),
        next((w.older for w in wishes if w.older), 0),
        any(w.replaces for w in wishes),
        tuple(u for w in wishes for u in w.unmet),
        tuple(b for w in wishes for b in w.blind),
    )
    texts = " ".join(dict.fromkeys(a.text for a in rich if a.text))
    return replace(
        lead,
        wish=merged,
        text=texts,
        fresh=any(a.fresh for a in rich),
        dropped=tuple(d for a in rich for d in a.dropped),
    )


def noise(sentence: str) -> str:
    """Which small talk: hello, thanks, bye, how are you, or none of them."""
    table = {
        "thanks": r"\b(?:thanks?|thank you|thx|ty|cheers"
        r"|you(?:'re| are| r)(?: \w+){0,2} (?:great|awesome|amazing|the best"
        r"|helpful|kind|good)|you rock|(?:good|great|nice) job|well done)\b",
        "bye": r"\b(?:bye|goodbye|good night|see (?:you|ya)|ciao|take care)\b",
        "how-are-you": r"\bhow (?:are|r) (?:you|u)|how'?s it going|what'?s up",
        "hello": r"\b(?:hi|hello|hey|hiya|heya|yo|howdy|greetings|good (?:morning|evening|afternoon|day))\b",
    }
    found = [name for name, pattern in table.items() if re.search(pattern, sentence, re.I)]
    return "bye" if "bye" in found else found[0] if found else ""
