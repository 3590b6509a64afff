"""Wishes in force that are given up: "never mind the 80s", "it doesn't have to be a comedy", "any year is fine"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recsys.dialogue.acts import Act
from recsys.dialogue.slots import Wish, WishReader
from recsys.schema import Constraint, Request

_DROP = re.compile(
    r"^\W*(?:actually |ok(?:ay)? |please |well |you can |we can |you could |let'?s |just )*"
    r"(never ?mind|forget(?: about)?|drop|remove|lose|no longer|clear|take off|without)\s+"
    r"(?:the |my |about )*[\"']?(.+?)[\"']?(?:\s+(?:filter|wish|part|thing|constraint))?\W*$",
    re.I,
)
_SHUN = re.compile(r"no longer|without|lose", re.I)
_NOT_NEEDED = re.compile(
    r"^\W*(?:actually |ok(?:ay)? |well |but |and )*"
    r"(?:(?:it|they|that|this|these) (?:doesn'?t|does not|don'?t|do not)(?: really| necessarily)? (?:have|need) to be"
    r"|(?:it|they) (?:needn'?t|need not) be"
    r"|no need (?:for|to be)"
    r"|i (?:don'?t|do not)(?: really)? (?:need|(?:care|mind) (?:about|if it'?s|whether it'?s)|insist on))"
    r"\s+(.+?)(?: any ?more| any longer)?\W*$",
    re.I,
)
_NOT_IMPORTANT = re.compile(
    r"^\W*(?:the |being )?(.+?)(?: (?:part|thing|bit))?"
    r" (?:is(?:n'?t| not) (?:that |so |really )?(?:important|needed|necessary)|(?:doesn'?t|does not) matter)\W*$",
    re.I,
)
_ANY_WILL_DO = re.compile(
    r"\b(?:any|whatever) (year|decade|era|genre|kind)\b(?: (?:is|will|would|works|goes|you like)\b|\W*$)"
    r"|\b(?:don'?t|do not) (?:care|mind) (?:about|what|which)(?: the)? (year|decade|era|genre|kind)\b"
    r"|\b(year|decade|era|genre|kind) (?:doesn'?t|does not) matter\b",
    re.I,
)
_OF_GENRE = frozenset({"genre", "kind"})


def lifted(sentence: str, request: Request, reader: WishReader) -> Act | None:
    """The act that gives up wishes in force, or finds that there is no such wish; None if that is not what is said."""
    wishes = request.constraints
    if freed := _freed(sentence, wishes, reader):
        return Act("refine", dropped=freed)
    m = _DROP.match(sentence)
    if m is None:
        unneeded = _NOT_NEEDED.match(sentence) or _NOT_IMPORTANT.match(sentence)
        return Act("refine", detail=unneeded[1]) if unneeded and reader.read(unneeded[1]).constraints else None
    named, shun = reader.read(m[2]), _SHUN.match(m[1]) is not None
    if shun:  # "without romance" is a ban of its own, and lifts none
        wishes = tuple(c for c in wishes if not c.kind.startswith("not_"))
    labels = _meant(m[2], named, wishes)
    contexts = tuple(c for c in named.contexts if c in request.context)
    if labels or contexts:
        return Act("refine", dropped=(*labels, *contexts))
    return Act("refine", detail=m[2]) if (named.constraints or named.contexts) and not shun else None


def _freed(sentence: str, wishes: Sequence[Constraint], reader: WishReader) -> tuple[str, ...]:
    """Labels of the wishes that need no longer hold."""
    if (m := _ANY_WILL_DO.search(sentence)) is not None:
        of_genre = (m[1] or m[2] or m[3]).lower() in _OF_GENRE
        kinds = ("genre",) if of_genre else ("year_from", "year_to")
        return tuple(dict.fromkeys(_label(c) for c in wishes if c.kind in kinds))
    m = _NOT_NEEDED.match(sentence) or _NOT_IMPORTANT.match(sentence)
    if m is None:
        return ()
    wanted = tuple(c for c in wishes if not c.kind.startswith("not_"))
    return _meant(re.sub(r"^(?:from |an? |the )+", "", m[1]), reader.read(m[1]), wanted)


def _meant(said: str, named: Wish, wishes: Sequence[Constraint]) -> tuple[str, ...]:
    """Labels of the wishes that words name, by their label or by what they are read as."""
    kinds = {(c.kind, c.value) for c in named.constraints}
    genres = {str(value) for kind, value in kinds if kind in ("genre", "not_genre")}
    spoken = {said.lower(), said.lower().removesuffix("s")}
    return tuple(
        dict.fromkeys(
            _label(c)
            for c in wishes
            if spoken & {c.label.lower(), str(c.value).lower()}
            or (c.kind, c.value) in kinds
            or (c.kind == "genre" and genres & set(str(c.value).split("|")))
        )
    )


def _label(wish: Constraint) -> str:
    return wish.label or str(wish.value)
