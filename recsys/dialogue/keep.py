"""Opinions said in the chat, put into the profile: stars checked against the scale, the open question asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recsys.dialogue.acts import Act, Judgement
from recsys.dialogue.draft import Actions, Draft, K, held, listed, named, short, stars
from recsys.dialogue.memory import Conversation
from recsys.dialogue.persons import NAMES
from recsys.dialogue.text import escape
from recsys.dialogue.titles import TitleLinker
from recsys.schema import Item, ItemId, Opinion, Profile, Ranking, Scale


def keep(draft: Draft, actions: Actions, linker: TitleLinker, act: Act, quiet: bool = False) -> None:
    """Write the opinions of an act and say what was noted. `quiet`: a request follows, so no question is asked."""
    conversation = draft.conversation
    lexicon, scale = actions.dataset.lexicon, actions.dataset.scale
    noted: dict[str, list[str]] = {}
    notes: list[str] = []
    seen: list[Item] = []
    wrong = False
    for judgement in act.judgements:
        item = actions.catalog.get(judgement.items[0])
        conversation.speak_of([item.id])
        if judgement.verdict is None and judgement.stars is None:
            notes.append(_removed(draft, actions, item))
            continue
        opinion, note = settle(judgement, item, scale, lexicon.unit)
        if opinion is None:
            wrong = True
            conversation.waiting = "taste"
            notes.append(note)
            continue
        actions.set_opinion(conversation.user_id, opinion)
        conversation.edited()
        draft.profile_changed = True
        if note:
            notes.append(note)
        if opinion.verdict == "seen":
            seen.append(item)
        noted.setdefault(_heading(opinion, lexicon.unit, lexicon.done), []).append(named(item))
    if noted:
        said = listed([heading.format(listed(names)) for heading, names in noted.items()])
        draft.say(f"Noted: {said}.", *notes)
    elif notes:
        draft.say(*notes)
    if act.unknown:
        strangers(draft, actions, linker, act.unknown)
    if act.detail == "stars":
        item = actions.catalog.get(act.items[0])
        conversation.speak_of([item.id])
        draft.say(
            f"How many {lexicon.unit}s would you give {named(item)}, from {scale.minimum:g} to {scale.maximum:g}?"
        )
        conversation.waiting, wrong = "taste", True
    elif act.detail and not act.judgements:
        _which(draft, actions, act.detail)
    if quiet:
        return
    if seen and len(act.judgements) == 1:
        draft.say(f"Did you like {'it' if len(seen) == 1 else 'them'}?")
        conversation.waiting = "taste"
        draft.offer("Loved it", "I loved it")
        draft.offer("Not really", "I did not like it")
    elif wrong:
        for value in (scale.maximum, scale.like, scale.dislike):
            draft.offer(stars(value, lexicon.unit))
    elif draft.profile_changed:
        draft.offer("Undo that", "Undo that")


def settle(judgement: Judgement, item: Item, scale: Scale, unit: str) -> tuple[Opinion | None, str]:
    """The opinion a judgement amounts to, and a note if it was adapted; None with the note if it cannot be."""
    if judgement.stars is None:
        assert judgement.verdict is not None
        return Opinion(item.id, judgement.verdict), ""
    value, note = judgement.stars, ""
    if judgement.out_of and judgement.out_of != scale.maximum and 0 <= value <= judgement.out_of:
        value = max(scale.minimum, value * scale.maximum / judgement.out_of)
        note = f"({judgement.stars:g} of {judgement.out_of:g} is {stars(_stepped(value, scale), unit)} here.)"
    if not scale.minimum <= value <= scale.maximum:
        said = f"{judgement.stars:g}" + (f" out of {judgement.out_of:g}" if judgement.out_of else "")
        low, high = f"{scale.minimum:g}", f"{scale.maximum:g}"
        asked = f"How many {unit}s would you give {named(item)}?"
        return (
            None,
            f"Ratings here go from {low} to {high} {unit}s, so {said} does not fit and I noted nothing. {asked}",
        )
    fitted = _stepped(value, scale)
    if fitted != value and not note:
        note = f"(I count in steps of {scale.step:g}, so I took {judgement.stars:g} as {stars(fitted, unit)}.)"
    return Opinion(item.id, scale.verdict(fitted), fitted), note


def strangers(draft: Draft, actions: Actions, linker: TitleLinker, titles: Sequence[str]) -> None:
    """Say that titles are not in the catalogue, and offer what comes nearest."""
    lexicon, catalog = actions.dataset.lexicon, actions.catalog
    if people := [t for t in titles if NAMES.fullmatch(t.strip())]:
        draft.say(
            f"{listed([escape(p) for p in people])} I cannot judge by: casts and directors are not in this "
            f"collection. Name {lexicon.plural} instead that you like or do not like."
        )
        draft.conversation.castless = True
        return draft.suggest()
    near = [item for title in titles for item in linker.find(title, 2)][:3]
    years = [int(y) for y in catalog.years if y]
    span = f", from {min(years)} to {max(years)}" if years else ""
    draft.say(
        f"I do not know {listed([f'“{escape(t)}”' for t in titles], 'or')}: no {lexicon.noun} of that name is among "
        f"the {len(catalog):,} here{span}.",
        f"Did you mean {listed([named(i) for i in near], 'or')}?" if near else "",
        "Casts and directors I do not know either." if not near and _personal(titles) else "",
    )
    for item in near[:2]:
        draft.offer(short(item.name), item.name)
    draft.offer("Recommend something")
    return None


def _personal(titles: Sequence[str]) -> bool:
    """Could these be people: one to three capitalised words, no article or number?"""
    return all(re.fullmatch(r"(?!The |A |An )[A-Z][a-z'’-]+(?: [A-Z][a-z'’.-]+){0,2}", t.strip()) for t in titles)


def refresh(draft: Draft, actions: Actions) -> Ranking | None:
    """Rank anew after the profile changed, if a list is on show; the cards follow, in silence."""
    conversation = draft.conversation
    if not conversation.shown or draft.ranking is not None:
        return None
    ranking = actions.recommend(
        actions.profile(conversation.user_id), conversation.request, min(len(conversation.shown), K)
    )
    draft.ranking = ranking
    conversation.shown = tuple(r.item.id for r in ranking.items)
    return ranking


def known(profile: Profile, item_id: ItemId) -> Opinion | None:
    """The opinion that can be struck: a liking, a dislike or a rejection, not a mere "seen"."""
    opinion = profile.opinion(item_id)
    return opinion if opinion is not None and opinion.verdict != "seen" else None


def _removed(draft: Draft, actions: Actions, item: Item) -> str:
    profile = actions.profile(draft.conversation.user_id)
    opinion = profile.opinion(item.id)
    if opinion is None:
        return f"I have nothing on record about {named(item)}, so there is nothing to remove."
    actions.remove_opinion(draft.conversation.user_id, item.id)
    draft.conversation.edited()
    draft.profile_changed = True
    lexicon = actions.dataset.lexicon
    return f"Removed: {named(item)} ({held(opinion, lexicon.unit, lexicon.done)}) no longer counts."


def _which(draft: Draft, actions: Actions, verdict: str) -> None:
    conversation: Conversation = draft.conversation
    asked = {
        "seen": f"have you {actions.dataset.lexicon.done}",
        "liked": "did you like",
        "disliked": "did you not like",
    }
    draft.say(f"Which one {asked.get(verdict, 'do you mean')}?")
    conversation.waiting = f"which:{verdict}"
    for item_id in conversation.shown[:3]:
        item = actions.catalog.get(item_id)
        draft.offer(short(item.title), item.name)


def _heading(opinion: Opinion, unit: str, done: str) -> str:
    if opinion.stars is not None:
        return f"{stars(opinion.stars, unit)} for {{}}"
    return {
        "liked": "you liked {}",
        "disliked": "you did not like {}",
        "neutral": "{} was all right",
        "seen": f"you have {done} {{}}",
        "rejected": "I will not show {} again",
    }[opinion.verdict]


def _stepped(value: float, scale: Scale) -> float:
    steps = int((value - scale.minimum) / scale.step + 0.5)
    return min(scale.maximum, scale.minimum + steps * scale.step)
