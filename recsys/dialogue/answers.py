"""Answers to questions about items, the profile and WhyRec itself. Each adds to the draft; the streaming ones yield."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recsys.contexts import context
from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft, K, listed, named, short
from recsys.dialogue.facts import no_such_place, ordinal
from recsys.dialogue.guest import Guest
from recsys.dialogue.keep import known, settle, strangers
from recsys.dialogue.text import escape
from recsys.dialogue.titles import TitleLinker
from recsys.explain.plan import Task
from recsys.explain.records import Record, change
from recsys.schema import ItemId, Opinion, Profile, Sentence


def tell(draft: Draft, actions: Actions, record: Record, task: Task, seed: int = 0) -> Iterator[None]:
    """A paragraph about a record, in the person's voice and language."""
    conversation = draft.conversation
    yield from draft.tell(actions.tell(record, task, conversation.voice, conversation.language, seed))


def why(draft: Draft, actions: Actions, linker: TitleLinker, act: Act) -> Iterator[None]:
    """Why an item is recommended, or why it is not; a list on show and nothing named means its first."""
    conversation = draft.conversation
    if act.unknown:
        return strangers(draft, actions, linker, act.unknown)
    if act.place is not None:
        return no_such_place(draft, actions, act.place)
    target = act.items[0] if act.items else None
    if target is None and act.intent == "why_not":
        draft.say(f"Which {actions.dataset.lexicon.noun} do you miss? Name it and I will say where it stands.")
        return draft.suggest()
    if target is None:
        target = conversation.opened or (conversation.shown[0] if conversation.shown else None)
    if target is None:
        draft.say("Nothing is on your list yet. Shall I recommend something first?")
        conversation.offer = "Recommend something"
        return draft.suggest()
    yield from explain(
        draft, actions, target, bool(re.search(r"\b(?:more|detail|exactly|fully)\b", act.detail)), act.intent == "why"
    )


def explain(draft: Draft, actions: Actions, item_id: ItemId, full: bool = False, wanted: bool = True) -> Iterator[None]:
    """The verified reasons for one item, sentence by sentence. If it was missed (not `wanted`), say if it is there."""
    conversation = draft.conversation
    profile = actions.profile(conversation.user_id)
    conversation.speak_of([item_id])
    conversation.opened = item_id
    shown = item_id in conversation.shown
    task: Task = ("full" if full else "short") if shown else "why_not"
    if not shown and profile.opinion(item_id) is None:
        ranking = actions.recommend(profile, conversation.request, K)
        if any(r.item.id == item_id for r in ranking.items):
            shown, task = True, "full" if full else "short"
    if not wanted and shown and item_id in conversation.shown:
        place = ordinal(conversation.shown.index(item_id) + 1)
        draft.say(f"It is on your list: {named(actions.catalog.get(item_id))} is {place}.")
    yield from draft.tell(_explained(draft, actions, profile, item_id, task))
    evidence = draft.explanation.evidence if draft.explanation else None
    item = actions.catalog.get(item_id)
    if evidence is not None and evidence.cited and task != "why_not":
        cited = evidence.cited[0].item
        draft.offer(f"What if not {short(cited.title, 18)}?", f"What if I hadn't liked {cited.name}?")
    if evidence is not None and evidence.excluded is not None:
        draft.offer("Remove that opinion", f"Remove {item.name} from my ratings")
    draft.offer("Something like it", f"Something like {item.name}")
    if profile.opinion(item_id) is None:
        draft.offer("I've seen it", f"I've seen {item.name}")
    draft.offer("Something else")


def _explained(draft: Draft, actions: Actions, profile: Profile, item_id: ItemId, task: Task) -> Iterator[Sentence]:
    """The sentences of an explanation; the draft keeps the explanation."""
    conversation = draft.conversation
    how = (task, conversation.voice, conversation.language)
    for explanation in actions.explain(profile, item_id, conversation.request, *how):
        draft.explanation = explanation
        yield explanation.sentences[-1]


def what_if(draft: Draft, actions: Actions, linker: TitleLinker, act: Act) -> Iterator[None]:
    """The list as it would be; nothing is changed."""
    conversation, dataset = draft.conversation, actions.dataset
    profile = actions.profile(conversation.user_id)
    if act.unknown:
        return strangers(draft, actions, linker, act.unknown)
    plus: list[Opinion] = []
    for judgement in act.judgements:
        item = actions.catalog.get(judgement.items[0])
        opinion, note = settle(judgement, item, dataset.scale, dataset.lexicon.unit)
        if opinion is None:
            draft.say(note)
            return draft.suggest()
        plus.append(opinion)
    strange = [i for i in act.without if known(profile, i) is None]
    if strange or not (act.without or plus):
        if strange:
            item = actions.catalog.get(strange[0])
            has = "have only marked it as seen" if profile.opinion(item.id) else "have not rated it"
            draft.say(f"You {has}, so {named(item)} counts for nothing that could be struck out.")
            if item.id in conversation.shown:
                cited = actions.evidence(profile, item.id, conversation.request).cited
                for one in cited[:3]:
                    draft.offer(f"Without {short(one.item.title, 18)}", f"What if I hadn't liked {one.item.name}?")
                if cited:
                    return draft.say(f"It rests on {listed([named(c.item) for c in cited])}. Which shall I leave out?")
        if not profile.liked:
            draft.say(f"Tell me a {dataset.lexicon.noun} or two that you like; then we can try your list without them.")
            return draft.suggest()
        draft.say(f"Which {dataset.lexicon.noun} that you rated shall I leave out?")
        for opinion in profile.liked[-3:]:
            item = actions.catalog.get(opinion.item_id)
            draft.offer(f"Without {short(item.title, 18)}", f"What if I hadn't liked {item.name}?")
        return None
    result = actions.what_if(profile, act.without, plus, conversation.request, K)
    draft.what_if = result
    yield from tell(draft, actions, change(result, dataset.lexicon, dataset.scale), "what_if")
    draft.say("Nothing in your profile has changed.")
    struck, added = result.struck, [item for item, _ in result.added]
    if struck:
        draft.offer(f"Remove {short(struck[0].title, 18)} for good", f"Remove {struck[0].name} from my ratings")
    elif added and plus[0].stars is None:
        verb = {"liked": "loved", "disliked": "hated"}.get(plus[0].verdict, "have seen")
        draft.offer("Make it so", f"I {verb} {added[0].name}")
        conversation.offer = f"I {verb} {added[0].name}"
    draft.offer("Back to my list", "Recommend something")
    draft.offer("Undo that" if draft.profile_changed else "What do you know about me?")
    return None


def compare(draft: Draft, actions: Actions, linker: TitleLinker, act: Act) -> Iterator[None]:
    """Two items side by side; "which should I watch?" of a list is its first, and why."""
    conversation, lexicon = draft.conversation, actions.dataset.lexicon
    if act.unknown and len(act.items) < 2:
        return strangers(draft, actions, linker, act.unknown)
    if len(act.items) < 2 and conversation.shown:
        first = conversation.shown[0]
        draft.say(f"I would start with {named(actions.catalog.get(first))}, the first on your list.")
        yield from explain(draft, actions, first)
        draft.chips.clear()
        draft.offer("Compare the first two")
        return draft.offer("I've seen it", f"I've seen {actions.catalog.get(first).name}")
    if len(act.items) < 2:
        draft.say(f"Name two {lexicon.plural} and I will put them side by side.")
        return draft.suggest()
    profile = actions.profile(conversation.user_id)
    first, second = act.items[:2]
    yield from tell(draft, actions, actions.compare(profile, first, second, conversation.request), "compare")
    conversation.speak_of([first, second])
    for item_id in (first, second):
        item = actions.catalog.get(item_id)
        draft.offer(f"Why {short(item.title, 20)}?", f"Why {item.name}?")
    draft.offer("Something else")
    return None


def profile(draft: Draft, actions: Actions, act: Act) -> Iterator[None]:
    """What is known of the person: what their opinions show, what else is kept, and where all of it stands."""
    conversation, lexicon = draft.conversation, actions.dataset.lexicon
    person = actions.profile(conversation.user_id)
    if isinstance(actions, Guest):
        draft.say("Nothing: you are erased.")
        return draft.suggest()
    if act.detail == "wishes":
        return wished(draft, actions)
    if not person.opinions:
        draft.say(f"Nothing yet. Tell me a {lexicon.noun} you love, or one you could not stand.")
        for item in list(actions.quiz(person))[:3]:
            draft.offer(f"I loved {short(item.title, 20)}", f"I loved {item.name}")
        return draft.suggest()
    yield from tell(draft, actions, actions.taste(person), "taste")
    said = []
    if seen := sum(o.verdict == "seen" for o in person.opinions):
        noun = lexicon.noun if seen == 1 else lexicon.plural
        said.append(f"Of {seen:,} {noun} I know only that you have {lexicon.done} {'it' if seen == 1 else 'them'}.")
    if conversation.request.constraints:
        now = dict.fromkeys(c.label or str(c.value) for c in conversation.request.constraints)
        said.append(f"Right now you wish for {listed([f'“{escape(w)}”' for w in now])}.")
    where = "exports all of it, as JSON or CSV" if act.detail == "export" else "shows it all, to change or delete"
    draft.say(*said, f"“What WhyRec knows about me” on the page {where}.")
    draft.offer("Recommend something")
    draft.offer("How do you work?")
    draft.offer("Forget me")
    return None


def wished(draft: Draft, actions: Actions) -> None:
    """The wishes in force."""
    request = draft.conversation.request
    wishes = [*dict.fromkeys(c.label or str(c.value) for c in request.constraints)]
    wishes += [context(name).label for name in request.context] + ([request.text] if request.text else [])
    if request.like_item is not None:
        wishes.append(f"like {actions.catalog.get(request.like_item).name}")
    if not wishes:
        draft.say("You have asked for nothing in particular yet.")
        return draft.suggest()
    draft.say(f"You wish for {listed([f'“{escape(w)}”' for w in wishes])}.")
    for label in dict.fromkeys(c.label or str(c.value) for c in request.constraints[:2]):
        draft.offer(f"Never mind “{short(label, 18)}”", f"Never mind {label}")
    return draft.offer("Start over")


SPOKEN = {"terse": "in few words", "warm": "more warmly", "plain": "plainly"}


def speak(draft: Draft, actions: Actions, act: Act) -> None:
    """Put things in another voice from now on."""
    conversation = draft.conversation
    actions.set_voice(conversation.user_id, act.detail)
    draft.say(f"From now on I will put reasons {SPOKEN[act.detail]}.")
    if conversation.shown:
        draft.offer("Why the first one?")
    draft.suggest()
