"""What the conversations with the seeker add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from eval.conversation.figures import columns, ratio
from eval.conversation.talks import ROWS, TURNS, Check
from eval.parts import Estimate, Row, bootstrap, proportion

Held = dict[str, Any]
"""One conversation as `talks.talk` gives it."""
MEANING = {
    "understood": "the message is read as something",
    "answered": "the reply says something and is no fault",
    "way on": "the reply offers a way on",
    "list when asked": "a list comes when one is asked for",
    "list not empty": "a list has something on it",
    "wishes kept or said to be given up": "what is shown meets the wishes in force, or the reply says which not",
    "wishes kept": "what is shown meets the wishes in force",
    "nothing on record": "no item shown is one WhyRec has an opinion of on record",
    "nothing told": "no item shown is one the person spoke of, understood or not",
    "opinions": "exactly the opinions meant are noted; not wanting and not liking count as one",
    "wishes": "exactly the wishes meant are in force",
    "why": "the reason is of the film meant and every claim in it is checked",
    "undo heard": "the wish to take something back is understood",
    "undo": "profile, wishes, what was passed over and the list are as before",
    "no needless question": "a question back is about the title meant",
}
"""What each check asks, in the order of the table."""
DEAD_ENDS = ("understood", "answered", "way on", "list when asked", "list not empty")


def success(talks: Sequence[Held]) -> list[Row]:
    """By turn and row: the share of people with a hidden like on a list so far, and Recall@10 of the list."""
    rows = []
    for turn in range(TURNS):
        for row in ROWS:
            hits = [any(t["turns"][n][row]["hit"] for n in range(turn + 1)) for t in talks]
            recalls = [t["turns"][turn][row]["recall"] for t in talks if t["turns"][turn][row]["recall"] is not None]
            rows.append(
                {
                    "turn": turn + 1,
                    "list": row,
                    "people": len(talks),
                    **columns("success", proportion(sum(hits), len(hits))),
                    **columns("recall@10", bootstrap(recalls)),
                }
            )
    return rows


def gain(talks: Sequence[Held], over: str) -> Estimate:
    """Paired difference over people of mean Recall@10 by turn: as typed less another list."""
    return bootstrap([_recall(t, "typed") - _recall(t, over) for t in talks])


def _recall(held: Held, row: str) -> float:
    both = [turn for turn in held["turns"] if all(turn[r]["recall"] is not None for r in ROWS)]
    return sum(turn[row]["recall"] for turn in both) / max(1, len(both))


def kept(talks: Sequence[Held], *checks: str) -> Estimate:
    """The share of these checks that hold; people are drawn anew for the interval."""
    groups = [[c["ok"] for c in t["checks"] if c["check"] in checks] for t in talks]
    return ratio([sum(g) for g in groups], [len(g) for g in groups])


def dead_ends(talks: Sequence[Held]) -> Estimate:
    """Messages after which the person has no way on, of all messages."""
    failed = [sum(not c["ok"] for c in t["checks"] if c["check"] in DEAD_ENDS) for t in talks]
    return ratio(failed, [t["messages"] for t in talks])


def checks(talks: Sequence[Held]) -> list[Row]:
    """Every check with how often it was made and held."""
    made = Counter(c["check"] for t in talks for c in t["checks"])
    failed = Counter(c["check"] for t in talks for c in t["checks"] if not c["ok"])
    return [
        {
            "check": check,
            "asks that": MEANING[check],
            "made": made[check],
            "failed": failed[check],
            **columns("held", kept(talks, check)),
        }
        for check in MEANING
        if made[check]
    ]


def by_sayings(talks: Sequence[Held]) -> list[Row]:
    """How well messages are taken as meant, in sayings the rules were mended with and in those they were not."""
    rows = []
    for sayings, late in (("known when the rules were mended", False), ("written after that", True)):
        chosen = [t for t in talks if t["late"] == late]
        rows.append(
            {
                "sayings": sayings,
                "people": len(chosen),
                "messages": sum(t["messages"] for t in chosen),
                **columns("opinions", kept(chosen, "opinions")),
                **columns("wishes", kept(chosen, "wishes")),
                **columns("undo heard", kept(chosen, "undo heard")),
                **columns("why", kept(chosen, "why")),
                **columns("dead ends", dead_ends(chosen)),
            }
        )
    return rows


def by_kind(talks: Sequence[Held]) -> list[Row]:
    """How well each kind of message is taken as meant: opinions and wishes, over all sayings."""
    made: dict[str, list[list[bool]]] = defaultdict(list)
    for held in talks:
        of_one: dict[str, list[bool]] = defaultdict(list)
        for check in held["checks"]:
            if check["check"] in ("opinions", "wishes"):
                of_one[check["kind"]].append(check["ok"])
        for kind, good in of_one.items():
            made[kind].append(good)
    return [
        {
            "message": kind,
            "made": sum(map(len, groups)),
            **columns("as meant", ratio([sum(g) for g in groups], [len(g) for g in groups])),
        }
        for kind, groups in sorted(made.items())
    ]


def failures(talks: Sequence[Held]) -> list[Row]:
    """What failed, by check and kind of message, most frequent first, each with one example."""
    found: dict[tuple[str, str], list[Check]] = defaultdict(list)
    for held in talks:
        for check in held["checks"]:
            if not check["ok"]:
                found[check["check"], check["kind"].split(": ")[0]].append(check)
    order = list(MEANING)
    ranked = sorted(found.items(), key=lambda entry: (order.index(entry[0][0]), -len(entry[1])))
    return [
        {
            "check": check,
            "message": kind,
            "times": len(ones),
            "example": ones[0]["message"],
            "detail": ones[0]["detail"],
        }
        for (check, kind), ones in ranked
    ]
