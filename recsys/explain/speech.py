"""How things may be named at one point of a text.

A `Speech` is a record seen from one place in the text. When reading, every correct way is allowed; when writing, the
way a careful writer would take: a film has its year on first mention, then its title, then a pronoun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Self, TypeVar

from recsys.explain import genres, spell
from recsys.explain.discourse import PICK
from recsys.explain.language import EN, Language, Voice
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, lits
from recsys.explain.records import Record, items
from recsys.schema import Item, ItemId, Lexicon

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Speech(Generic[R]):
    """A record at one point of a text."""

    record: R
    language: Language = EN
    voice: Voice = "plain"
    free: bool = False
    """Written by a model, which may choose among many wordings."""
    reading: bool = False
    first: bool = True
    """Nothing was said yet: when writing, the target is named."""
    them: bool = False
    """The cited set was just named as a whole."""
    it: bool = True
    """ "it" can only mean the target."""
    said: frozenset[ItemId] = field(default_factory=frozenset)
    """Items named before."""
    most: int = 5
    """How many of the cited items the reason names before it says "and three more"."""
    brief: bool = False
    """Titles without years, for the line on a card."""
    beside: bool = False
    """Another item is spoken of too, so this one is always named."""
    _names: dict[ItemId, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _aka: dict[ItemId, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _made: dict[str, Any] = field(default_factory=dict, repr=False)
    """Patterns that are the same at every point of the text, by name."""

    def after(self, **changes: object) -> Self:
        """The same record further on in the text."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def sides(self) -> Iterator[tuple[str, Speech[Any]]]:
        """The two sides of a comparison, each a pick of its own, and their tags."""
        return iter(())

    def _kept(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all points of the text."""
        if name not in self._made:
            self._made[name] = make()
        found: T = self._made[name]
        return found

    # ---- names ---------------------------------------------------------------------------------------------

    @property
    def names(self) -> Mapping[ItemId, tuple[str, ...]]:
        """How each item of the record may be named; shared by every point of the text."""
        if not self._names:
            named = list(items(self.record))
            self._names.update(spell.film_names(named))
            self._aka.update(spell.other_names(named, self._names))
        return self._names

    def named_items(self) -> list[Item]:
        """Every item a text about the record may name."""
        return list(items(self.record))

    def called(self, item: ItemId) -> tuple[Node, ...]:
        """When reading, every name of the item."""
        return tuple(Lit(n, name=True) for n in (*self.names[item], *self._aka[item]))

    def title(self, item: Item) -> Node | None:
        """An item by its name: with its year at first, the bare title later; None if it cannot be told apart."""
        names = self.names[item.id]
        if not names:
            return None
        if self.reading:
            return Claimed(PICK + item.id, Alt(self.called(item.id)))
        return Lit(names[-1] if self.brief or item.id in self.said else names[0], name=True)

    # ---- words ---------------------------------------------------------------------------------------------

    @property
    def lexicon(self) -> Lexicon:
        return self.record.lexicon

    @property
    def noun(self) -> str:
        return self.lexicon.noun

    @property
    def plural(self) -> str:
        return self.lexicon.plural

    @property
    def nouns(self) -> tuple[str, ...]:
        """What such a thing may be called when read."""
        return (self.noun, *(("movie",) if self.noun == "film" else ()))

    @property
    def plurals(self) -> tuple[str, ...]:
        """The same of several."""
        return (self.plural, *(("movies",) if self.plural == "films" else ()))

    def spelt(self, spellings: Sequence[str]) -> Node:
        """When writing, the preferred spelling; when reading, any."""
        return lits(*spellings) if self.reading else Lit(spellings[0])

    def ordinal(self, rank: int) -> Node:
        """ "7th" or "seventh"; written, one way throughout a text: in words where it is to sound warm."""
        spelt = spell.ordinal(rank)
        return lits(*spelt) if self.reading else Lit(spelt[-1 if self.voice == "warm" else 0])

    def rank(self, rank: int) -> Node:
        """A place on a list: "3rd", "third place", "number 3"."""
        ordinal = self.ordinal(rank)
        if not self.reading:
            return ordinal
        return Alt((Seq((ordinal, Opt(Lit(" place")))), lits(f"number {rank}", f"place {rank}")))

    def genre_list(self, listed: Sequence[str]) -> Node:
        """The genres as nouns: "action and sci-fi"."""
        return genres.nouns(listed, self.reading)

    def kind_of(self, listed: Sequence[str], dated: Node | None = None) -> Node:
        """ "a comedy", "a sci-fi thriller"; read also "a 1982 sci-fi thriller" where `dated` is that year."""
        return genres.read(listed, self.nouns, dated) if self.reading else genres.written(listed, self.noun)


def known(speech: Speech[Any], ids: Iterable[str]) -> frozenset[ItemId]:
    """Those of the ids that are items of the record."""
    return frozenset(ids) & frozenset(speech.names)
