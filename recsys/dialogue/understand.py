"""From a message to what is to be done: a list of acts in order, each with the items, opinions and wishes it is about.

Deterministic: titles are linked, sentences are told apart, rules decide; sentence embeddings help only where no rule
fires. Nothing here changes the conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recsys.dialogue import intents
from recsys.dialogue.intents import Embeds, Nearest
from recsys.dialogue.languages import foreign
from recsys.dialogue.memory import Choice, Conversation
from recsys.dialogue.opinions import SLOT, Said, attitude, judge, masked, spoken_stars
from recsys.dialogue.residue import named_unknown, residue
from recsys.dialogue.slots import Wish, WishReader, ordinals, out_of_range
from recsys.dialogue.text import clean, courtesy
from recsys.dialogue.titles import HasItems, Mention, TitleLinker
from recsys.schema import Intent, ItemId, Verdict

_PRONOUN = re.compile(
    r"\b(?:it|that one|this one|that|this|them|those|these|both|the (?:film|movie|pick|one|book)|that (?:film|movie)|this (?:film|movie))\b",
    re.I,
)
_DROP = re.compile(
    r"^\W*(?:never ?mind|forget(?: about)?|drop|remove|lose|no longer|clear|take off|without)\s+(?:the |my |about )*[\"']?(.+?)[\"']?(?:\s+(?:filter|wish|part|thing|constraint))?\W*$",
    re.I,
)
_REMOVE = re.compile(
    rf"\b(?:forget|delete|remove|erase|un-?rate|un-?like|drop|take|clear)\b(?: \w+){{0,4}}? ?(?:{SLOT}|(?:it|that|this)(?: one)?\b)(?=.*\b(?:from|off|out of|in) (?:my|the)\b|\W*$|.*\brating\b)|\b(?:delete|remove|erase|clear) (?:my |the )?(?:rating|opinion|vote|like)s? (?:of|for|on) {SLOT}",
    re.I,
)
_NOT_IN_FACT = re.compile(
    r"(?:had(?:n'?t| not)|did(?:n'?t| not)|do(?:n'?t| not)|never|without|ignor\w+|disregard\w*|strik\w+|struck|forg[eo]t\w*|remov\w+|delet\w+|leav\w+ out|left out|took? (?:out|away)|drop\w*|were ?n'?t|was ?n'?t|wasn'?t|weren'?t|not)\b[^.?!]*$",
    re.I,
)
_RATE_IT = re.compile(rf"^\W*(?:please |let me |can i |i want to |i'd like to )*(?:rate|score|review)\s+(?:the )?{SLOT}\W*$", re.I)
_OPEN = re.compile(
    r"\b(?:instead|rather|actually|but|older|newer|that|those|them|these|too|also|as well|more|less)\b", re.I
)


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


class Understander:
    """Reads messages about one catalogue. Without `encoder` only the rules are used."""

    def __init__(
        self, catalog: HasItems, weight: Mapping[ItemId, float] | None = None, encoder: Embeds | None = None
    ) -> None:
        self.linker = TitleLinker(catalog, weight)
        self._items = {item.id: item for item in catalog.items}
        genres = sorted({g for item in catalog.items for g in item.genres})
        self.wishes = WishReader(genres, max((item.year or 0 for item in catalog.items), default=0), _people(catalog))
        self._nearest = Nearest(encoder) if encoder is not None else None

    def read(self, message: str, conversation: Conversation) -> Understanding:
        """Never fails, whatever the message is."""
        text = clean(message)
        if not text:
            return Understanding(text, (Act("unknown", detail="empty"),))
        answered = self._answer(text, conversation)
        if answered is not None:
            return answered
        near = (*conversation.shown, *conversation.focus)
        mentions = self.linker.link(text, near)
        ambiguous = next((m for m in mentions if m.ambiguous), None)
        if ambiguous is not None:
            choice = Choice(text, ambiguous.start, ambiguous.end, ambiguous.items)
            return Understanding(text, (Act("unknown", detail="choice"),), mentions, choice)
        said = judge(text, mentions)
        acts: list[Act] = []
        plain = masked(text, mentions)
        heard = conversation
        for start, end in intents.split(plain) or [(0, len(plain))]:
            first = plain[:start].count(SLOT)
            here = said[first : first + plain[start:end].count(SLOT)]
            telling = any(a.intent == "rate" for a in acts)
            acts += self._sentence(text, plain[start:end].strip(), here, heard, telling)
            told = tuple(s.mention.items[0] for s in reversed(here))
            heard = replace(heard, focus=tuple(dict.fromkeys((*told, *heard.focus))))
        return Understanding(text, tuple(_tidy(acts, text, mentions)), mentions, None, tuple(said))

    # ---- answers to open questions -----------------------------------------------------------------------------

    def _answer(self, text: str, conversation: Conversation) -> Understanding | None:
        if conversation.choice is not None:
            chosen = self._choose(text, conversation.choice)
            if chosen is not None:
                asked = conversation.choice
                whole = f"{asked.message[: asked.start]}{self._items[chosen].name}{asked.message[asked.end :]}"
                return self.read(whole, replace(conversation, choice=None, waiting="", offer=""))
        if conversation.waiting == "forget":
            if intents.YES.match(text) or intents.rule(text) == "forget":
                return Understanding(text, (Act("forget", detail="confirmed"),))
            if intents.NO.match(text):
                return Understanding(text, (Act("smalltalk", detail="kept"),))
        if conversation.waiting == "taste" and conversation.subject:
            stars = spoken_stars(text)
            verdict: Verdict | None = (
                "liked" if intents.YES.match(text) else "disliked" if intents.NO.match(text) else None
            )
            if stars or verdict:
                value, out_of = stars or (None, None)
                told = Judgement((conversation.subject,), verdict if not stars else None, value, out_of)
                return Understanding(text, (Act("rate", (conversation.subject,), (told,)),))
        if conversation.waiting.startswith("which:"):
            verdict = conversation.waiting.partition(":")[2]  # type: ignore[assignment]
            places = ordinals(text, len(conversation.shown))
            items = tuple(conversation.shown[p] for p in places) or tuple(
                m.items[0] for m in self.linker.link(text, conversation.shown)
            )
            if items and len(text.split()) <= 12 and not attitude(text):
                return Understanding(text, (Act("rate", items, tuple(Judgement((i,), verdict) for i in items)),))
        if intents.YES.match(text) and conversation.offer:
            return self.read(conversation.offer, replace(conversation, offer="", choice=None, waiting=""))
        if intents.NO.match(text) and conversation.offer:
            return Understanding(text, (Act("smalltalk", detail="declined"),))
        return None

    def _choose(self, text: str, choice: Choice) -> ItemId | None:
        years = {self._items[i].year: i for i in choice.options}
        for m in re.finditer(r"\b(1[89]\d\d|20\d\d)\b", text):
            if int(m[1]) in years:
                return years[int(m[1])]
        if len(text.split()) > 8:
            return None
        if m := re.search(r"\b'?(\d0)'?s\b", text):
            fitting = [i for i in choice.options if str(self._items[i].year or "")[2:3] == m[1][0]]
            if len(fitting) == 1:
                return fitting[0]
        dated = sorted(choice.options, key=lambda i: self._items[i].year or 0)
        if re.search(r"\b(old(?:er|est)?|original|earlier|classic)\b", text, re.I):
            return dated[0]
        if re.search(r"\b(new(?:er|est)?|remake|later|latest|modern|recent)\b", text, re.I):
            return dated[-1]
        if places := ordinals(text, len(choice.options)):
            return choice.options[places[0]]
        named = [
            m.items[0]
            for m in self.linker.link(text, choice.options)
            if m.items[0] in choice.options and not m.ambiguous
        ]
        return named[0] if named else None

    # ---- one sentence ------------------------------------------------------------------------------------------

    def _sentence(self, text: str, sentence: str, here: Sequence[Said], conversation: Conversation, telling: bool = False) -> list[Act]:
        named = tuple(s.mention.items[0] for s in here)
        if dropped := self._dropped(sentence, conversation):
            return [Act("refine", dropped=dropped)]
        intent = intents.rule(sentence)
        places = ordinals(sentence, len(conversation.shown))
        missing = out_of_range(sentence, len(conversation.shown)) if conversation.shown else None
        pointed = named or tuple(conversation.shown[p] for p in places)
        target = pointed or self._meant(sentence, conversation)
        if missing is not None and not pointed:
            target = ()
        if intent == "smalltalk":
            return [Act("smalltalk", detail=_noise(sentence))]
        if named and _RATE_IT.match(sentence):
            return [Act("rate", named[:1], detail="stars")]
        if _REMOVE.search(sentence) and target and intent not in ("what_if", "why", "why_not"):
            return [Act("rate", target, tuple(Judgement((i,)) for i in target))]
        if intent in ("undo", "reset", "help", "how", "profile", "forget"):
            detail = "export" if intent == "profile" and re.search(r"export|download", sentence, re.I) else ""
            return [Act(intent, detail=detail)]
        if intent == "what_if":
            return [self._what_if(sentence, here, target, conversation, text)]
        if intent == "compare":
            return self._compare(sentence, text, named, places, conversation)
        if intent in ("why", "why_not", "about"):
            unknown = () if target and (named or places) or intent == "about" else self._strangers(text, intent)
            if intent == "about" and not target and not conversation.shown:
                return self._wishes(sentence, text, here, target, conversation)
            return [
                Act(
                    intent,
                    () if unknown else target,
                    unknown=unknown,
                    place=missing if not target else None,
                    detail=sentence.replace(SLOT, "it"),
                )
            ]
        return self._wishes(sentence, text, here, target, conversation, pointed, missing, telling)

    def _dropped(self, sentence: str, conversation: Conversation) -> tuple[str, ...]:
        m = _DROP.match(sentence)
        if not m or not conversation.request.constraints:
            return ()
        said = m[1].lower()
        labels = [(c.label or str(c.value), str(c.value)) for c in conversation.request.constraints]
        return tuple(
            dict.fromkeys(
                lab
                for lab, value in labels
                if said in (lab.lower(), value.lower(), lab.lower() + "s", value.lower() + "s")
            )
        )

    def _meant(self, sentence: str, conversation: Conversation) -> tuple[ItemId, ...]:
        """What a pronoun, or nothing at all ("why?"), means."""
        if re.search(r"\b(?:both|them|those|these)\b", sentence, re.I) and len(conversation.focus) > 1:
            return conversation.focus[:2]
        subject = conversation.subject
        return (subject,) if subject is not None else ()

    def _what_if(
        self, sentence: str, here: Sequence[Said], target: tuple[ItemId, ...], conversation: Conversation, text: str
    ) -> Act:
        without: list[ItemId] = []
        plus: list[Judgement] = []
        pieces = sentence.split(SLOT)
        denied = False
        for n, said in enumerate(here):
            before = pieces[n]
            if _NOT_IN_FACT.search(before):
                denied = True
            elif (
                re.search(
                    r"\b(?:but|and)\b.*\b(?:i|we)?\s*(?:had |did |do )?(?:lov|lik|hat|rat|gave|enjoy|dislik)\w*",
                    before,
                    re.I,
                )
                or n == 0
            ):
                denied = False
            item = said.mention.items[0]
            if said.stars is not None:
                plus.append(Judgement((item,), None, said.stars, said.out_of))
            elif denied:
                without.append(item)
            else:
                hated = re.search(r"\b(?:hat|dislik|despis)\w*\b[^.?!]*$", before, re.I)
                plus.append(Judgement((item,), "disliked" if hated else "liked"))
        if not here and target:
            without = list(target)
        unknown = () if here else self._strangers(text, "what_if")
        return Act("what_if", without=tuple(without), judgements=tuple(plus), unknown=unknown)

    def _compare(
        self, sentence: str, text: str, named: tuple[ItemId, ...], places: Sequence[int], conversation: Conversation
    ) -> list[Act]:
        items = list(dict.fromkeys((*named, *(conversation.shown[p] for p in places))))
        if len(items) < 2 and _PRONOUN.search(sentence):
            items += [i for i in (*conversation.focus, *conversation.shown) if i not in items][: 2 - len(items)]
        unknown = self._strangers(text, "compare") if len(items) < 2 else ()
        return [Act("compare", tuple(items[:2]), unknown=unknown)]

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
            return [Act("smalltalk", detail=_noise(sentence))]
        alike = intents.asks_similar(rest) or any(s.stance == "similar" for s in here)
        explicit = intents.EXPLICIT.search(rest) is not None
        taken = intents.accepts(rest) and not explicit and not alike
        asking = explicit or intents.asks(rest)
        idle = taken or intents.describes(rest) or (telling and not asking) or not intents.taste_or_ask(rest)
        wish = Wish() if idle else self.wishes.read(rest, text)
        if not here and not pointed and not wish and not alike and (unknown := self._strangers(text, "rate")) and unknown[0] in rest:
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
        like = (
            (liked or alike_liked or [i for i in pointed if alike] or [i for i in target if alike] or [None])[0]
            if alike
            else None
        )
        words = residue(rest, self.wishes)
        for name in wish.unmet:
            words = words.replace(name, "").strip()
        more = intents.asks_more(rest) and not wish and like is None
        asked = intents.asks(rest) and not (intents.describes(rest) or taken)
        if like is not None:
            acts.append(Act("similar", (like,), wish=wish, text=words, fresh=not conversation.shown or bool(here)))
        elif not here and not wish and (unknown := self._strangers(text, "similar")):
            acts.append(Act("similar", unknown=unknown))
        elif more and (conversation.shown or not asked):
            acts.append(Act("more"))
        elif wish or (asked and not here) or wish.unmet:
            outright = asked and not _OPEN.search(rest) and not wish.older
            fresh = outright and (wish.replaces or bool(words))
            acts.append(
                Act(
                    "recommend" if not conversation.shown or (outright and not wish.novelty) else "refine",
                    wish=wish,
                    text=words,
                    fresh=fresh,
                    items=target[:1] if wish.older else (),
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
            if not self.linker.named(u) and not self.wishes.names.fullmatch(u.strip()) and not _PRONOUN.fullmatch(u)
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
        if alike or intents.asks_more(rest):
            return None
        stars = spoken_stars(rest)
        verdict = attitude(rest, bool(pointed))
        pronoun = _PRONOUN.search(rest) is not None
        short = len(rest.split()) <= 5
        if wish.constraints and not pointed and not (pronoun and verdict):
            return None
        if stars and (pointed or conversation.subject) and (pronoun or pointed or short):
            value, out_of = stars
            who = pointed or target
            return [Act("rate", who, tuple(Judgement((i,), None, value, out_of) for i in who))]
        if verdict is None or not (pointed or pronoun or (short and not intents.is_small_talk(rest))):
            return None
        if intents.asks(rest) and not pointed and not re.search(r"\b(?:it|that one|this one)\b", rest, re.I):
            return None
        if intents.accepts(rest) and not re.search(r"\b(?:loved|liked|enjoyed|hated|seen|watched|was)\b", rest, re.I):
            return None
        if verdict == "liked" and re.search(r"\b(?:sounds?|looks?|seems?|heard|suggest\w*|recommend\w*|ideas?|choices?)\b", rest, re.I):
            return None
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
        if intents.is_small_talk(sentence):
            return Act("smalltalk", detail=_noise(sentence))
        if named:
            asked = "?" in sentence or any(s.stance == "asked" for s in here)
            return Act("about", named, detail=sentence.replace(SLOT, "it") if asked else "mention")
        if missing is not None:
            return Act("about", place=missing)
        if "?" in sentence + text[-1:] and conversation.subject and re.search(r"\b(?:it|that|this|they|he|she|one|movie|film)\b", sentence, re.I):
            return Act("about", (conversation.subject,), detail=sentence)
        if unknown := self._strangers(text, "rate"):
            return Act("rate", unknown=unknown)
        if language := foreign(text):
            return Act("unknown", detail=f"language:{language}")
        if self._nearest is not None and (near := self._nearest.intent(sentence)) is not None:
            subject = conversation.subject
            if near == "rate" or (near in ("about", "why", "why_not", "compare", "what_if") and subject is None):
                return Act("unknown", detail="nearly")
            return Act(near, (subject,) if subject and near in ("about", "why", "why_not") else ())
        return Act("unknown")


def _apart(sentence: str) -> str:
    """The pieces of a sentence that judge no title but may ask: "no horror please, and I loved …" leaves "no horror please"."""
    pieces = re.split(
        r",|;|\bbut\b|\band\b(?= (?:i|we|no|please|give|show|recommend|suggest|find)\b)|\bso\b(?= (?:i|we|give|show|recommend|suggest|find|something|what|maybe|any)\b)",
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
        if SLOT not in piece and wants and attitude(piece) is None:
            kept.append(piece.strip())
        elif SLOT in piece and intents.asks_similar(piece):
            kept.append(piece.strip())
    return ", ".join(kept)


def _tidy(acts: list[Act], text: str, mentions: Sequence[Mention]) -> list[Act]:
    """Opinions first and in one act, one request for all its sentences, noise only when there is nothing else."""
    judged = [a for a in acts if a.intent == "rate" and (a.judgements or a.unknown or a.detail)]
    wishes = [a for a in acts if a.intent in ("recommend", "refine", "similar", "more")]
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
    )
    texts = " ".join(dict.fromkeys(a.text for a in rich if a.text))
    return replace(
        lead,
        wish=merged,
        text=texts,
        fresh=any(a.fresh for a in rich),
        dropped=tuple(d for a in rich for d in a.dropped),
    )


def _noise(sentence: str) -> str:
    """Which small talk: hello, thanks, bye, how are you, or none of them."""
    table = {
        "thanks": r"\b(?:thanks?|thank you|thx|ty|cheers)\b",
        "bye": r"\b(?:bye|goodbye|good night|see (?:you|ya)|ciao|take care)\b",
        "how-are-you": r"\bhow (?:are|r) (?:you|u)|how'?s it going|what'?s up",
        "hello": r"\b(?:hi|hello|hey|hiya|heya|yo|howdy|greetings|good (?:morning|evening|afternoon|day))\b",
    }
    found = [name for name, pattern in table.items() if re.search(pattern, sentence, re.I)]
    return "bye" if "bye" in found else found[0] if found else ""


def _people(catalog: HasItems) -> dict[str, tuple[str, str]]:
    """Names of directors and actors the catalogue knows: lower-case name → (attribute, spelling)."""
    return {
        value.lower(): (kind, value)
        for item in catalog.items
        for kind, values in item.attributes.items()
        if kind in ("director", "actor", "cast", "author", "artist")
        for value in values
    }
