"""How WhyRec works and what one can say to it."""

from __future__ import annotations

import re

from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft, K, listed, named, short
from recsys.dialogue.facts import ordinal


def how(draft: Draft, actions: Actions, act: Act) -> None:
    """How WhyRec works, in words anyone can check."""
    lexicon = actions.dataset.lexicon
    if re.search(
        r"\b(?:true|right|correct|sure|certain|serious|lying|kidding|trust|believe|really|proo?[fv]e?|says who"
        r"|how do you know)\b",
        act.detail,
        re.I,
    ) and proof(draft, actions):
        return
    if re.search(r"\b(?:data|privacy|share|sell|store|send|spy|track|save|keep)\b", act.detail, re.I):
        draft.say(
            "Everything stays on this machine: what you tell me is kept in one local database, and nothing is sent "
            "anywhere. You can export it, or say “forget me” and it is gone, from the model too."
        )
    elif re.search(r"\b(?:are|r) (?:you|u)\b|\bwho\b|\bwhat are\b", act.detail, re.I):
        draft.say(
            f"I am WhyRec, a program. I pick {lexicon.plural} by arithmetic on what people liked together; a small "
            "language model on this machine may word the reasons, and a checker reads each sentence before you do."
        )
    else:
        draft.say(
            f"Every {lexicon.noun} you liked adds to, or takes from, the score of every other, as learned from what "
            "people liked together; your wishes and the occasion add their part. The sum makes the order, and the same "
            "parts make the reasons.",
            f"When I name your {lexicon.plural} as the reason, I have taken them out and watched the pick fall. "
            "You can do the same: ask “what if I hadn't liked …?”.",
        )
    first = draft.conversation.shown[:1]
    draft.offer("Why the first one?" if first else "Recommend something")
    draft.offer("What do you know about me?")
    draft.offer("What can you do?")


def help_(draft: Draft, actions: Actions) -> None:
    """What one can say."""
    lexicon = actions.dataset.lexicon
    draft.say(f"Tell me a mood, a genre, a decade or a {lexicon.noun} you love, and I find what fits. For example:")
    draft.say(
        "- “a comedy from the 80s with my kids”, “no horror”, “something older”\n"
        "- “something like Toy Story but for adults”, “compare Fargo and Heat”\n"
        "- “why the second one?”, “why not Titanic?”, “what if I hadn't liked Star Wars?”\n"
        "- “I loved Alien”, “4 stars for Jaws”, “undo that”, “forget me”"
    )
    draft.offer("Recommend something")
    draft.offer("What do you know about me?")
    draft.offer("How do you work?")


def proof(draft: Draft, actions: Actions) -> bool:
    """Show that the reason for the item spoken of, else the first shown, holds: strike the films it names and look.

    False if nothing is on show."""
    conversation = draft.conversation
    item_id = conversation.opened or next(iter((*conversation.focus, *conversation.shown)), None)
    if item_id is None:
        return False
    profile = actions.profile(conversation.user_id)
    evidence = actions.evidence(profile, item_id, conversation.request)
    receipt = next((r for r in evidence.receipts if r.fell), None)
    item = evidence.item
    if receipt is None:
        draft.say(
            f"No few films of yours decide the place of {named(item)}: I tried, and it hardly moves. What I say of it "
            "are counts and sums that are checked before you read them."
        )
        draft.offer(f"Why {short(item.title, 18)}?", f"Why {item.name}?")
        draft.offer("How do you work?")
        return True
    struck = [actions.catalog.get(i) for i in receipt.without]
    fall = (
        f"from {ordinal(receipt.rank_before)} to {ordinal(receipt.rank_after)}"
        if receipt.rank_after
        else "out of sight"
    )
    draft.what_if = actions.what_if(profile, receipt.without, (), conversation.request, K)
    draft.say(
        f"See for yourself: I took out {listed([named(i) for i in struck])} and ranked anew. "
        f"{named(item)} went {fall}. Nothing in your profile has changed."
    )
    first = struck[0]
    draft.offer(f"Without {short(first.title, 18)} only", f"What if I hadn't liked {first.name}?")
    draft.offer("Back to my list", "Recommend something")
    draft.offer("How do you work?")
    return True
