"""What a message says of each title: liked, disliked, so-so, seen, not for me, stars; or only asked about.

A sentence is read left to right as cues ("loved", "hated", "have you seen", "films like", "but") and titles. A verb
rules the titles after it until the next verb; "was great" and its kind speak of the title before; "loved it" in a later
sentence speaks of the last title left without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recsys.dialogue.text import courtesy
from recsys.dialogue.titles import Mention
from recsys.schema import Verdict

Stance = Literal["opinion", "asked", "unseen", "wanted", "similar", "unlike", "mentioned"]

SLOT = "\x00"
"""Stands for a title in masked text."""

_NOT = r"(?:\w+n't\b|\bnot\b|\bnever\b|\bcannot\b|\bhardly\b|\bno\b|\bnobody\b|\bdont\b|\bdidnt\b|\bdoesnt\b|\bwasnt\b|\bisnt\b|\bcant\b)"
_ADV = r"(?:\s+(?:really|also|just|absolutely|totally|particularly|quite|so|very|too|all|that|ever|even|overly|always|actually|at|a|big|huge|much|either|kinda|definitely|personally|exactly))*"

_POSITIVE_VERB = re.compile(
    r"\b(love[ds]?|loving|like[ds]?|enjoy(?:ed|s)?|adore[ds]?|fan of|fond of|into|crazy about|big on|favou?rites?(?: (?:movies?|films?|ones?))?(?: of (?:all time|mine))?(?: (?:is|are|was|include[s]?))?"
    r"|fav(?:es?|s)?(?: (?:movie|film))?(?: is)?|liked|dig|care (?:much )?for|impressed (?:by|with)|recommend(?:ed)?|appreciate[ds]?|laughed (?:at|through)|cried (?:at|through)|prefer(?:red)?|rewatch(?:ed)?|thumbs up (?:to|for))\b",
    re.I,
)
_NEGATIVE_VERB = re.compile(
    r"\b(hate[ds]?|hating|dislike[ds]?|despise[ds]?|detest(?:ed)?|loathe[ds]?|can'?t stand|couldn'?t stand|could not stand|bored (?:by|with|of)|disappointed (?:by|with|in)"
    r"|least favou?rite(?: \w+)?(?: (?:is|are|was))?|sick of|tired of|walked out (?:of|on)|fell asleep (?:during|in|watching)|couldn'?t (?:finish|get into|get through)|thumbs down (?:to|for)|regret(?:ted)?(?: watching)?)\b",
    re.I,
)
_POSITIVE_WORD = re.compile(
    r"\b(great|good|amazing|awesome|fantastic|excellent|brilliant|wonderful|perfect|superb|masterpiece|hilarious|funny|classic|favou?rites?|fav(?:es?|s)?|best|beautiful|lovely"
    r"|fun|incredible|outstanding|cool|phenomenal|terrific|entertaining|enjoyable|gem|touching|moving|nice|solid|better|over and over|many times|countless times|again and again|every year|epic|love it|loved it|thumbs up|top|fab(?:ulous)?|interesting"
    r"|thrilling|gripping|underrated|worth (?:it|watching|seeing)|well (?:done|made|acted)|made me (?:laugh|cry|smile)|sweet|cute|charming|clever|smart|genius|stunning|rocks?|rules|a must)\b",
    re.I,
)
_NEGATIVE_WORD = re.compile(
    r"\b(terrible|awful|horrible|bad|boring|bored me|dull|worst|sucks?|sucked|trash|garbage|rubbish|disappoint(?:ing|ment|ed)|overrated|lame|stupid|dumb|waste(?: of time)?|crap(?:py)?"
    r"|weak|annoying|cheesy|unfunny|pointless|silly|ridiculous|too (?:long|scary|slow|violent|gory|sad|silly|much|old|predictable|dark|goofy|childish|weird|cheesy|confusing)|painful|pretentious|forgettable|not for me|not so much"
    r"|not (?:really |exactly |quite |just )?(?:my (?:thing|cup of tea|type|style|kind|taste)|for me)\w*|wasn'?t (?:really )?for me|corny|gross|too (?:young|hard|loud|short|serious|intense|mature|kiddie|graphic|depressing|over the top|far-?fetched|boring|dumb)|left me cold|did nothing for me|didn'?t (?:work|click) for me|fell flat|thumbs down|mess|let ?down|predictable|creepy as hell|hated it|poor|yuck|blah)\b",
    re.I,
)
_NEUTRAL = re.compile(
    r"\b(okay|ok|o\.k\.|alright|all right|so-?so|meh|average|mediocre|decent enough|neither (?:good|bad)|could take (?:it )?or leave|not (?:bad|great)|fine|passable|middling|nothing special)\b",
    re.I,
)
_SEEN = re.compile(r"\b(?:(?:have|'?ve) see|seen|saw|watched|finished|rewatched|caught)\b", re.I)
_UNSEEN = re.compile(
    r"(?:haven?'?t'?|have'?t|have not|don'?t (?:think|believe) (?:i|we)(?:'?ve| have)?(?: ever)?|hasn'?t|didn'?t|did not|didnt|never|not|yet to|'?ve yet to|neither)(?: \w+){0,2}? (?:seen|saw|see|watched|watch|heard(?: of)?|finished|checked out|gotten around to)\b"
    r"|\b(?:not|un)seen\b|\bno,? i haven'?t\b",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:have (?:you|u|ya) (?:ever |already |guys )?(?:seen|watched|heard(?: of)?|tried)|(?:did|have) (?:you|u) (?:like|see|seen|watch|enjoy|ever see)|do (?:you|u) (?:like|know|have|recommend|think)|is(?: \w+)? (?:it )?like"
    r"|(?:what|how) (?:is|about|was)|how'?bout|would i like|should i (?:watch|see)|(?:not sure|wonder\w*|don'?t know|curious|unsure) (?:if|about|whether)|what do you think (?:of|about)|tell me (?:more )?about|who (?:is|was|stars|directed)|ever seen|when (?:did|was))\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:(?:want|would like|'?d like|'?d love|would love|love|like|going|gonna|plan(?:ning)?|need|have|wanna|got|hoping|looking forward|excited|dying|try|will|'?ll|should|must|might|may|can|could)(?: \w+){0,3}? ?(?:to |have to )?"
    r"(?:see|watch|check(?:ing)?(?:(?: \w+)? ?out)?|rent|look (?:for|into|at|up)|try(?: out)?|find|give|add|put)|wanted to (?:see|watch)|(?:haven'?t|meaning) to (?:see|watch)|(?:in the mood|mood|looking|searching|hoping|asking) for|interested in|(?:can'?t|cannot) wait)\b",
    re.I,
)
_SIMILAR = re.compile(
    r"\b(?:similar to|along the lines of|in the (?:vein|style|spirit|same vein) (?:of|as)|such as|reminds? me of|close to|comparable to|resembl\w+|the likes of|a la|same (?:kind|type|style|genre|feel|vibe) (?:of \w+ )?as|kind of like|kinda like|more like)\b"
    r"|\b(?:movies?|films?|flicks?|something|anything|nothing|stuff|things?|ones?|more|stories|comed(?:y|ies)|dramas?|thrillers?|horrors?|musicals?|westerns?|cartoons?|sci-?fi|romances?|action|fiction|thrillers|series|shows?|just|exactly|it|that|this|those|them|much|maybe|mostly|a lot|kind|sort|or)(?:\s*,|\s+[\w\'-]+){0,3}?\s+like\b"
    r"|^\s*(?:\w+ )?like\b(?! (?:it|that|this|to|them|those)\b)",
    re.I,
)
_REJECTED = re.compile(
    r"\b(?:not interested in|no interest in|don'?t want to (?:see|watch)|do not want to (?:see|watch)|won'?t (?:watch|see)|never (?:show|suggest|recommend)(?: me)?|stop (?:showing|suggesting|recommending)(?: me)?|don'?t (?:show|suggest|recommend)(?: me)?|hide|not in the mood for|pass on|skip|no thanks? to)\b",
    re.I,
)
_ABOUT_IT = re.compile(
    r"\b(it|that one|this one|that (?:movie|film)|this (?:movie|film)|that|them|both|those|all of them|these|either)\b",
    re.I,
)
_SELF = re.compile(r"\b(i|we|me|my|our|us|i'?m|i'?ve|ive|im)\b", re.I)
_OF_IT = re.compile(r"^\W*(?:it|that|this|they|those|both|which)(?:'?s| (?:is|was|were|are|looks?|seems?))\b", re.I)

_NUM = r"(\d{1,3}(?:[.,]\d)?|one|two|three|four|five|six|seven|eight|nine|ten|zero|eleven|half)"
_STARS = re.compile(
    rf"\b{_NUM}(?: and a half)?(?:\s*[-/]\s*|\s+out of\s+)(5|10|100|five|ten)\b|\b{_NUM}( and a half)?[- ]?(?:stars?|\*+)|([★⭐]{{1,10}})",
    re.I,
)
_RATE = re.compile(
    rf"\b(?:rate[ds]?|rating|give|gave|giving|score[ds]?)\b[^.!?;]*?{SLOT}(?:\s+(?:a|an|at|as|with|to|:|about|only|just|is|was|=|of))*\W*\b{_NUM}(?!\s*(?:out|/|stars?|\*|[-](?!\d)))(?:\s+and a half)?\b"
    rf"|\b(?:rate[ds]?|give|gave|giving)\s+(?:an?\s+)?{_NUM}\s+(?:to|for)\s+(?:\w+\s+){{0,2}}{SLOT}"
    rf"|{SLOT}\s*[:=]\s*{_NUM}(?!\s*(?:out|/))\b",
    re.I,
)
_WORDS = {w: float(i) for i, w in enumerate("zero one two three four five six seven eight nine ten eleven".split())} | {
    "half": 0.5
}


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


@dataclass(frozen=True, slots=True)
class _Cue:
    at: int
    end: int
    kind: str


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
    starred = _stars(plain, len(said))
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
            verdict = _afterthought(courtesy(sentence)[0])
            if verdict is not None:
                wide = re.search(r"\b(both|them|all|those|they|these|either)\b", sentence, re.I)
                for i in pending if wide else pending[-1:]:
                    if said[i].verdict in (None, "seen") and said[i].stance != "similar" or wide:
                        said[i] = Said(mentions[i], "opinion", verdict)
    for i, stars in starred.items():
        said[i] = replace(said[i], stance="opinion", verdict=None, stars=stars[0], out_of=stars[1])
    return said


def attitude(text: str, pointed: bool = False) -> Verdict | None:
    """What a message without a title says of the thing spoken of: "loved it", "seen it", "not for me". `pointed`: the
    thing is named otherwise ("the second one"), so no pronoun is needed."""
    if _REJECTED.search(text) or re.search(
        r"\bnot (?:for me|interested)\b|\bno thanks?\b|\bnot my (?:thing|cup)", text, re.I
    ):
        return "rejected" if not re.search(r"\b(seen|saw|watched)\b", text, re.I) else "disliked"
    if _UNSEEN.search(text) or _ASKED.search(text):
        return None
    return _afterthought(text, pointed)


def spoken_stars(text: str) -> tuple[float, float | None] | None:
    """Stars said without a title: "4 stars", "I'd give it a 3", "5/5"."""
    if m := _STARS.search(text):
        return _value(m)
    m = re.search(
        rf"\b(?:rate|give|gave|giving|it'?s)\b(?:\s+\w+){{0,3}}?\s+(?:an?\s+)?{_NUM}\s*[.!]?$|^\W*{_NUM}\W*$",
        text,
        re.I,
    )
    return (_number(m[1] or m[2]), None) if m else None


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [m.end() for m in re.finditer(r"[.!?]+(?=\s|$)|;|\s-\s|\.\.\.", text)]
    edges = [0, *cuts, len(text)]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if text[a:b].strip()]


def _sentence(text: str, places: list[int]) -> list[tuple[Stance, Verdict | None]]:
    cues = _cues(text)
    results: list[tuple[Stance, Verdict | None]] = []
    for n, at in enumerate(places):
        until = places[n + 1] if n + 1 < len(places) else len(text)
        after = text[at + 1 : until]
        told = _predicate(after, last=n + 1 == len(places), chained=n > 0)
        before = [c for c in cues if c.end <= at and c.kind != "break"]
        ruling = before[-1] if before else None
        cut = any(c.kind == "break" and (ruling is None or c.at >= ruling.end) and c.at < at for c in cues)
        negated = re.search(
            rf"(?:\bbut|,|\band)\s+(?:definitely |certainly |really )?not(?: so much)?\s+(?:the\s+)?{SLOT}?$",
            text[: at + 1],
            re.I,
        )
        if negated and ruling is not None and ruling.kind in ("pos", "seen"):
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
    verdict = _afterthought(after)
    return None if verdict == "seen" else verdict


def _spread(
    results: list[tuple[Stance, Verdict | None]], text: str, places: list[int]
) -> list[tuple[Stance, Verdict | None]]:
    """A predicate after a list speaks of all of it: "Alien and Heat were great"."""
    out = list(results)
    for n in range(len(places) - 2, -1, -1):
        gap = text[places[n] + 1 : places[n + 1]]
        if re.fullmatch(r"\s*(?:,|,? ?and|,? ?or|&|/)\s*(?:the )?", gap, re.I) and out[n][0] in ("mentioned",):
            out[n] = out[n + 1]
        elif (
            re.fullmatch(r"\s*(?:,|,? ?and|&|/)\s*(?:the )?", gap, re.I)
            and out[n] == ("opinion", "seen")
            and out[n + 1][0] == "opinion"
        ):
            if re.search(r"\b(both|were|are|them)\b", text[places[-1] :], re.I):
                out[n] = out[n + 1]
    return out


def _cues(text: str) -> list[_Cue]:
    """Verbs in order; overlapping readings are settled in favour of the more specific."""
    found: list[_Cue] = []

    def add(pattern: re.Pattern[str], kind: str) -> None:
        for m in pattern.finditer(text):
            if not any(c.at < m.end() and m.start() < c.end for c in found):
                found.append(_Cue(m.start(), m.end(), kind))

    add(_REJECTED, "rejected")
    add(_ASKED, "asked")
    add(_UNSEEN, "unseen")
    add(_WANTED, "wanted")
    for m in _NEGATIVE_VERB.finditer(text):
        if not any(c.at < m.end() and m.start() < c.end for c in found):
            flipped = _denied(text, m.start()) and not m[0].lower().startswith(("can", "could"))
            found.append(_Cue(m.start(), m.end(), "neutral" if flipped else "neg"))
    for m in _SIMILAR.finditer(text):
        verb = re.search(
            r"\b(?:i|we|you|they|people|do|did|does|really|also|always|didn'?t|don'?t|doesn'?t|not|would|never|to|who)\s+like$",
            m[0],
            re.I,
        )
        if not verb and not any(c.at < m.end() and m.start() < c.end for c in found):
            found.append(_Cue(m.start(), m.end(), "unlike" if _spurned(text, m) else "similar"))
    for m in _POSITIVE_VERB.finditer(text):
        if any(c.at < m.end() and m.start() < c.end for c in found):
            continue
        if re.search(
            r"(?:\bwould|'d|\bmight|\bmay|\bif (?:i|we))\s+(?:really |also |probably )?$", text[: m.start()], re.I
        ):
            continue
        if m[0].lower() == "into" and not re.search(
            r"\b(?:am|i'?m|im|get|got|really|not|been|was|wasn'?t|are|so|too|n'?t|be)\s+(?:\w+\s+)?$",
            text[: m.start()],
            re.I,
        ):
            continue
        found.append(_Cue(m.start(), m.end(), "neg" if _denied(text, m.start()) else "pos"))
    add(_SEEN, "seen")
    add(
        re.compile(
            r"\b(?:other than|besides?|except(?: for)?|more than|better than|than|instead of|heard(?: that)?|thank\w*(?: you)? for)\b",
            re.I,
        ),
        "none",
    )
    add(re.compile(r"\b(?:but|although|though|however|while|except)\b", re.I), "break")
    return sorted(found, key=lambda c: c.at)


def _spurned(text: str, m: re.Match[str]) -> bool:
    """Is it "nothing like X", "not fond of films like X", "I hate movies like X"?"""
    before = re.split(r"[.;!?]|\bbut i\b|" + SLOT, text[: m.start()])[-1]
    if re.match(r"nothing|much|exactly", m[0], re.I) and re.search(
        r"(?:^|not|nothing)\s*$", before + m[0].split()[0], re.I
    ):
        return True
    return bool(
        re.search(_NOT + r"(?:\s+\w+){0,6}\s*$", before, re.I) or _NEGATIVE_VERB.search(before)
    ) and not re.search(
        r"\b(?:haven'?t|have not|never|didn'?t) (?:seen|see|watched|heard)|\bwhy (?:not|don'?t)|\bnot sure|don'?t know|no (?:preference|idea)",
        before,
        re.I,
    )


def _denied(text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at]
    before = re.split(r"[,.;]|\bbut\b|\band\b|" + SLOT, before)[-1]
    if re.search(
        r"\bnot only\s+\S*$|\bwhy (?:not|don'?t)\b|\bwho (?:does|would|did)(?:n'?t| not)\b|\b(?:never|don'?t) (?:get|got) (?:tired|sick)\b",
        before,
        re.I,
    ):
        return False
    return bool(re.search(_NOT + r"(?:" + _ADV + r"|(?:\s+\w+){0,2})\s*(?:a |the |be |been )?$", before, re.I))


def _predicate(after: str, last: bool, chained: bool) -> Verdict | None:
    """What follows a title and speaks of it: "was great", "is my favourite", "bored me", ", loved it"."""
    clause = re.split(r"\bbut (?=i\b|we\b|" + SLOT + r")|[;]", after)[0]
    m = re.match(
        r"\s*\)?\s*(?:\([^)]*\))?\s*(?:,|:|-)?\s*(?:(?:the |that )?(?:movie|film|one)s?\b)?\s*(?:(?:and|but|which|that|because|since|cause|,)\s+)?"
        r"(?:(?:i|we)\s+(?:\w+\s+)?(?:thought|think|found|find|guess)\s+)?(?:they|it|that|both|all)?\s*(?:'s|s)?\s*"
        r"(is|are|was|were|wasn'?t|isn'?t|weren'?t|aren'?t|looks?|looked|seems?|seemed|sounds?|has to be|will always be|might be|bored|made|left|did|didn'?t|fell|sucks?|sucked|rocks?|rules|too|such|so|really|pretty|not|loved|love|hated|hate|liked|enjoyed|meh|awful|terrible|great|amazing|awesome|boring|horrible|classic|fantastic|excellent|brilliant|disappointing|overrated|never)\b",
        clause,
        re.I,
    )
    if not m:
        return None
    said = clause[m.start(1) :]
    if not last:
        said = re.split(r",\s*(?=(?:and |or |i |we )?\s*\w*\s*$)|\band\b\s*$|\bi\b", said, flags=re.I)[0] or said
    if re.match(r"(?:looks?|sounds?|seems?)\b", said, re.I):
        return None
    if re.match(r"(?:loved|love|hated|hate|liked|enjoyed|never|didn'?t|not|really)\b", said, re.I):
        verb = re.match(
            r"(?:really |never |didn'?t |not )*(?:loved?|hated?|liked?|enjoy(?:ed)?|care for)\b(?:\s+\w+)?\s*(.*)",
            said,
            re.I,
        )
        if (
            verb
            and not re.search(r"\b(?:it|that|them|both|one)\b", said, re.I)
            and re.match(r"(?:loved?|hated?|liked?|enjoyed)\b", said, re.I)
        ):
            return None
    return _tone(said)


def _tone(said: str) -> Verdict | None:
    """Good, bad or so-so words of a clause, negations heeded; the first that counts decides, "but" lets the later win."""
    pieces = re.split(r"\bbut\b|\balthough\b|\bthough\b|\bhowever\b", said, flags=re.I)
    votes: list[Verdict] = []
    for piece in pieces:
        verdict = _piece(piece)
        if verdict:
            votes.append(verdict)
    if not votes:
        return None
    if "liked" in votes and "disliked" in votes:
        return votes[-1] if len(votes) > 1 else votes[0]
    return next((v for v in votes if v != "neutral"), "neutral")


def _piece(piece: str) -> Verdict | None:
    hits: list[tuple[int, Verdict]] = []
    for m in _NEGATIVE_WORD.finditer(piece):
        denied = _denied(piece, m.start()) and not m[0].lower().startswith(("not", "didn"))
        hits.append((m.start(), "neutral" if denied else "disliked"))
    for m in _NEGATIVE_VERB.finditer(piece):
        hits.append((m.start(), "neutral" if _denied(piece, m.start()) else "disliked"))
    for pattern in (_POSITIVE_WORD, _POSITIVE_VERB):
        for m in pattern.finditer(piece):
            denied = _denied(piece, m.start())
            soft = denied and m[0].lower() in ("great", "perfect", "best", "amazing", "a must", "classic")
            hits.append((m.start(), ("neutral" if soft else "disliked") if denied else "liked"))
    if not hits:
        return "neutral" if _NEUTRAL.search(piece) else None
    return min(hits)[1]


def _afterthought(text: str, pointed: bool = False) -> Verdict | None:
    """A sentence without a title, about the one before: "I loved it", "It was boring", "not for me", "seen it"."""
    if _UNSEEN.search(text) or _WANTED.search(text) or _ASKED.search(text):
        return None
    if re.search(r"\b(?:look|sound|seem)(?:s|ed|ing)?\b", text, re.I):  # a first impression
        return None
    if _SIMILAR.search(text) and not _OF_IT.search(text):
        return None
    about = pointed or _ABOUT_IT.search(text) or _OF_IT.search(text) or len(text.split()) <= 4
    if not about:
        return None
    tone = _tone(text)
    if tone is not None:
        return tone
    return "seen" if _SEEN.search(text) else None


def _stars(plain: str, count: int) -> dict[int, tuple[float, float | None]]:
    """Stars by mention index; the title nearest before the number owns it, else the one right after."""
    found: dict[int, tuple[float, float | None]] = {}
    for m in _STARS.finditer(plain):
        owner = plain[: m.start()].count(SLOT) - 1
        if owner < 0 or re.search(r"[.!?;]", plain[plain[: m.start()].rfind(SLOT) : m.start()]) or owner in found:
            follow = re.match(r"[^.!?;]{0,12}?" + SLOT, plain[m.end() :])
            owner = owner + 1 if follow else owner
        if 0 <= owner < count:
            found.setdefault(owner, _value(m))
    for m in _RATE.finditer(plain):
        number = m[1] or m[2] or m[3]
        owner = plain[: m.end()].count(SLOT) - 1
        if 0 <= owner < count:
            found.setdefault(owner, (_number(number), None))
    return found


def _value(m: re.Match[str]) -> tuple[float, float | None]:
    if m[5]:
        return float(len(m[5])), None
    if m[2]:
        return _number(m[1]) + (0.5 if "half" in m[0].lower() and m[1].lower() != "half" else 0), _number(m[2])
    return _number(m[3]) + (0.5 if m[4] else 0.0), None


def _number(word: str) -> float:
    lowered = word.lower()
    return _WORDS[lowered] if lowered in _WORDS else float(lowered.replace(",", "."))
