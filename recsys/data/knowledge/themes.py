"""The controlled list of themes, and how each is said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Group = Literal["plot", "subject", "setting", "tone", "audience", "other"]

FILE = Path(__file__).with_name("themes.toml")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `said` stands behind the words its group calls for: "about *a heist*", "set *in New York*", "is
    *bleak*", "for *young children*"; `other` is a tag of a user's own, which is only ever quoted."""

    name: str
    group: Group
    said: str
    words: tuple[str, ...] = ()
    """Further words people use for it."""

    @property
    def label(self) -> str:
        """For a chip or a list: "time travel", "small town"."""
        return self.name.replace("-", " ")


@cache
def themes() -> Mapping[str, Theme]:
    """All themes of the list by name."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Theme(name, group, said, tuple(words))  # type: ignore[arg-type]
        for group, listed in groups.items()
        for name, (said, *words) in listed.items()
    }


def theme(name: str) -> Theme:
    """The theme of that name; of any other word a theme of the group "other" that is said as it is written."""
    return themes().get(name) or Theme(name, "other", name)
