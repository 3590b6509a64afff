"""Lists: wishes put into force, the ranking shown for them, and the words above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recsys.data.catalog import Catalog
from recsys.dialogue import answers
from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft, K, listed, named, once, short
from recsys.dialogue.guest import Guest
from recsys.dialogue.keep import strangers
from recsys.dialogue.lexicon import GROWN_UPS, NOT_VIOLENT_LABEL
from recsys.dialogue.memory import Conversation
from recsys.dialogue.slots import Wish
from recsys.dialogue.text import escape
from recsys.dialogue.understand import Understander
from recsys.explain.records import Introduction, introduction
from recsys.schema import Constraint, Item, Ranking
from retrieval.filters import allowed

_PASSED = {
    "criticised": "Then not these. Too old, too serious, too well known? Say so and I will steer.",
    "seen": "Then I leave those aside.",
}


class Lister:
    """Shows lists in answer to wishes."""

    actions: Actions
    understander: Understander

    def _list(self, draft: Draft, act: Act) -> None:
        """Put wishes in force and show a list."""
        conversation, actions = draft.conversation, self.actions
        if act.unknown:
            strangers(draft, actions, self.understander.linker, act.unknown)
            return
        if act.wish.unmet and not act.wish and not act.text and act.intent in ("recommend", "refine"):
            self._no_cast(draft, act)
            return
        before = conversation.request
        wish, note = self._dated(act, conversation)
        if act.intent == "more":
            conversation.pass_over()
            note = note or _PASSED.get(act.detail, "")
        if act.dropped:
            conversation.drop(act.dropped)
        elif act.detail and act.intent == "refine":
            note = f"“{escape(act.detail)}” was not among your wishes."
        like = act.items[0] if act.intent == "similar" else None
        refused = ("not_genre", "not_attribute")
        negations = [c for c in conversation.request.constraints if c.kind in refused and c.label != GROWN_UPS]
        if act.fresh:  # "no horror" outlives the request it was said with
            wanted = {c.value for c in wish.constraints}
            kept = tuple(c for c in negations if c.value not in wanted)
            wish = replace(wish, constraints=(*kept, *wish.constraints))
        conversation.wish(wish, act.text, like, act.fresh)
        if conversation.request != before:
            conversation.changed_wishes(before)
        series = [c for c in wish.constraints if c.field == "title"]
        count = act.count
        if series:
            shut = actions.profile(conversation.user_id).excluded
            mask = allowed(actions.catalog, series)
            all_of_it = [item for item, one in zip(actions.catalog.items, mask, strict=True) if one]
            left = {item.id for item in all_of_it} - shut
            fits = allowed(actions.catalog, conversation.request.constraints)
            count = sum(bool(fits[actions.catalog.row(i)]) for i in left)
            if left and not count:  # the series is the wish that counts
                others = [c.label for c in once(conversation.request.constraints) if c.field != "title"]
                note = f"You know all that are {listed([f'“{escape(o)}”' for o in others])}, so I left that aside."
                conversation.request = replace(conversation.request, constraints=tuple(series))
                count = len(left)
            if not left:
                self._whole_series(draft, str(series[0].value), all_of_it)
                conversation.request = before
                return
        self._rank(draft, wish, count, " ".join(filter(None, (note, self._unheard(draft, act.text)))))

    def _whole_series(self, draft: Draft, name: str, items: Sequence[Item]) -> None:
        """Nothing of a series is left to recommend."""
        lexicon = self.actions.dataset.lexicon
        draft.say(
            f"You know all {len(items)} {escape(name)} {lexicon.plural} here: {listed([named(i) for i in items])}."
        )
        draft.offer(f"Something like {short(name, 16)}", f"Something like {items[0].name}")

    def _rank(self, draft: Draft, wish: Wish, count: int | None, note: str = "") -> None:
        """Show the list for the wishes in force; `wish` is what was just said."""
        conversation, actions = draft.conversation, self.actions
        profile = actions.profile(conversation.user_id)
        ranking = actions.recommend(profile, conversation.request, max(1, min(count or K, K)))
        draft.ranking = ranking
        conversation.shown = tuple(r.item.id for r in ranking.items)
        conversation.opened = None
        conversation.focus = ()
        draft.say(note, *self._unmet(draft, wish))
        for _ in answers.tell(draft, actions, self._introduction(draft, ranking), "intro", conversation.turns):
            pass  # It is there at once.
        if not profile.liked and ranking.items and not isinstance(actions, Guest):
            draft.say(f"Tell me a {actions.dataset.lexicon.noun} you love, and the list will follow.")
        self._onward(draft, ranking, bool(profile.liked))

    def _no_cast(self, draft: Draft, act: Act) -> None:
        """Only people are asked for, whom the catalogue does not know: say what can be done instead."""
        lexicon = self.actions.dataset.lexicon
        draft.say(
            self._unknown_people(draft, act.wish.unmet),
            f"Name a {lexicon.noun} of theirs that you like, and I will look for more like it.",
        )
        for item in map(self.actions.catalog.get, act.items[:1]):
            draft.say(f"Or do you mean {named(item)}?")
            draft.offer(short(item.name), f"Tell me about {item.name}")
            draft.offer("Something like it", f"Something like {item.name}")

    def _dated(self, act: Act, conversation: Conversation) -> tuple[Wish, str]:
        """ "Older than that" as a year, from the item spoken of, else the first shown."""
        wish = act.wish
        if not wish.older:
            return wish, ""
        known = [
            *act.items,
            *conversation.focus,
            *([conversation.opened] if conversation.opened else []),
            *conversation.shown,
        ]
        item = next((i for i in map(self.actions.catalog.get, known) if i.year), None)
        if item is None or item.year is None:
            newest = self.understander.wishes.newest
            bound = Constraint("year_to", newest - 20, f"up to {newest - 20}", 3)
            newer = Constraint("year_from", newest - 4, f"from {newest - 4}", 3)
            return replace(wish, constraints=(*wish.constraints, bound if wish.older < 0 else newer)), ""
        if wish.older < 0:
            added = Constraint("year_to", item.year - 1, f"before {item.year}", 3)
        else:
            added = Constraint("year_from", item.year + 1, f"after {item.year}", 3)
        return replace(wish, constraints=(*wish.constraints, added)), ""

    def _unmet(self, draft: Draft, wish: Wish) -> list[str]:
        """What of a wish could not be taken up, or only roughly."""
        said = []
        if wish.unmet and not any(c.kind == "attribute" for c in wish.constraints):
            said.append(self._unknown_people(draft, wish.unmet))
        if any(c.label == NOT_VIOLENT_LABEL for c in wish.constraints):
            left_out = [str(c.value).lower() for c in wish.constraints if c.label == NOT_VIOLENT_LABEL]
            noun = self.actions.dataset.lexicon.noun
            said.append(f"How violent a {noun} is I cannot see, so I left out {listed(left_out)}.")
        if wish.blind:
            said.append(f"This collection does not tell {listed(wish.blind, 'or')}, so I left that aside.")
        return said

    def _unknown_people(self, draft: Draft, people: Sequence[str]) -> str:
        """That some people are not known, with the nearest name that is, or that nobody is known here at all."""
        lore = self.understander.wishes.lore
        if not lore.knows_people:
            return castless(draft.conversation, people)
        for name in people:
            if (near := lore.alike(name)) is not None:
                draft.offer(short(near, 20), f"Something with {near}")
        lexicon = self.actions.dataset.lexicon
        names = listed([escape(name) for name in people], "or")
        return f"I know no {lexicon.noun} here by or with {names}."

    def _unheard(self, draft: Draft, text: str) -> str:
        """That nothing here is told of any word searched by, with the nearest themes to ask for instead."""
        words, lexical = text.strip(), self.actions.lexical
        if not words or lexical is None or lexical.scores(words).any():
            return ""
        for near in self.understander.nearest_themes(words):
            draft.offer(near.label.capitalize(), f"Something about {near.label}")
        noun = self.actions.dataset.lexicon.noun
        return f"No {noun} here is said to be about “{escape(words)}”; these are the nearest in meaning."

    def _introduction(self, draft: Draft, ranking: Ranking) -> Introduction:
        """The list as a record, to be put in words above it."""
        actions, request = self.actions, draft.conversation.request
        likes = len(actions.profile(draft.conversation.user_id).liked)
        like = None if request.like_item is None else actions.catalog.get(request.like_item)
        fit = fitting(actions.catalog, ranking, request.constraints)
        about = actions.dataset
        return introduction(ranking, request, likes, about.lexicon, about.scale, like, fit)

    def _onward(self, draft: Draft, ranking: Ranking, knows: bool) -> None:
        request = draft.conversation.request
        if ranking.items:
            draft.offer("Why the first one?")
        if not knows and not isinstance(self.actions, Guest):
            for item in list(self.actions.quiz(self.actions.profile(draft.conversation.user_id)))[:1]:
                draft.offer(f"I loved {short(item.title, 20)}", f"I loved {item.name}")
        for label in dict.fromkeys(c.label or str(c.value) for c in reversed(request.constraints)):
            if not ranking.items or len(draft.chips) < 2:
                draft.offer(f"Never mind “{short(label, 18)}”", f"Never mind {label}")
        draft.offer("Something else")
        draft.offer("Lesser known", "Something lesser known")


def castless(conversation: Conversation, people: Sequence[str]) -> str:
    """That the catalogue does not know people; in full the first time, briefly after that."""
    named_people = listed([escape(name) for name in people], "or")
    if conversation.castless:
        return f"Without casts and directors I cannot go by {named_people} either."
    conversation.castless = True
    return f"Casts and directors are not in this collection, so I cannot go by {named_people}."


def fitting(catalog: Catalog, ranking: Ranking, constraints: Sequence[Constraint]) -> int:
    """How many of the shown items meet every wish."""
    mask = allowed(catalog, constraints)
    return sum(bool(mask[catalog.row(r.item.id)]) for r in ranking.items)
