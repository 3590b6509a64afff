"""How WhyRec works and what one can say to it."""

from __future__ import annotations

import re

from recsys.dialogue.acts import Act
from recsys.dialogue.draft import Actions, Draft


def how(draft: Draft, actions: Actions, act: Act) -> None:
    """How WhyRec works, in words anyone can check."""
    lexicon = actions.dataset.lexicon
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
