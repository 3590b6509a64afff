"""The whole route in one place: data, model, retrieval, ranking, evidence, words, memory.

The page, the command line and the evaluation call `Engine` and nothing behind it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from recsys.data.dataset import identity
from recsys.dialogue.memory import Conversation
from recsys.dialogue.quiz import choose
from recsys.dialogue.respond import Responder
from recsys.dialogue.text import escape
from recsys.explain.crowd import CrowdStats
from recsys.explain.evidence import EvidenceBuilder
from recsys.explain.language import Voice, spoken
from recsys.explain.plan import Task, plan
from recsys.explain.records import Comparison, Record, Taste, Trait, taste, usual
from recsys.explain.wording import worded
from recsys.explain.write import Writer
from recsys.models.base import Progress
from recsys.people import People
from recsys.pipeline import Pipeline
from recsys.schema import (
    Evidence,
    Explanation,
    Item,
    ItemId,
    Move,
    Opinion,
    Profile,
    QuickReply,
    Ranking,
    Reply,
    Request,
    Sentence,
    UserId,
    WhatIf,
    WhyRecError,
    joined,
)
from recsys.settings import Settings
from recsys.store import Store
from recsys.workspace import Workspace
from retrieval.lexical import Lexical

log = logging.getLogger(__name__)

AT_ONCE = frozenset[Task]({"line", "intro", "what_if"})
"""What nobody should wait for, so the model is not asked: the words above a list and on its cards, which come with it,
and the answer to a what-if, which is figures, asked for again and again. The same facts in plain wording take a few
milliseconds."""


class Engine(People):
    """Recommend, explain, answer what-ifs and remember, for every person of one data set.

    Reads are safe from any thread; writes go through the store, one transaction each.
    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        super().__init__(workspace, store)
        self.settings = workspace.settings
        self.chat_status = "none: no language model was asked for"
        self._writer = Writer(None)
        self._assemble()

    @classmethod
    def open(
        cls, settings: Settings | None = None, progress: Progress | None = None, chat: bool = True, warm: bool = True
    ) -> Engine:
        """Load everything, providing, fitting and indexing what is missing.

        The language model (`chat`) and the encoder of requests (`warm`) load behind; without `warm` the encoder loads
        when a request first needs it.
        """
        settings = settings or Settings()
        store = Store(settings.url, identity(settings.dataset, settings))
        workspace = Workspace.open(settings, store.forgotten(), progress)
        engine = cls(workspace, store)
        if chat:
            engine.chat_status = "loading"
            threading.Thread(target=engine._load, args=(progress, warm), daemon=True, name="warm-up").start()
        return engine

    def _assemble(self) -> None:
        w = self.workspace
        self.pipeline: Pipeline = w.pipeline
        self.crowd = CrowdStats(w.dataset.interactions, w.dataset.scale)
        self.builder = EvidenceBuilder(self.pipeline, self.crowd)
        for made in ("responder", "_usual"):
            self.__dict__.pop(made, None)

    def _load(self, progress: Progress | None, warm: bool) -> None:
        """The language model, then the encoder of requests, so that nobody waits for them in the chat."""
        from recsys.llm import open_chat

        status = "none: the language model could not be loaded"
        try:
            chat = open_chat(self.settings, progress)
            writer = Writer(chat)
            writer.warm(self.dataset.lexicon.noun)
            self._writer = writer
            status = "ready" if chat else "none: no language model was asked for"
        except WhyRecError as error:
            status = f"none: {error}"
            log.warning("%s", error)
        finally:
            self.chat_status = status
        if warm and self.pipeline.encoder is not None:
            self.pipeline.encoder.warm()
            self.responder.understander.use(self.pipeline.encoder)

    @property
    def lexical(self) -> Lexical | None:
        """What is told of the items, by word; None where requests are not understood."""
        text = self.pipeline.ranker.text
        return text.lexical if text is not None else None

    @property
    def chat_ready(self) -> bool:
        return self.chat_status == "ready"

    # Recommend and explain

    def forget(self, user_id: UserId) -> str:
        """Erase a person from the database and, if the model learned from them, exactly from the model."""
        learned = user_id in self.dataset.interactions
        if not learned and self.store.person(user_id) is None:
            raise WhyRecError(f'There is no person "{user_id}" to forget.')
        self.store.forget(user_id, trained=learned)
        if not learned:
            return "Everything about you is erased."
        self.workspace.forget(user_id, self.store.forgotten())
        self._assemble()
        return "Everything about you is erased, and the model is what it would be had it never learned from you."

    def recommend(self, profile: Profile, request: Request | None = None, k: int = 10) -> Ranking:
        if not 1 <= k <= self.pipeline.candidates:
            raise WhyRecError(f"A list of {k} is not possible: ask for 1 to {self.pipeline.candidates}.")
        return self.pipeline.run(profile, request or Request(), k)

    def request(self, text: str) -> Request:
        """The wishes in some words ("a funny film for kids") as the chat reads them, outside a conversation."""
        conversation = Conversation("", "")
        acts = self.responder.understander.read(text, conversation).acts
        act = next((a for a in acts if a.intent in ("recommend", "refine", "similar", "more")), None)
        if act is None:
            wish = self.responder.understander.wishes.read(text)
            conversation.wish(wish, text.strip(), fresh=True)
            return conversation.request
        like = act.items[0] if act.intent == "similar" and act.items else None
        conversation.wish(act.wish, act.text, like, fresh=True)
        return conversation.request

    def evidence(self, profile: Profile, item_id: ItemId, request: Request | None = None) -> Evidence:
        return self.builder.build(profile, item_id, request or Request())

    def tell(
        self, record: Record, task: Task, voice: Voice | None = None, language: str = "en", seed: int = 0
    ) -> Iterator[Sentence]:
        """All that is ever said about a record: sentences that are so, each as soon as it is written.

        A language without words for this record leaves it to English.
        """
        voice = voice or self.settings.voice
        made = plan(record, task, voice, spoken(language))
        if not made.steps:
            made = plan(record, task, voice)
        if task in AT_ONCE:
            yield from worded(made, seed)
        else:
            yield from self._writer.write(record, task, seed, voice, made.language)

    def line(
        self,
        profile: Profile,
        ranking: Ranking,
        request: Request | None = None,
        voice: Voice | None = None,
        language: str = "en",
    ) -> dict[ItemId, str]:
        """A one-line reason for each shown item."""
        request = request or Request()
        lines = {}
        for shown in ranking.items:
            evidence = self.builder.build(profile, shown.item.id, request, ranking.order)
            lines[shown.item.id] = joined(s.text for s in self.tell(evidence, "line", voice, language))
        return lines

    def explain(
        self,
        profile: Profile,
        item_id: ItemId,
        request: Request | None = None,
        task: Task = "short",
        voice: Voice | None = None,
        language: str = "en",
    ) -> Iterator[Explanation]:
        """The reason for one item, a snapshot after each sentence."""
        evidence = self.evidence(profile, item_id, request)
        said: tuple[Sentence, ...] = ()
        for sentence in self.tell(evidence, task, voice, language):
            said = (*said, sentence)
            yield Explanation(evidence, said)

    def what_if(
        self,
        profile: Profile,
        without: Iterable[ItemId] = (),
        plus: Iterable[Opinion] = (),
        request: Request | None = None,
        k: int = 10,
    ) -> WhatIf:
        """The list as it would be with some opinions struck (the items stay seen) or added."""
        struck = [self.catalog.item(self.catalog.row(i)) for i in without]
        for item in struck:
            if profile.opinion(item.id) is None:
                raise WhyRecError(
                    f"{item.name} is not among this person's opinions, so there is nothing to strike: "
                    f"name a {self.dataset.lexicon.noun} they rated."
                )
        other, added = profile.without(item.id for item in struck), []
        for opinion in plus:
            other = other.plus(opinion)
            added.append((self.catalog.get(opinion.item_id), opinion))
        request = request or Request()
        before, after = self.recommend(profile, request, k), self.recommend(other, request, k)
        return WhatIf(before, after, self._moves(before, after), tuple(struck), tuple(added))

    def _moves(self, before: Ranking, after: Ranking) -> tuple[Move, ...]:
        items = {r.item.id: r.item for r in (*before.items, *after.items)}
        moves = [Move(item, before.rank(i), after.rank(i)) for i, item in items.items()]
        floor = len(before.order) + 1
        return tuple(
            sorted(
                (m for m in moves if m.before != m.after),
                key=lambda m: -abs((m.before or floor) - (m.after or floor)),
            )
        )

    def compare(self, profile: Profile, a: ItemId, b: ItemId, request: Request | None = None) -> Comparison:
        """Two items side by side."""
        return Comparison(self.evidence(profile, a, request), self.evidence(profile, b, request))

    def taste(self, profile: Profile) -> Taste:
        """What a person's opinions show, against everybody's."""
        return taste(profile, self.catalog, self._usual, self.dataset.lexicon, self.dataset.scale)

    @cached_property
    def _usual(self) -> dict[tuple[Trait, str], float]:
        """How often each genre, decade and theme is liked by everybody."""
        return usual(self.catalog, {item.id: self.crowd.of(row).likes for row, item in enumerate(self.catalog.items)})

    # Talk

    def quiz(self, profile: Profile) -> list[Item]:
        """A few well-known items whose ratings tell most about a new person."""
        return choose(self.dataset, profile)

    @cached_property
    def responder(self) -> Responder:
        """What understands and answers messages; made when first needed."""
        return Responder(self)

    def find(self, text: str) -> list[Item]:
        """Catalogue items whose title matches, best first."""
        return self.responder.understander.linker.find(text)

    def chat(self, user_id: UserId, message: str, conversation_id: str, language: str = "en") -> Iterator[Reply]:
        """Answer one message: growing snapshots, the last one done. What was said and shown is remembered.

        Reasons and what else is told of records are given in the `language`; messages are understood, and all else is
        said, in English.
        """
        conversation = self._conversation(user_id, conversation_id, language)
        yield from self._remembered(conversation, message, self.responder.reply(conversation, message))

    def press(
        self, user_id: UserId, action: str, item_id: ItemId, conversation_id: str, language: str = "en"
    ) -> Iterator[Reply]:
        """A button of a card: why, like, seen, reject or undo."""
        conversation = self._conversation(user_id, conversation_id, language)
        said = f"[{action}] {self.catalog.item(self.catalog.row(item_id)).name}"
        yield from self._remembered(conversation, said, self.responder.press(conversation, action, item_id))

    def in_force(self, user_id: UserId, conversation_id: str) -> Request:
        """The wishes a conversation has gathered so far."""
        return self._conversation(user_id, conversation_id).request

    def show(self, user_id: UserId, conversation_id: str, request: Request | None = None, k: int = 10) -> Ranking:
        """The list anew after a change outside the talk, of the profile or (`request`) of the wishes.

        The conversation takes the list as shown and the wishes as in force, and "undo" takes them back.
        """
        conversation = self._conversation(user_id, conversation_id)
        if request is not None and request != conversation.request:
            old, conversation.request = conversation.request, request
            conversation.changed_wishes(old)
        ranking = self.recommend(self.profile(user_id), conversation.request, k)
        conversation.shown = tuple(r.item.id for r in ranking.items)
        self.store.record_shown(user_id, conversation_id, ranking)
        self.store.save_state(conversation_id, user_id, conversation.to_json())
        return ranking

    def _conversation(self, user_id: UserId, conversation_id: str, language: str = "en") -> Conversation:
        state = self.store.state(conversation_id, user_id)
        known = Conversation(conversation_id, user_id) if state is None else Conversation.from_json(state)
        known.language, known.voice = language, self.voice(user_id)
        return known

    def _remembered(self, conversation: Conversation, said: str, replies: Iterator[Reply]) -> Iterator[Reply]:
        last = Reply("")
        try:
            for last in replies:
                yield last
        except WhyRecError as error:
            retry = (QuickReply("Try again", said), QuickReply("Recommend something", "Recommend something"))
            last = Reply(f"{last.text}\n\n{escape(str(error))}".strip(), quick_replies=retry, done=True)
            yield last
        finally:
            trouble = self._remember(conversation, said, last)
        if trouble:
            yield replace(last, text=f"{last.text}\n\n{trouble}".strip(), done=True)

    def _remember(self, conversation: Conversation, said: str, reply: Reply) -> str:
        """Store one exchange; a sentence about what went wrong, empty when nothing did.

        Of somebody who is erased, perhaps by this very exchange, nothing is kept.
        """
        try:
            if not self.knows(conversation.user_id):
                return ""
            self.store.add_exchange(
                conversation.user_id,
                conversation.conversation_id,
                said,
                reply.text,
                conversation.to_json(),
                reply.ranking,
            )
        except WhyRecError as error:
            reason = escape(str(error))
            return "This exchange could not be saved." + ("" if reason in reply.text else f" {reason}")
        return ""
