"""Small talk, and what to say when a message was not understood."""

from __future__ import annotations

import re

from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft, listed, named, short
from recsys.dialogue.languages import DEFAULT, REPLIES
from recsys.dialogue.titles import TitleLinker
from recsys.schema import Item


def small_talk(draft: Draft, actions: Actions, act: Act) -> None:
    conversation, lexicon = draft.conversation, actions.dataset.lexicon
    items = [actions.catalog.get(i) for i in act.items[:3]]
    conversation.speak_of(i.id for i in items)
    match act.detail:
        case "accept" if items:
            draft.say(f"Enjoy {listed([named(i) for i in items])}! Tell me afterwards how you liked it.")
            draft.offer(f"Why {short(items[0].title, 18)}?", f"Why {items[0].name}?")
        case "accept":
            draft.say("Enjoy it! Tell me afterwards how you liked it.")
        case "unseen":
            draft.say("Good, then it stays in the running." if conversation.shown else "Good to know.")
            if subject := conversation.subject:
                item = actions.catalog.get(subject)
                draft.offer(f"Why {short(item.title, 18)}?", f"Why {item.name}?")
        case "remark":
            draft.say(
                f"I am not sure what to make of that. I understand wishes, opinions and {lexicon.plural} by title."
            )
        case "kept":
            draft.say("Nothing was deleted; all is as it was.")
        case "declined":
            draft.say("All right. What would you like instead?")
        case "thanks":
            draft.say("You are welcome! Enjoy the evening.")
        case "bye":
            draft.say("Goodbye, and enjoy! I will remember where we were.")
        case "how-are-you":
            draft.say(f"All well here, thank you. What do you feel like: a mood, a genre, a {lexicon.noun} you love?")
        case "hello":
            draft.say(f"Hello! Tell me a {lexicon.noun} you love, or what you feel like tonight.")
        case _:
            draft.say(f"I am all ears: a mood, a genre, a decade, or a {lexicon.noun} you love.")
    if conversation.shown:
        draft.offer("Something else")
    draft.offer("Recommend something" if not conversation.shown else "Why the first one?")
    draft.offer("What can you do?")


def lost(draft: Draft, actions: Actions, linker: TitleLinker, act: Act, text: str) -> None:
    """Not understood: say so, and show ways on."""
    lexicon = actions.dataset.lexicon
    if act.detail == "empty":
        draft.say(f"There was nothing in that message. Tell me a mood, a genre or a {lexicon.noun} you love.")
    elif act.detail.startswith("language:"):
        draft.say(REPLIES.get(act.detail.partition(":")[2], DEFAULT))
    else:
        near = _near(linker, text)
        if near:
            draft.say(f"Do you mean {listed([named(i) for i in near], 'or')}?")
            for item in near:
                draft.offer(short(item.name), item.name)
        else:
            draft.say(f"I did not follow that. I understand wishes, {lexicon.plural} by title, opinions and questions:")
    draft.offer("A comedy from the 90s")
    draft.offer("Recommend something")
    draft.offer("What can you do?")


def _near(linker: TitleLinker, text: str) -> list[Item]:
    """Titles a short message may have meant."""
    return linker.find(text, 2) if 0 < len(re.findall(r"\w+", text)) <= 4 else []
