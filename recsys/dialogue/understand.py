"""From a message to what is to be done: a list of acts in order, each with the items, opinions and wishes it is about.

Deterministic: titles are linked, sentences are told apart, rules decide; sentence embeddings help only where no rule
fires. Nothing here changes the conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from recsys.data.knowledge import Theme
from recsys.dialogue import intents, pending, questions
from recsys.dialogue.acts import Act, Judgement, Understanding, noise, tidy
from recsys.dialogue.cues import SLOT
from recsys.dialogue.languages import foreign
from recsys.dialogue.lifting import lifted
from recsys.dialogue.memory import Choice, Conversation
from recsys.dialogue.nearest import Embeds, Nearest
from recsys.dialogue.opinions import Said, judge, masked
from recsys.dialogue.pointing import ordinals, out_of_range
from recsys.dialogue.slots import Wish
from recsys.dialogue.spelling import mended
from recsys.dialogue.text import ARTICLES, clean, keys, surprise, tokens
from recsys.dialogue.titles import Mention
from recsys.dialogue.wanting import Wanting
from recsys.schema import Constraint, ItemId

_REMOVE = re.compile(
    rf"\b(?:forget(?= (?:about )?(?:the )?{SLOT})|delete|remove|erase|un-?rate|un-?like|drop|take"
    r"|clear)\b(?: \w+){0,4}?"
    rf" ?(?:{SLOT}|(?:it|that|this)(?: one)?\b)(?=.*\b(?:from|off|out of|in) (?:my|the)\b|\W*$|.*\brating\b)"
    r"|\b(?:delete|remove|erase"
    rf"|clear) (?:my |the )?(?:rating|opinion|vote|like)s? (?:of|for|on) {SLOT}",
    re.I,
)
_RATE_IT = re.compile(
    rf"^\W*(?:please |let me |can i |i want to |i'd like to )*(?:rate|score|review)\s+(?:the )?{SLOT}\W*$", re.I
)
_NOT_IT = re.compile(
    rf"^\W*(?:but |and |just |please )*(?:not|no|except|besides|other than|without) "
    rf"(?:the )?{SLOT}(?: (?:though|please|thanks|either|again))?\W*$",
    re.I,
)
_AS_PERSON = re.compile(
    rf"\b(?:anything|something|movies?|films?|ones?|some|any)\b(?: \w+)? (?:with|by|starring"
    rf"|featuring) (?:the )?{SLOT}"
    rf"(?: in (?:it|them))?\W*$|^\W*(?:starring|directed by) (?:the )?{SLOT}\W*$",
    re.I,
)
"""A title where a person's name belongs: "anything with The Rock"."""

_WISHES = re.compile(r"\b(?:asking|ask|looking|searching|wishes|filters)\b", re.I)
_ANY = re.compile(r"^\W*(?:an?y? |some |the )?(?:movies?|films?|flicks?)(?: please| time| tonight)?\W*$", re.I)
_SERIES_OF = re.compile(
    r"^\W*(?:(?:have|do) you (?:got|have|know)|got|show me|give me|find me|i want|i'd like|what about|how about"
    r"|please"
    r"|recommend(?: me)?|suggest|any|some|the|all|of|other|more|ones?|a)?"
    r"(?:\s*(?:any|some|the|all|of|other|more)\b)*\s*((?:[\w'&.-]+\s+){0,2}[\w'&.-]+?)\s+"
    r"(?:movies|films|series|franchise|saga|trilogy|sequels)\b",
    re.I,
)
SERIES = 8
"""Importance of a series asked for by name: given up after all else but what is not wanted."""


class Understander(Wanting):
    """Reads messages about one catalogue. Without `encoder` only the rules are used."""

    def use(self, encoder: Embeds) -> None:
        """Read by likeness what no rule knows; the encoder should be warm, since every message waits for it."""
        self._nearest = Nearest(encoder)

    def nearest_themes(self, words: str, k: int = 2) -> list[Theme]:
        """The catalogue's themes nearest to some words in meaning, or in spelling while nothing reads meaning."""
        known = self.wishes.lore.known_themes
        if self._nearest is None or not known:
            return self.wishes.lore.nearest(words, k)
        return [known[place] for place in self._nearest.of(words, tuple(t.label for t in known), k)]

    def name(self, item_id: ItemId) -> str:
        """Title and year of an item."""
        return self._items[item_id].name

    def read(self, message: str, conversation: Conversation) -> Understanding:
        """Never fails, whatever the message is."""
        text = mended(clean(message), self.linker.words)
        if not text:
            return Understanding(text, (Act("unknown", detail="empty"),))
        answer = pending.answer(text, conversation, self.linker, self._items)
        if isinstance(answer, str):  # the answer completes or stands for another message
            return self.read(answer, replace(conversation, choice=None, waiting="", offer=""))
        if answer is not None:
            return Understanding(text, (answer,))
        if (freed := self._lifted(text, (), conversation)) is not None and freed.dropped:
            return Understanding(text, (freed,))
        if _ANY.match(text):
            return Understanding(text, (Act("recommend"),))
        near = (*conversation.shown, *conversation.focus)
        mentions = self._no_lore(text, self.linker.link(text, near))
        if not mentions and (language := foreign(text)) is not None and not re.search(r"\bin english\b", text, re.I):
            return Understanding(text, (Act("unknown", detail=f"language:{language}"),))
        if (act := self._series(text, mentions)) is not None:
            return Understanding(text, (act,), mentions)
        mentions = self._settled(text, mentions)
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
            made = self._sentence(text, plain[start:end].strip(), here, heard, telling)
            acts += made
            told = tuple(s.mention.items[0] for s in reversed(here)) or tuple(i for a in made for i in a.items)
            heard = replace(heard, focus=tuple(dict.fromkeys((*told, *heard.focus))))
        return Understanding(text, tuple(tidy(acts, text, mentions)), mentions, None, tuple(said))

    def _series(self, text: str, mentions: Sequence[Mention]) -> Act | None:
        """ "Star Trek", "the Star Trek movies": all films of a series are asked for."""
        if (named := self._named_series(text)) is not None:
            start, end, name = named
            series = Constraint("attribute", name, name, SERIES, "title")
            wish = self.wishes.read(f"{text[:start]} {text[end:]}", text)
            return Act("recommend", wish=replace(wish, constraints=(series, *wish.constraints)), fresh=True)
        if len(mentions) != 1 or not self._one_series(mentions[0]):
            return None
        said = judge(text, mentions)[0]
        plain = masked(text, mentions)
        if said.stance not in ("mentioned", "asked", "wanted") or intents.rule(plain) not in (None, "about", "help"):
            return None
        name = self._heading(mentions[0])
        rest = re.sub(rf"{SLOT}(?:\s+(?:movies?|films?|series|franchise|saga|ones?))?", " ", plain)
        wish = self.wishes.read(rest, text)
        series = Constraint("attribute", name, name, SERIES, "title")
        return Act("recommend", wish=replace(wish, constraints=(series, *wish.constraints)), fresh=True)

    def _named_series(self, text: str) -> tuple[int, int, str] | None:
        """ "Any Batman films?": where in the text two or more titles' first words stand, and how they are spelled."""
        m = _SERIES_OF.match(text)
        if m is None or (wish := self.wishes.read(m[1])) or wish.unmet:
            return None
        words = keys(m[1])
        if sum(surprise(w) for w in words) < (4.2 if len(words) == 1 else 8.0):
            return None
        heads = self._heads.get(words, ())
        return (m.start(1), m.end(), heads[0]) if len(heads) > 1 else None

    @cached_property
    def _heads(self) -> Mapping[tuple[str, ...], list[str]]:
        """The first one to three words of titles, without an article, as each title that has them spells them."""
        heads: dict[tuple[str, ...], list[str]] = {}
        for item in self._items.values():
            found = tokens(item.title)
            first = int(len(found) > 1 and found[0].key in ARTICLES)
            for n in range(first + 1, min(first + 3, len(found)) + 1):
                spelled = item.title[found[first].start : found[n - 1].end]
                heads.setdefault(tuple(t.key for t in found[first:n]), []).append(spelled)
        return heads

    def _no_lore(self, text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Without what is nearly a title and wholly a theme or a person: "a true story" is not "Toy Story"."""
        lore = self.wishes.lore
        named = [*lore.people(text), *lore.themes(text)]
        return tuple(
            m
            for m in mentions
            if not any(
                f.start <= m.start and m.end <= f.end and (m.fuzzy or f.end - f.start > len(m.text)) for f in named
            )
        )

    def _settled(self, text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Of a series that only serves for likeness ("anything like Star Trek") the best known film will do."""
        stances = [s.stance for s in judge(text, mentions)]
        return tuple(
            replace(m, items=m.items[:1]) if stance == "similar" and self._one_series(m) else m
            for m, stance in zip(mentions, stances, strict=True)
        )

    def _one_series(self, mention: Mention) -> bool:
        """Do several films of different titles begin with, or hold, the words of the mention?"""
        titles = {self._items[i].title for i in mention.items}
        words = keys(mention.text)
        return len(titles) > 1 and all(_within(words, keys(title)) for title in titles)

    def _heading(self, mention: Mention) -> str:
        """The words of the mention as the first of its titles spells them."""
        title = self._items[mention.items[0]].title
        found = tokens(title)
        words = keys(mention.text)
        for at in range(len(found)):
            if tuple(t.key for t in found[at : at + len(words)]) == words:
                return title[found[at].start : found[at + len(words) - 1].end]
        return mention.text

    # ---- one sentence ------------------------------------------------------------------------------------------

    def _sentence(
        self, text: str, sentence: str, here: Sequence[Said], conversation: Conversation, telling: bool = False
    ) -> list[Act]:
        named = tuple(s.mention.items[0] for s in here)
        if (freed := self._lifted(sentence, here, conversation)) is not None:
            return [freed]
        if named and _AS_PERSON.search(sentence):
            return [Act("recommend", named, wish=Wish(unmet=tuple(s.mention.text for s in here)))]
        if (voice := intents.voice(sentence)) is not None:
            return [Act("voice", detail=voice)]
        intent = intents.rule(sentence)
        places = ordinals(sentence, len(conversation.shown))
        missing = out_of_range(sentence, len(conversation.shown)) if conversation.shown else None
        pointed = named or tuple(conversation.shown[p] for p in places)
        target = pointed or self._meant(sentence, conversation)
        if missing is not None and not pointed:
            target = ()
        if intent == "smalltalk":
            return [Act("smalltalk", detail=noise(sentence))]
        if named and _RATE_IT.match(sentence):
            return [Act("rate", named[:1], detail="stars")]
        if named and _NOT_IT.match(sentence):
            return [Act("rate", named, tuple(Judgement((i,), "rejected") for i in named))]
        if not conversation.shown and not named and ordinals(sentence, 99):
            target = ()
        if _REMOVE.search(sentence) and target and intent not in ("what_if", "why", "why_not"):
            listed = re.search(r"\b(?:list|suggestions)\W*$", sentence, re.I) and set(target) <= set(conversation.shown)
            return [Act("rate", target, tuple(Judgement((i,), "rejected" if listed else None) for i in target))]
        if intent in ("undo", "reset", "help", "how", "profile", "forget"):
            detail = ""
            if intent == "profile" and re.search(r"export|download", sentence, re.I):
                detail = "export"
            elif intent == "profile" and re.search(
                r"\b(?:asking|ask|looking|searching|wishes|filters)\b", sentence, re.I
            ):
                detail = "wishes"
            return [Act(intent, detail=detail)]
        if intent == "what_if":
            return [questions.what_if(sentence, here, target, lambda frame: self._strangers(text, frame))]
        if (
            intent == "why"
            and len(named) > 1
            and re.search(r"\b(?:not|instead|rather|over|before|above)\b", sentence, re.I)
        ):
            intent = "compare"  # "why Fargo and not Heat?"
        if intent == "compare":
            return [
                questions.compare(sentence, named, places, conversation, lambda frame: self._strangers(text, frame))
            ]
        if intent in ("why", "why_not", "about"):
            unknown = () if (target and (named or places)) or intent == "about" else self._strangers(text, intent)
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

    def _lifted(self, sentence: str, here: Sequence[Said], conversation: Conversation) -> Act | None:
        """Wishes in force that are given up."""
        return None if here else lifted(sentence, conversation.request, self.wishes)

    def _meant(self, sentence: str, conversation: Conversation) -> tuple[ItemId, ...]:
        """What a pronoun, or nothing at all ("why?"), means."""
        if re.search(r"\b(?:both|them|those|these)\b", sentence, re.I) and len(conversation.focus) > 1:
            return conversation.focus[:2]
        subject = conversation.subject
        return (subject,) if subject is not None else ()


def _within(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return any(title[at : at + len(words)] == words for at in range(len(title)))
