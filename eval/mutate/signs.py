"""Letters and digits that only look like the right ones, and signs that are not seen at all."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

from eval.mutate import mutation
from eval.mutate.case import Case

ALIKE = {
    **dict(zip("aceiopsxyjh", "асеіорѕхујһ", strict=True)),
    **dict(zip("ABCEHIKMOPSTXYZ", "АВСЕНІКМОРЅТХΥΖ", strict=True)),
    **dict(zip("ovuvwg", "οѵυνԝɡ", strict=True)),
    **dict(zip("0123456789", "０１２３４５６７８９", strict=True)),
    "l": "Ӏ",
}
"""Cyrillic, Greek and full-width signs that pass for Latin ones."""
UNSEEN = ("\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u0336")
"""Invisible, joining, direction-turning and striking-through signs."""


@mutation
def look_alike(case: Case, rng: random.Random) -> Iterator[str]:
    """One sign replaced by another that looks the same, or an unseen one put in: in a title, a number or any word."""
    spots = [(m.start, m.end) for m in case.mentions] + [(n.start, n.end) for n in case.numbers]
    spots.append((0, len(case.text)))
    for start, end in spots:
        places = [at for at in range(start, end) if case.text[at] in ALIKE]
        if places:
            at = rng.choice(places)
            changed = case.put(at, at + 1, ALIKE[case.text[at]])
            if looks_are_wrong(case.text, changed):
                yield changed
        inner = rng.randint(start + 1, max(start + 1, end - 1))
        yield case.put(inner, inner, rng.choice(UNSEEN))


def looks_are_wrong(text: str, changed: str) -> bool:
    """Whether the signs differ for good: two codings of one accented letter are the same text."""
    return unicodedata.normalize("NFC", text) != unicodedata.normalize("NFC", changed)
