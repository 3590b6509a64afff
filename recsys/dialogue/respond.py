"""From a message to a reply: the acts of an understanding carried out in order, each in a few friendly words.

Every reply is short, offers two or three ways on, says which wishes were given up, and is safe Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import numpy as np

from recsys.dialogue import answers, chatter, facts, itself
from recsys.dialogue.acts import Act, Judgement, Understanding
from recsys.dialogue.draft import Actions, Draft, held, listed, named, short
from recsys.dialogue.guest import Guest, present
from recsys.dialogue.keep import keep, refresh
from recsys.dialogue.lists import Lister
from recsys.dialogue.memory import Choice, Conversation
from recsys.dialogue.nearest import Embeds
from recsys.dialogue.slots import Wish
from recsys.dialogue.text import escape
from recsys.dialogue.understand import Understander
from recsys.schema import ItemId, Reply, UserId, Verdict, WhyRecError

PRESSED: dict[str, Verdict] = {"like": "liked", "seen": "seen", "reject": "rejected"}


class Responder(Lister):
    """Answers messages and card buttons for any number of conversations; it keeps nothing of them itself."""

    def __init__(self, actions: Actions, encoder: Embeds | None = None) -> None:
        self.actions = actions
        interactions = actions.dataset.interactions
        counts = np.bincount(np.asarray(interactions.item), minlength=len(actions.catalog))
        weight = {item.id: float(n) for item, n in zip(actions.catalog.items, counts, strict=True)}
        self.understander = Understander(actions.catalog, weight, encoder)

    def reply(self, conversation: Conversation, message: str) -> Iterator[Reply]:
        """Growing snapshots of the answer, the last one done. The conversation is changed as it goes."""
        yield from self._facing(conversation.user_id)._reply(conversation, message)

    def _facing(self, user_id: UserId) -> Responder:
        """This responder, with the actions of a guest if nobody of that id is on record."""
        actions = present(self.actions, user_id)
        if actions is self.actions:
            return self
        other = copy(self)
        other.actions = actions
        return other

    def _reply(self, conversation: Conversation, message: str) -> Iterator[Reply]:
        understanding = self.understander.read(message, conversation)
        draft = Draft(conversation)
        conversation.turns += 1
        conversation.quiet()
        if understanding.choice is not None:
            self._ask_which(draft, understanding.choice)
        else:
            for position, act in enumerate(understanding.acts):
                for _ in self._act(draft, act, understanding, position):
                    yield draft.snapshot()
        yield self._finished(draft)

    def press(self, conversation: Conversation, action: str, item_id: ItemId) -> Iterator[Reply]:
        """A button of a card: why, like, seen, reject or undo."""
        yield from self._facing(conversation.user_id)._press(conversation, action, item_id)

    def _press(self, conversation: Conversation, action: str, item_id: ItemId) -> Iterator[Reply]:
        item = self.actions.catalog.get(item_id)
        draft = Draft(conversation)
        conversation.turns += 1
        conversation.quiet()
        if action == "why":
            for _ in answers.explain(draft, self.actions, item.id):
                yield draft.snapshot()
        elif action == "undo":
            self._undo(draft)
        elif action in PRESSED:
            act = Act("rate", (item.id,), (Judgement((item.id,), PRESSED[action]),))
            keep(draft, self.actions, self.understander.linker, act)
        else:
            raise WhyRecError(f"There is no button {action!r}: use why, like, seen, reject or undo.")
        yield self._finished(draft)

    def _finished(self, draft: Draft) -> Reply:
        if draft.profile_changed:
            self._follow(draft)
        if not draft.paragraphs:
            draft.say("I have nothing to add.")
        for label in ("Recommend something", "Something else", "What can you do?"):
            if len(draft.chips) < 2 and not (label == "Something else" and not draft.conversation.shown):
                draft.offer(label)
        return draft.snapshot(done=True)

    def _follow(self, draft: Draft) -> None:
        """After an edit the list on show is ranked anew; say so when its head changed."""
        before = draft.conversation.shown
        ranking = refresh(draft, self.actions)
        if ranking is None or not ranking.items:
            return
        first = ranking.items[0].item
        left = [i for i in before if self.actions.profile(draft.conversation.user_id).opinion(i) is None]
        if left and first.id != left[0] and not draft.conversation.waiting:
            draft.say(f"Your list has followed: {named(first)} is now first.")

    # ---- acts --------------------------------------------------------------------------------------------------

    def _act(self, draft: Draft, act: Act, understanding: Understanding, position: int) -> Iterator[None]:
        actions, linker = self.actions, self.understander.linker
        match act.intent:
            case "rate":
                keep(draft, actions, linker, act, quiet=len(understanding.acts) > position + 1)
            case "recommend" | "refine" | "similar" | "more":
                self._list(draft, act)
            case "why" | "why_not":
                yield from answers.why(draft, actions, linker, act)
            case "about":
                facts.about(draft, actions, act)
            case "what_if":
                yield from answers.what_if(draft, actions, linker, act)
            case "compare":
                yield from answers.compare(draft, actions, linker, act)
            case "profile":
                yield from answers.profile(draft, actions, act)
            case "voice":
                answers.speak(draft, actions, act)
            case "how":
                itself.how(draft, actions, replace(act, detail=understanding.text))
            case "help":
                itself.help_(draft, actions)
            case "undo":
                self._undo(draft)
            case "forget":
                self._forget(draft, act)
            case "reset":
                draft.conversation.clear()
                draft.say("All wishes are cleared.")
                self._list(draft, Act("recommend"))
            case "smalltalk":
                chatter.small_talk(draft, actions, act)
            case _:
                chatter.lost(draft, actions, linker, act, understanding.text)

    def _undo(self, draft: Draft) -> None:
        conversation, lexicon = draft.conversation, self.actions.dataset.lexicon
        before = conversation.take_back()
        if before is not None:
            conversation.request = before
            draft.say("Your wishes are as they were before.")
            self._rank(draft, Wish(), None)
            return
        change = self.actions.undo(conversation.user_id)
        if change is None:
            draft.say("There is nothing left to undo.")
            return
        draft.profile_changed = True
        item = self.actions.catalog.get(change.item_id)
        conversation.speak_of([item.id])
        if change.before is None:
            draft.say(f"Undone: what you said of {named(item)} no longer counts.")
        else:
            draft.say(f"Undone: {named(item)} is as before; {held(change.before, lexicon.unit, lexicon.done)}.")
        draft.offer("Undo more", "Undo that")
        draft.offer("Recommend something")

    def _forget(self, draft: Draft, act: Act) -> None:
        conversation = draft.conversation
        if act.detail != "confirmed" and not isinstance(self.actions, Guest):
            count = len(self.actions.profile(conversation.user_id).opinions)
            noun = "opinion" if count == 1 else "opinions"
            draft.say(
                f"This erases your {count:,} {noun}, our conversation and all else I hold about you, for good. Sure?"
            )
            conversation.waiting = "forget"
            draft.offer("Yes, forget me", "Yes")
            draft.offer("No, keep everything", "No")
            return
        draft.say(escape(self.actions.forget(conversation.user_id)))
        conversation.clear()
        conversation.shown = ()
        draft.offer("Recommend something")
        draft.offer("How do you work?")

    def _ask_which(self, draft: Draft, choice: Choice) -> None:
        items = sorted((self.actions.catalog.get(i) for i in choice.options), key=lambda i: i.year or 0)[:4]
        draft.conversation.choice = choice
        if len({i.title for i in items}) == 1:
            years = listed([str(i.year or "the undated one") for i in items], "or")
            draft.say(f"Which {escape(items[0].title)}: {years}?")
        else:
            draft.say(f"Which one do you mean: {listed([named(i) for i in items], 'or')}?")
        same = len({i.title for i in items}) == 1
        if len(items) > 2 and not same:
            draft.offer("All of them")
        for item in items[:3]:
            draft.offer(str(item.year) if same and item.year else short(item.name, 32), item.name)
