"""What a sentence wishes, or says of what is pointed at, when it is no plain question or command."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recsys.dialogue import intents, phrases
from recsys.dialogue.acts import Act, Judgement, noise
from recsys.dialogue.cues import SLOT
from recsys.dialogue.languages import foreign
from recsys.dialogue.lore import Lore
from recsys.dialogue.memory import Conversation
from recsys.dialogue.nearest import Embeds, Nearest
from recsys.dialogue.opinions import Said, attitude
from recsys.dialogue.persons import persons
from recsys.dialogue.pointing import counted
from recsys.dialogue.questions import PRONOUN
from recsys.dialogue.residue import named_unknown, residue
from recsys.dialogue.slots import Wish, WishReader
from recsys.dialogue.stars import spoken_stars
from recsys.dialogue.text import courtesy
from recsys.dialogue.titles import HasItems, TitleLinker
from recsys.schema import ItemId

_BAN = re.compile(r"^\W*(?:but |and |please |just )*(?:no|not|nothing|without|less|more)\b", re.I)
_THEME = re.compile(
    r"^\W*(?:and |but |maybe |something |one |ones )*(?:with|about|featuring|set in|set on|involving)\b", re.I
)
_POINTED = re.compile(r"\W*(?:(?:and|oh|the|no\.?|number) )*\w+(?: one)?\W*", re.I)
""" "The second one?" and no word more."""
_OPEN = re.compile(
    r"\b(?:instead|rather|actually|but|older|newer|that|those|them|these|too|also|as well|more|less)\b", re.I
)


class Wanting:
    """Reads wishes and attitudes about one catalogue."""

    def __init__(
        self, catalog: HasItems, weight: Mapping[ItemId, float] | None = None, encoder: Embeds | None = None
    ) -> None:
        self.linker = TitleLinker(catalog, weight)
        self._items = {item.id: item for item in catalog.items}
        genres = sorted({g for item in catalog.items for g in item.genres})
        self.wishes = WishReader(genres, max((item.year or 0 for item in catalog.items), default=0), Lore(catalog))
        self._nearest = Nearest(encoder) if encoder is not None else None

    def _wishes(
        self,
        sentence: str,
        text: str,
        here: Sequence[Said],
        target: tuple[ItemId, ...],
        conversation: Conversation,
        pointed: tuple[ItemId, ...] = (),
        missing: int | None = None,
        telling: bool = False,
    ) -> list[Act]:
        acts: list[Act] = []
        judged = [s for s in here if s.stance == "opinion"]
        if judged:
            told = tuple(Judgement(s.mention.items, s.verdict, s.stars, s.out_of) for s in judged)
            acts.append(Act("rate", tuple(s.mention.items[0] for s in judged), told))
        rest = sentence if not judged else _apart(sentence)
        rest, polite = courtesy(rest)
        if not judged and not here and polite and not re.search(r"\w{2}", rest):
            return [Act("smalltalk", detail=noise(sentence))]
        alike = intents.asks_similar(rest) or any(s.stance == "similar" for s in here)
        explicit = phrases.EXPLICIT.search(rest) is not None
        taken = intents.accepts(rest) and not explicit and not alike
        asking = explicit or intents.asks(rest) or re.search(r"\bplease\b", rest, re.I) is not None
        idle = (
            taken
            or intents.describes(rest)
            or (telling and not asking and not _BAN.match(rest))
            or not intents.taste_or_ask(rest)
        )
        wish = Wish() if idle else self.wishes.read(rest, text)
        if (
            not here
            and not pointed
            and not wish
            and not alike
            and (unknown := self._strangers(text, "rate"))
            and unknown[0] in rest
        ):
            return [Act("rate", unknown=unknown)]
        alike_liked = [s.mention.items[0] for s in judged if s.leaning > 0] if alike else []
        about_it = None if here else self._attitude(rest, wish, target, pointed, conversation, alike)
        if about_it is not None:
            return [*acts, *about_it]
        wanted = not judged and not explicit and any(s.stance == "wanted" for s in here)
        if (taken or wanted) and not judged:
            taken_up = tuple(s.mention.items[0] for s in here if s.stance != "unseen")
            return [Act("smalltalk", taken_up or pointed, detail="accept")]
        liked = [s.mention.items[0] for s in here if s.stance in ("similar", "wanted", "mentioned")]
        like = next(iter((*liked, *alike_liked, *pointed, *target)), None) if alike else None
        words = residue(rest, self.wishes)
        for name in wish.unmet:
            words = re.sub(rf"\b{re.escape(name)}\b", "", words, flags=re.I).strip()
        words = self.wishes.without_refused(words, wish, rest)
        themed = bool(words and conversation.shown and not here) and _THEME.match(rest) is not None
        unjudged = [s for s in here if s.stance != "opinion"]
        more = intents.asks_more(rest) and not wish and like is None
        asked = intents.asks(rest) and not (intents.describes(rest) or taken)
        if like is not None:
            acts.append(Act("similar", (like,), wish=wish, text=words, fresh=not conversation.shown or bool(here)))
        elif not here and not wish and (unknown := self._strangers(text, "similar")):
            acts.append(Act("similar", unknown=unknown))
        elif more and (conversation.shown or not asked):
            acts.append(Act("more", detail="seen" if _KNOWN_ALL.search(rest) else ""))
        elif wish or (asked and not unjudged) or wish.unmet or themed or (wish.blind and conversation.shown):
            outright = asked and not _OPEN.search(rest) and not wish.older
            fresh = outright and (wish.replaces or (bool(words) and explicit and not wish.constraints))
            acts.append(
                Act(
                    "recommend" if not conversation.shown or (outright and not wish.novelty) else "refine",
                    wish=wish,
                    text=words,
                    fresh=fresh,
                    items=target[:1] if wish.older else (),
                    count=counted(rest),
                )
            )
        if acts:
            return acts
        return [self._other(sentence, text, here, conversation, missing, pointed)]

    def _strangers(self, text: str, frame: str) -> tuple[str, ...]:
        """Titles named in a frame that calls for one which the catalogue does not have."""
        found = named_unknown(text, frame)
        return tuple(
            u
            for u in found
            if not self.linker.named(u) and not self.wishes.names.fullmatch(u.strip()) and not PRONOUN.fullmatch(u)
        )

    def _attitude(
        self,
        rest: str,
        wish: Wish,
        target: tuple[ItemId, ...],
        pointed: tuple[ItemId, ...],
        conversation: Conversation,
        alike: bool,
    ) -> list[Act] | None:
        """ "Loved it", "seen the first two", "not for me", "4 stars": an opinion of what is pointed at."""
        if alike or (intents.asks_more(rest) and not _KNOWN_ALL.search(rest)):
            return None
        if not pointed and conversation.shown and (passed := _of_the_list(rest, conversation)):
            return [Act("more", detail=passed)]
        stars = spoken_stars(rest)
        verdict = attitude(rest, bool(pointed))
        if pointed and "?" in rest and not re.search(r"\b(?:i|we)\b", rest, re.I):
            return None  # "the first one is good?" asks
        pronoun = PRONOUN.search(rest) is not None
        short = len(rest.split()) <= 5
        if wish.constraints and not pointed and (phrases.EXPLICIT.search(rest) or not (pronoun and verdict)):
            return None
        if stars and (pointed or conversation.subject) and (pronoun or pointed or short):
            value, out_of = stars
            who = pointed or target
            return [Act("rate", who, tuple(Judgement((i,), None, value, out_of) for i in who))]
        if verdict is None or not (pointed or pronoun or (short and not intents.is_small_talk(rest))):
            return None
        if intents.asks(rest) and not pointed and not re.search(r"\b(?:it|that one|this one)\b", rest, re.I):
            return None
        if (
            verdict != "rejected"
            and intents.accepts(rest)
            and not re.search(r"\b(?:loved|liked|enjoyed|hated|seen|watched|was)\b", rest, re.I)
        ):
            return None
        if verdict == "liked" and re.search(
            r"\b(?:sounds?|looks?|seems?|heard|suggest\w*|recommend\w*|ideas?|choices?)\b", rest, re.I
        ):
            return None
        if re.match(r"\W*(?:only|just)\b", rest, re.I):
            return None  # "only the good ones"
        who = pointed or target
        if not who:
            return [Act("rate", detail=verdict)] if conversation.shown else None
        return [Act("rate", who, tuple(Judgement((i,), verdict) for i in who))]

    def _other(
        self,
        sentence: str,
        text: str,
        here: Sequence[Said],
        conversation: Conversation,
        missing: int | None,
        pointed: tuple[ItemId, ...],
    ) -> Act:
        named = tuple(s.mention.items[0] for s in here)
        if intents.accepts(sentence):
            return Act("smalltalk", named or pointed, detail="accept")
        if any(s.stance == "unseen" for s in here) or re.search(
            r"\b(?:haven'?t|never|not) (?:\w+ )?(?:seen|heard|watched)", sentence, re.I
        ):
            return Act("smalltalk", named, detail="unseen")
        if not named and intents.is_small_talk(sentence):
            return Act("smalltalk", detail=noise(sentence))
        if named:
            asked = "?" in sentence or any(s.stance == "asked" for s in here)
            return Act("about", named, detail=sentence.replace(SLOT, "it") if asked else "mention")
        if missing is not None:
            return Act("about", place=missing)
        if pointed:
            return Act("about", pointed[:1], detail="mention" if _POINTED.fullmatch(sentence) else sentence)
        if (
            "?" in sentence + text[-1:]
            and conversation.subject
            and re.search(r"\b(?:it|that|this|they|he|she|one|movie|film)\b", sentence, re.I)
        ):
            return Act("about", (conversation.subject,), detail=sentence)
        unknown = self._strangers(text, "rate") or self._strangers(text, "about")
        if unknown and unknown[0] in sentence:  # not one that was said, and linked, in another sentence
            return Act("rate", unknown=unknown)
        if "?" in sentence + text[-1:] and (people := persons(sentence)):
            return Act("recommend", wish=Wish(unmet=people))
        if language := foreign(text):
            return Act("unknown", detail=f"language:{language}")
        if courtesy(sentence)[1]:
            return Act("smalltalk", detail=noise(sentence))
        if self._nearest is not None and (near := self._nearest.intent(sentence)) is not None:
            subject = conversation.subject
            if near == "rate" or (near in ("about", "why", "why_not", "compare", "what_if") and subject is None):
                return Act("unknown", detail="nearly")
            return Act(near, (subject,) if subject and near in ("about", "why", "why_not") else ())
        remark = "?" not in sentence + text[-1:] and re.search(
            r"\b(?:i|it|that|this|he|she|they|we|you|is|was|are|i'?m|im|its|thats)\b", sentence, re.I
        )
        return Act("smalltalk", detail="remark") if remark else Act("unknown")


_ALL = re.compile(
    r"\b(?:these|those|they|them all|all (?:of|the)|none|any of (?:these|those|them)|list|suggestions?|picks)\b", re.I
)
_DULL = re.compile(
    r"^\W*(?:this is |that'?s |so |how |too |very |really )*(?:boring|bad|lame|meh|terrible|awful|rubbish|crap|dull"
    r"|predictable|obvious|not (?:good|great|helpful|my taste|my thing))\W*$",
    re.I,
)
_DISPLEASED = re.compile(
    r"\b(?:boring|bored by|bad|lame|meh|terrible|awful|rubbish|crap|dull|predictable|obvious|not (?:good|great|for me"
    r"|my taste|my thing|interested)|(?:don'?t|do not) (?:like|want|fancy)|hate|suck|useless|appeals?)\b",
    re.I,
)
_KNOWN_ALL = re.compile(
    r"^(?!.*(?:n't|nt|\bnot|\bnever|\bneither|\bbut)\b).*\b(?:seen|watched|know|saw)\b(?: \w+){0,2}? (?:all|every"
    r"|most)\b"
    r"|^\W*(?:these|those|them)(?: all)? (?:i'?ve |i have )(?:already |all )?(?:seen|watched)\b",
    re.I,
)


def _of_the_list(rest: str, conversation: Conversation) -> str:
    """Is the whole list turned down ("these are boring", "boring", "seen all of these")? In which way, empty if not."""
    if len(conversation.focus) > 1:  # they may be meant
        return ""
    if _KNOWN_ALL.search(rest):
        return "seen"
    if _DULL.match(rest) and not conversation.focus:
        return "criticised"
    return "criticised" if _ALL.search(rest) and _DISPLEASED.search(rest) else ""


def _apart(sentence: str) -> str:
    """The pieces of a sentence that judge no title but may ask: of "no horror, and I loved …" the first."""
    pieces = re.split(
        r",|;|\bbut\b|\band\b(?= (?:i|we|no|please|give|show|recommend|suggest|find)\b)|\bso\b(?= (?:i|we|give"
        r"|show|recommend|suggest|find|something|what|maybe|any)\b)",
        sentence,
        flags=re.I,
    )
    kept = []
    for piece in pieces:
        wants = (
            intents.asks(piece)
            or re.search(r"\b(?:no|not|nothing|without|please|prefer|want|need)\b", piece, re.I)
            or intents.asks_similar(piece)
        )
        asked = intents.asks(piece) or phrases.EXPLICIT.search(piece) is not None
        if (SLOT not in piece and wants and (asked or attitude(piece) is None)) or (
            SLOT in piece and intents.asks_similar(piece)
        ):
            kept.append(piece.strip())
    return ", ".join(kept)
