"""What is known of an item: kind, year, the crowd, its place on the list, the person's own opinion."""

from __future__ import annotations

import re

from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft, held, listed, named, short
from recsys.dialogue.text import escape
from recsys.schema import Item


def about(draft: Draft, actions: Actions, act: Act) -> None:
    """What is known of an item: kind, year, the crowd, its place, the person's own opinion."""
    conversation, lexicon = draft.conversation, actions.dataset.lexicon
    if act.place is not None:
        no_such_place(draft, actions, act.place)
        return
    if not act.items:
        draft.say(f"Which {lexicon.noun} do you mean?")
        for item_id in conversation.shown[:3]:
            item = actions.catalog.get(item_id)
            draft.offer(short(item.title), f"Tell me about {item.name}")
        draft.suggest()
        return
    profile = actions.profile(conversation.user_id)
    for item_id in act.items[:2]:
        draft.say(*_facts(draft, actions, actions.catalog.get(item_id)))
    item = actions.catalog.get(act.items[0])
    conversation.speak_of(act.items[:2])
    if (told := _of_kind(item, act.detail)) and len(act.items) == 1:
        draft.paragraphs[-1] = f"{told} {draft.paragraphs[-1]}"
    asked = re.search(
        r"\b(?:who|about\W*$|plot|story|premise|stars?|director|directed|cast|actors?|rated|pg|long|based)\b",
        act.detail,
        re.I,
    )
    if asked and not any(kind in item.attributes for kind in ("director", "actor", "about", "author", "artist")):
        draft.say(f"Plots, casts and running times are not told here, so I cannot say more about this {lexicon.noun}.")
    draft.offer("Why would I like it?", f"Why {item.name}?")
    if profile.opinion(item.id) is None:
        draft.offer("I loved it", f"I loved {item.name}")
    draft.offer("Something like it", f"Something like {item.name}")


_KINDS = (
    (r"scary|gory|creepy|frightening", ("horror",)),
    (r"funny|hilarious|a comedy", ("comedy",)),
    (r"romantic|a love story", ("romance",)),
    (r"for (?:the |my )?(?:kids|children|family)|kid|suitable", ("children's", "children", "family")),
    (r"animated|a cartoon", ("animation",)),
    (r"a musical", ("musical",)),
    (r"sad", ("drama",)),
)
"""What people ask of a film, and the genres that answer it."""


def _of_kind(item: Item, question: str) -> str:
    """The answer to "is it scary?" as far as genres tell; empty if they do not or nothing of the kind is asked."""
    for asked, genres in _KINDS:
        m = re.search(rf"\b(?:{asked})\b", question, re.I)
        if m and re.match(r"\W*(?:\w+,? |but )*?(?:is|are)\b", question, re.I) and item.genres:
            so = any(g.lower() in genres for g in item.genres)
            return "Going by its genres, yes." if so else "Going by its genres, no."
    return ""


def _facts(draft: Draft, actions: Actions, item: Item) -> list[str]:
    lexicon, conversation = actions.dataset.lexicon, draft.conversation
    profile = actions.profile(conversation.user_id)
    evidence = actions.evidence(profile, item.id, conversation.request)
    genres = [escape(g.lower() if g.lower() != "imax" else g) for g in item.genres if not g.startswith("(")]
    said = [f"{named(item)} is filed under {listed(genres)}." if genres else f"{named(item)} has no genre here."]
    for kind, label in (("director", "directed by"), ("actor", "with"), ("author", "by"), ("artist", "by")):
        if people := item.attributes.get(kind):
            said.append(f"It is {label} {listed([escape(p) for p in people[:3]])}.")
    said += [escape(sentence) for sentence in item.attributes.get("about", ())]
    crowd = evidence.crowd
    if crowd is not None and crowd.ratings and crowd.mean is not None:
        people_count = "1 person" if crowd.ratings == 1 else f"{crowd.ratings:,} people"
        said.append(f"{people_count} gave it {crowd.mean:.1f} {lexicon.unit}s on average.")
    opinion = profile.opinion(item.id)
    if opinion is not None:
        said.append(f"As I noted, {held(opinion, lexicon.unit, lexicon.done)}.")
    elif item.id in conversation.shown:
        said.append(f"It is {ordinal(conversation.shown.index(item.id) + 1)} on your list.")
    elif evidence.rank is not None and profile.opinions:
        said.append(f"For you it comes {ordinal(evidence.rank)} of {evidence.candidates}.")
    return said


def no_such_place(draft: Draft, actions: Actions, place: int) -> None:
    """ "Why the 15th?" of a list of ten."""
    shown = draft.conversation.shown
    lexicon = actions.dataset.lexicon
    draft.say(f"Your list has {len(shown)} {lexicon.plural}, so there is no {ordinal(place)}. Which one do you mean?")
    for item_id in shown[:3]:
        item = actions.catalog.get(item_id)
        draft.offer(short(item.title), f"Why {item.name}?")


def ordinal(n: int) -> str:
    """ "1st", "12th", "23rd"."""
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"
