"""What a message says of each title: liked, disliked, so-so, seen, not for me, stars; or only asked about.

A sentence is read left to right as cues ("loved", "hated", "have you seen", "films like", "but") and titles. A verb
rules the titles after it until the next verb; "was great" and its kind speak of the title before; "loved it" in a later
sentence speaks of the last title left without a word."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recsys.dialogue.cues import (
    ASKED,
    NOT,
    QUESTION,
    REJECTED,
    SLOT,
    UNSEEN,
    find_cues,
)
from recsys.dialogue.stars import stars_said
from recsys.dialogue.text import courtesy
from recsys.dialogue.titles import Mention
from recsys.dialogue.tone import afterthought, predicate
from recsys.schema import Verdict

Stance = Literal["opinion", "asked", "unseen", "wanted", "similar", "unlike", "mentioned"]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one mention. `verdict` and `stars` only where `stance` is "opinion"; `leaning` is +1/-1/0, also
    where it is only implied ("something like X" implies liking X)."""

    mention: Mention
    stance: Stance = "mentioned"
    verdict: Verdict | None = None
    stars: float | None = None
    out_of: float | None = None
    """The scale as said ("8 out of 10"), None if not said."""

    @property
    def leaning(self) -> int:
        if self.verdict is not None:
            return {"liked": 1, "disliked": -1, "rejected": -1}.get(self.verdict, 0)
        return {"similar": 1, "unlike": -1}.get(self.stance, 0)


def masked(text: str, mentions: Sequence[Mention], by: str = SLOT) -> str:
    """The text with each title replaced by one character, so that its words say nothing."""
    out, at = [], 0
    for m in mentions:
        out += [text[at : m.start], by]
        at = m.end
    return "".join([*out, text[at:]])


def judge(text: str, mentions: Sequence[Mention]) -> list[Said]:
    """One `Said` a mention, in order."""
    plain = masked(text, mentions)
    said = [Said(m) for m in mentions]
    starred = stars_said(plain, len(said))
    places = [i for i, c in enumerate(plain) if c == SLOT]
    pending: list[int] = []
    for start, end in _sentences(plain):
        here = [i for i, at in enumerate(places) if start <= at < end]
        sentence = plain[start:end]
        if here:
            local = [places[i] - start for i in here]
            verdicts = _sentence(sentence, local)
            bare = re.match(rf"\s*(?:(?:and|or|also|plus|especially|maybe|even|oh)\W+)*(?:the )?{SLOT}", sentence, re.I)
            if bare and pending and verdicts[0] == ("mentioned", None):  # "I love Fargo. And Heat."
                last = said[pending[-1]]
                verdicts[0] = (last.stance, last.verdict) if last.stance in ("opinion", "similar") else verdicts[0]
            for i, verdict in zip(here, verdicts, strict=True):
                said[i] = Said(mentions[i], *verdict)
            pending = here
        elif pending:
            later = afterthought(courtesy(sentence)[0])
            if later is not None:
                wide = re.search(r"\b(both|them|all|those|they|these|either)\b", sentence, re.I)
                for i in pending if wide else pending[-1:]:
                    if (said[i].verdict in (None, "seen") and said[i].stance != "similar") or wide:
                        said[i] = Said(mentions[i], "opinion", later)
    for i, stars in starred.items():
        said[i] = replace(said[i], stance="opinion", verdict=None, stars=stars[0], out_of=stars[1])
    return said


def attitude(text: str, pointed: bool = False) -> Verdict | None:
    """What a message without a title says of the thing spoken of: "loved it", "seen it", "not for me". `pointed`: the
    thing is named otherwise ("the second one"), so no pronoun is needed."""
    text = re.sub(
        r"^\W*(?:ok(?:ay)?|alright|all right|fine|well|cool|great|nice|good|sure)\b[\s,.!]+(?=(?:but|and|so|then"
        r"|now|what|how|show|give|a|an|any|some|can|could|let)\b)",
        "",
        courtesy(text)[0],
        flags=re.I,
    )
    if REJECTED.search(text) or re.search(
        r"\bnot (?:for me|interested)\b|\bno thanks?\b|\bnot my (?:thing|cup)", text, re.I
    ):
        return "rejected" if not re.search(r"\b(seen|saw|watched)\b", text, re.I) else "disliked"
    if UNSEEN.search(text) or ASKED.search(text):
        return None
    return afterthought(text, pointed)


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [m.end() for m in re.finditer(r"[.!?]+(?=\s|$)|;|\s-\s|\.\.\.", text)]
    edges = [0, *cuts, len(text)]
    return [(a, b) for a, b in itertools.pairwise(edges) if text[a:b].strip()]


def _sentence(text: str, places: list[int]) -> list[tuple[Stance, Verdict | None]]:
    cues = find_cues(text)
    if QUESTION.match(text):
        return [("asked", None)] * len(places)
    results: list[tuple[Stance, Verdict | None]] = []
    for n, at in enumerate(places):
        until = places[n + 1] if n + 1 < len(places) else len(text)
        after = text[at + 1 : until]
        told = predicate(after, last=n + 1 == len(places), chained=n > 0)
        before = [c for c in cues if c.end <= at and c.kind != "break"]
        ruling = before[-1] if before else None
        cut = any(c.kind == "break" and (ruling is None or c.at >= ruling.end) and c.at < at for c in cues)
        negated = re.search(
            rf"(?:\bbut|,|\band)\s+(?:definitely |certainly |really )?not(?: so much)?\s+(?:the\s+)?{SLOT}?$",
            text[: at + 1],
            re.I,
        )
        kept = re.match(
            r"\s*(?:to|among|as one of) my (?:list of )?(?:(favou?rites?|likes?|liked)|seen|watched)\b", after, re.I
        )
        if kept:
            results.append(("opinion", "liked" if kept[1] else "seen"))
            continue
        fan = re.match(r"\s*(?:movies? |films? |series )?fan\b", after, re.I)
        if fan:
            results.append(("opinion", "disliked" if re.search(NOT + r"[^,.;]*$", text[:at], re.I) else "liked"))
        elif negated and ruling is not None and ruling.kind in ("pos", "seen"):
            results.append(("opinion", "disliked") if ruling.kind == "pos" else ("unseen", None))
        elif ruling is not None and re.match(r"heard", text[ruling.at :], re.I) and at - ruling.end < 12:
            results.append(("mentioned", None))  # hearsay is nobody's opinion
        elif told is not None:
            results.append(("opinion", told))
        elif ruling is not None and ruling.kind == "pos" and re.match(r"[^,.;]{0,20}\bas much\b", after):
            results.append(("opinion", "liked"))
        elif ruling is not None and ruling.kind == "neg" and re.match(r"[^,.;]{0,20}\bas (?:much|well)\b", after):
            results.append(("opinion", "neutral"))
        elif (ruling is None or ruling.kind in ("seen", "asked")) and (later := _later(after)) is not None:
            results.append(("opinion", later))
        elif ruling is not None and not (cut and ruling.kind in ("asked", "wanted")):
            results.append(_ruled(ruling.kind))
        else:
            results.append(("mentioned", None))
    return _spread(results, text, places)


def _ruled(kind: str) -> tuple[Stance, Verdict | None]:
    table: dict[str, tuple[Stance, Verdict | None]] = {
        "pos": ("opinion", "liked"),
        "neg": ("opinion", "disliked"),
        "neutral": ("opinion", "neutral"),
        "seen": ("opinion", "seen"),
        "rejected": ("opinion", "rejected"),
        "unseen": ("unseen", None),
        "asked": ("asked", None),
        "wanted": ("wanted", None),
        "similar": ("similar", None),
        "unlike": ("unlike", None),
        "none": ("mentioned", None),
    }
    return table[kind]


def _later(after: str) -> Verdict | None:
    """An opinion further on in the same sentence: "…, but I didn't like it", "… when it came out and I loved it"."""
    if not re.search(r"\b(?:i|we|it|they|both)\b", after, re.I):
        return None
    verdict = afterthought(re.sub(r"\blike (?:\w+ ){1,3}times\b", "", after))
    return None if verdict == "seen" else verdict


def _spread(
    results: list[tuple[Stance, Verdict | None]], text: str, places: list[int]
) -> list[tuple[Stance, Verdict | None]]:
    """A predicate after a list speaks of all of it: "Alien and Heat were great"."""
    out = list(results)
    for n in range(len(places) - 2, -1, -1):
        gap = text[places[n] + 1 : places[n + 1]]
        if (re.fullmatch(r"\s*(?:,|,? ?and|,? ?or|&|/)\s*(?:the )?", gap, re.I) and out[n][0] in ("mentioned",)) or (
            (
                re.fullmatch(r"\s*(?:,|,? ?and|&|/)\s*(?:the )?", gap, re.I)
                and out[n] == ("opinion", "seen")
                and out[n + 1][0] == "opinion"
            )
            and re.search(r"\b(both|were|are|them)\b", text[places[-1] :], re.I)
        ):
            out[n] = out[n + 1]
    return out
