"""Pairs of explanations of the same pick, for people to compare without knowing whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import numpy as np

from eval.parts import Context, hashed
from eval.sentences.case import Case, cases
from eval.sentences.texts import PLAIN, SERVED, UNAIDED, sources
from recsys.engine import Engine
from recsys.models.base import Floats
from recsys.schema import WhyRecError

RIVAL = "people like you liked it"
"""The usual explanation of a neighbourhood: Herlocker, Konstan and Riedl, CSCW 2000, found it among the best liked."""
NEIGHBOURS = 50
COMPARED = ((SERVED, RIVAL), (SERVED, PLAIN), (SERVED, UNAIDED), (PLAIN, RIVAL))
"""Whose texts stand side by side, ours first."""
WITHOUT_MODEL = ((PLAIN, RIVAL),)
PICKS = (4, 16, 16)
"""Picks, each with one pair, by size."""
TOLD = 12
"""Likes of the person that a rater is shown."""


@dataclass(frozen=True)
class Pair:
    """Two texts about one pick; `styles` says whose they are, which no rater sees."""

    item: str
    genres: tuple[str, ...]
    liked: tuple[str, ...]
    """What the person liked, those the texts may speak of first."""
    more: int
    """How many likes more the person has."""
    styles: tuple[str, str]
    texts: tuple[str, str]
    id: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        return " or ".join(self.styles)


def pairs(context: Context) -> list[Pair]:
    """One pair a pick, the comparisons in turn. Without a language model only plain wording meets the rival."""
    picks = cases(context, context.amount(*PICKS))
    written: dict[str, list[str]] = {}
    try:
        for source in sources(context.settings, context.kept("study-texts")):
            context.tell(f"Texts, {source.name}", 0.0)
            written[source.name] = [_whole(source.write(case, case.evidence)["text"]) for case in picks]
            context.tell(f"Texts, {source.name}", 1.0)
    except WhyRecError:
        pass  # said by the program when the model was asked for; plain wording can be rated all the same
    written[RIVAL] = list(_neighbourly(context.engine, picks))
    compared = COMPARED if SERVED in written else WITHOUT_MODEL
    found = []
    for n, case in enumerate(picks):
        styles = compared[n % len(compared)]
        texts = tuple(written.get(style, [""] * len(picks))[n] for style in styles)
        if all(texts) and texts[0] != texts[1]:
            found.append(_pair(context.engine, case, styles, (texts[0], texts[1])))
    if not found:
        raise WhyRecError(
            f"There is nothing to compare on {context.dataset.name}: it takes people with at least six likes."
        )
    return found


def _whole(text: str) -> str:
    """Without a sentence that was cut off at the longest length, by which one would know the model asked freely."""
    found = re.match(r".*[.!?][\"'”’)]*(?=\s|$)", text.strip(), re.S)
    return found[0] if found else text.strip()


def _pair(engine: Engine, case: Case, styles: tuple[str, str], texts: tuple[str, str]) -> Pair:
    cited = [c.item.id for c in case.evidence.cited]
    liked = list(dict.fromkeys([*(i for i in cited if i in case.likes), *case.likes]))
    names = tuple(engine.catalog.get(i).name for i in liked[:TOLD])
    item = case.evidence.item
    made = Pair(item.name, item.genres, names, max(0, len(liked) - TOLD), styles, texts)
    return Pair(**{**asdict(made), "id": hashed(made)})


def _neighbourly(engine: Engine, picks: list[Case]) -> Iterator[str]:
    """What a neighbourhood would say: how many of the nearest people like the pick. Nothing if none does."""
    likes = engine.dataset.interactions.likes(engine.dataset.scale).tocsr()
    users = {user: row for row, user in enumerate(engine.dataset.interactions.users)}
    norms = np.sqrt(np.maximum(np.diff(likes.indptr), 1))
    for case in picks:
        own = users[case.profile.user_id]
        likeness: Floats = np.asarray((likes @ likes[[own]].T).toarray()).ravel() / norms
        likeness[own] = -1
        nearest = np.argsort(-likeness, kind="stable")[:NEIGHBOURS]
        many = int(likes[nearest][:, engine.catalog.row(case.item)].sum())
        told = f"Of the {len(nearest)} people whose taste is most like yours, {many} liked it."
        yield f"People with similar taste liked {case.evidence.item.name}. {told}" if many else ""
