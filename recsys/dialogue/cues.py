"""The words that say what someone thinks of a title, and whether a negation turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SLOT = "\x00"
"""Stands for a title in masked text."""
NOT = (
    r"(?:\w+n't\b|\bnot\b|\bnever\b|\bcannot\b|\bhardly\b|\bno\b|\bnobody\b|\bdont\b|\bdidnt\b|\bdoesnt\b"
    r"|\bwasnt\b|\bisnt\b|\bcant\b)"
)
_ADV = (
    r"(?:\s+(?:really|also|just|absolutely|totally|particularly|quite|so|very|too|all|that|ever|even|overly|always"
    r"|actually|at|a|big|huge|much|either|kinda|definitely|personally|exactly))*"
)
POSITIVE_VERB = re.compile(
    r"\b(love[ds]?|loving|like[ds]?|enjoy(?:ed|s)?|adore[ds]?|fan of|fond of|into|crazy about|big on"
    r"|favou?rites?(?: (?:movies?|films?|ones?))?(?: of (?:all time|mine))?(?: (?:is|are|was|include[s]?))?"
    r"|fav(?:es?|s)?(?: (?:movie|film))?(?: is)?|liked|dig|care (?:much )?for|impressed (?:by|with)"
    r"|(?:can'?t|cannot|couldn'?t|never) get enough of"
    r"|had (?:an? (?:great|good|wonderful|amazing) time"
    r"|(?:so much |great |a lot of |lots of )?fun) (?:with|watching)"
    r"|recommend(?:ed)?|appreciate[ds]?|laughed (?:at|through)|cried (?:at|through)|prefer(?:red)?|rewatch(?:ed)?"
    r"|thumbs up (?:to|for))\b",
    re.I,
)
NEGATIVE_VERB = re.compile(
    r"\b(hate[ds]?|hating|dislike[ds]?|despise[ds]?|detest(?:ed)?|loathe[ds]?|can'?t stand|couldn'?t stand"
    r"|could not stand|bored (?:by|with|of)|disappointed (?:by|with|in)"
    r"|least favou?rite(?: \w+)?(?: (?:is|are|was))?|sick of|tired of|walked out (?:of|on)|fell asleep (?:during"
    r"|in|watching)|couldn'?t (?:finish|get into|get through)|thumbs down (?:to|for)"
    r"|regret(?:ted)?(?: watching)?)\b",
    re.I,
)
POSITIVE_WORD = re.compile(
    r"\b(great|good|amazing|awesome|fantastic|excellent|brilliant|wonderful|perfect|superb|masterpiece|hilarious"
    r"|funny|classic|favou?rites?|fav(?:es?|s)?|best|beautiful|lovely"
    r"|fun|incredible|outstanding|cool|phenomenal|terrific|entertaining|enjoyable|gem|touching|moving|nice|solid"
    r"|better|over and over|many times|countless times|again and again|every year|epic|love it|loved it|thumbs up"
    r"|top|fab(?:ulous)?|interesting"
    r"|thrilling|gripping|underrated|worth (?:it|watching|seeing|the)|well (?:done|made|acted)|ma(?:de"
    r"|kes) me (?:laugh|cry|smile)|bl[eo]w(?:s|n)? me away|sweet|cute|charming|clever|smart|genius|stunning|rocks?"
    r"|rules|a must)\b",
    re.I,
)
NEGATIVE_WORD = re.compile(
    r"\b(terrible|awful|horrible|bad|boring|bored me|dull|worst|sucks?|sucked|trash|garbage|rubbish"
    r"|disappoint(?:ing|ment|ed)|overrated|lame|stupid|dumb|waste(?: of time)?|crap(?:py)?"
    r"|weak|annoying|cheesy|unfunny|pointless|silly|ridiculous|too (?:long|scary|slow|violent|gory|sad|silly|much"
    r"|old|predictable|dark|goofy|childish|weird|cheesy|confusing)|painful|pretentious|forgettable|not for me"
    r"|not so much"
    r"|(?:not|isn'?t|wasn'?t|aren'?t) (?:really |exactly |quite |just )?"
    r"(?:my (?:thing|cup of tea|type|style|kind|taste)|for me)\w*"
    r"|(?:does|did)(?:n'?t| not) (?:really |much )?(?:appeal|interest|tempt|grab)\w*"
    r"|wasn'?t (?:really )?for me|corny|gross|too (?:young|hard|loud|short|serious|intense|mature|kiddie|graphic"
    r"|depressing|over the top|far-?fetched|boring|dumb)|left me cold|did nothing for me|didn'?t (?:work"
    r"|click) for me|fell flat|thumbs down|mess|let ?down|predictable|creepy as hell|hated it|poor|yuck|blah)\b",
    re.I,
)
NEUTRAL = re.compile(
    r"(?:\b(?:was|is|were|are|found (?:it|them)|just|only|an?|pretty|kinda|seemed)|'s)\s+(?:\w+\s+)?(?:okay|ok"
    r"|o\.k\.|alright|all right|fine)\b"
    r"|^\W*(?:okay|ok|alright|all right|fine)[- ]?ish\b|\b(so-?so|meh|average|mediocre|decent enough"
    r"|neither (?:good|bad)"
    r"|could take (?:it )?or leave|not (?:bad|great)|passable|middling|nothing special)\b",
    re.I,
)
TIRELESS = re.compile(
    r"\b(?:could|can|would) (?:re-?)?watch(?=[^.;!?]*\b(?:over and over|again and again|every (?:day|week|night|year)"
    r"|all day|any ?time|(?:a )?(?:hundreds?|thousands?|millions?) (?:of )?times|forever|on repeat)\b)",
    re.I,
)
SEEN = re.compile(
    r"\b(?:(?:have|'?ve) see|seen|saw|watched|finished|rewatched|caught|already know|know (?:it|that one))\b"
    rf"|\b(?:i|we) know(?= (?:{SLOT}|the \w+ one)(?: already| too| well)?\W*(?:$|,|(?:and|but)\b))",
    re.I,
)
UNSEEN = re.compile(
    r"(?:haven?'?t'?|have'?t|have not|don'?t (?:think|believe) (?:i|we)(?:'?ve| have)?(?: ever)?|hasn'?t|didn'?t"
    r"|did not|didnt|never|not|yet to|'?ve yet to|neither)(?: \w+){0,2}? (?:seen|saw|see|watched|watch"
    r"|heard(?: of)?|finished|checked out|gotten around to)\b"
    r"|\b(?:not|un)seen\b|\bno,? i haven'?t\b",
    re.I,
)
ASKED = re.compile(
    r"\b(?:have (?:you|u|ya) (?:ever |already |guys )?(?:seen|watched|heard(?: of)?|tried)|(?:did|have) (?:you"
    r"|u) (?:like|see|seen|watch|enjoy|ever see)|do (?:you|u) (?:like|know|have|recommend|think)"
    r"|is(?: \w+)? (?:it )?like"
    r"|(?:what|how) (?:is|about|was)|how'?bout|would i like|should i (?:watch|see)|(?:not sure|wonder\w*"
    r"|don'?t know|curious|unsure) (?:if|about|whether)|what do you think (?:of|about)|tell me (?:more )?about"
    r"|who (?:is|was|stars|directed)|ever seen|when (?:did|was))\b",
    re.I,
)
WANTED = re.compile(
    r"\b(?:(?:want|would like|'?d like|'?d love|would love|love|like|going|gonna|plan(?:ning)?|need|have|wanna|got"
    r"|hoping|looking forward|excited|dying|try|will|'?ll|should|must|might|may|can|could)(?: \w+){0,3}? ?(?:to "
    r"|have to )?"
    r"(?:see|watch|check(?:ing)?(?:(?: \w+)? ?out)?|rent|look (?:for|into|at|up)|try(?: out)?|find|give|add|put)"
    r"|wanted to (?:see|watch)|(?:haven'?t|meaning) to (?:see|watch)|(?:in the mood|mood|looking|searching|hoping"
    r"|asking) for|interested in|(?:can'?t|cannot) wait)\b",
    re.I,
)
_SIMILAR = re.compile(
    r"\b(?:similar to|along the lines of|in the (?:vein|style|spirit|same vein) (?:of|as)|such as|reminds? me of"
    r"|close to|comparable to|resembl\w+|the likes of|a la|same (?:kind|type|style|genre|feel|vibe) (?:of \w+ )?as"
    r"|kind of like|kinda like|more like)\b"
    r"|\b(?:movies?|films?|flicks?|something|anything|nothing|stuff|things?|ones?|more|stories|comed(?:y|ies)"
    r"|dramas?|thrillers?|horrors?|musicals?|westerns?|cartoons?|sci-?fi|romances?|action|fiction|thrillers|series"
    r"|shows?|just|exactly|it|that|this|those|them|much|maybe|mostly|a lot|kind|sort|or)(?:\s*,"
    r"|\s+[\w\'-]+){0,3}?\s+like\b"
    r"|^\s*(?:\w+ )?like\b(?! (?:it|that|this|to|them|those)\b)",
    re.I,
)
_LIKE_VERB = re.compile(
    r"\b(?:i|we|you|they|people|do|did|does|really|actually|also|always|\w+n'?t|not|would|never|to|who)\s+like$", re.I
)
REJECTED = re.compile(
    r"\b(?:not interested in|no interest in|don'?t want to (?:see|watch)|do not want to (?:see|watch)"
    r"|rather not (?:see|watch)"
    r"|won'?t (?:watch|see)|never (?:show|suggest|recommend)(?: me)?|stop (?:showing|suggesting"
    r"|recommending)(?: me)?|don'?t (?:show|suggest|recommend)(?: me)?|hide|not in the mood for|pass on|skip"
    r"|no thanks? to)\b",
    re.I,
)
QUESTION = re.compile(
    r"^\W*(?:so |and |but |oh |ok |well )*(?:is|was|are|were|does|do|did|will|would|can|could|has|isn'?t|wasn'?t"
    r"|doesn'?t|should|who|when|what|which)\b(?! (?:i|we) (?:love|like|hate))[^?]*\?\s*$",
    re.I,
)
ABOUT_IT = re.compile(
    r"\b(it|that one|this one|that (?:movie|film)|this (?:movie|film)|that|them|both|those|all of them|these"
    r"|either)\b",
    re.I,
)
OF_IT = re.compile(r"^\W*(?:it|that|this|they|those|both|which)(?:'?s| (?:is|was|were|are|looks?|seems?))\b", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    at: int
    end: int
    kind: str


def find_cues(text: str) -> list[Cue]:
    """Verbs in order; overlapping readings are settled in favour of the more specific."""
    found: list[Cue] = []

    def add(pattern: re.Pattern[str], kind: str) -> None:
        for m in pattern.finditer(text):
            if not any(c.at < m.end() and m.start() < c.end for c in found):
                found.append(Cue(m.start(), m.end(), kind))

    add(REJECTED, "rejected")
    add(ASKED, "asked")
    add(UNSEEN, "unseen")
    add(TIRELESS, "pos")
    add(WANTED, "wanted")
    for m in NEGATIVE_VERB.finditer(text):
        if not any(c.at < m.end() and m.start() < c.end for c in found):
            flipped = is_denied(text, m.start()) and not m[0].lower().startswith(("can", "could"))
            found.append(Cue(m.start(), m.end(), "neutral" if flipped else "neg"))
    for m in similar(text):
        if not any(c.at < m.end() and m.start() < c.end for c in found):
            found.append(Cue(m.start(), m.end(), "unlike" if _spurned(text, m) else "similar"))
    for m in POSITIVE_VERB.finditer(text):
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
        found.append(Cue(m.start(), m.end(), "neg" if is_denied(text, m.start()) else "pos"))
    add(SEEN, "seen")
    add(
        re.compile(
            r"\b(?:other than|besides?|except(?: for)?|more than|better than|than|instead of|heard(?: that)?"
            r"|thank\w*(?: you)? for)\b",
            re.I,
        ),
        "none",
    )
    add(re.compile(r"\b(?:but|although|though|however|while|except)\b", re.I), "break")
    return sorted(found, key=lambda c: c.at)


def similar(text: str) -> Iterator[re.Match[str]]:
    """Where "like" compares; "I like", "didn't like" and their kind are verbs."""
    for m in _SIMILAR.finditer(text):
        if not _LIKE_VERB.search(m[0]):
            yield m


def _spurned(text: str, m: re.Match[str]) -> bool:
    """Is it "nothing like X", "not fond of films like X", "I hate movies like X"?"""
    before = re.split(r"[.;!?]|\bbut i\b|" + SLOT, text[: m.start()])[-1]
    if re.match(r"nothing|much|exactly", m[0], re.I) and re.search(
        r"(?:^|not|nothing)\s*$", before + m[0].split()[0], re.I
    ):
        return True
    return bool(
        re.search(NOT + r"(?:\s+\w+){0,6}\s*$", before, re.I) or NEGATIVE_VERB.search(before)
    ) and not re.search(
        r"\b(?:haven'?t|have not|never|didn'?t) (?:seen|see|watched|heard)|\bwhy (?:not|don'?t)|\bnot sure"
        r"|don'?t know|no (?:preference|idea)",
        before,
        re.I,
    )


def is_denied(text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at]
    before = re.split(r"[,.;]|\bbut\b|\band\b|" + SLOT, before)[-1]
    if re.search(
        r"\bnot only\s+\S*$|\bwhy (?:not|don'?t)\b|\bwho (?:does|would|did)(?:n'?t| not)\b|\b(?:never"
        r"|don'?t) (?:get|got) (?:tired|sick)\b",
        before,
        re.I,
    ):
        return False
    return bool(re.search(NOT + r"(?:" + _ADV + r"|(?:\s+\w+){0,2})\s*(?:a |the |be |been )?$", before, re.I))
