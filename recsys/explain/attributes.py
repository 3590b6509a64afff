"""What the catalogue knows of an item beside title, year and genres, in words: who made it, what it is about.

An attribute is said by what it does ("is about a heist"), and behind a noun ("a film *about a heist*"). Only kinds in
`SAID` are ever said; where nothing is known, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recsys.data.knowledge import Theme, theme, themes
from recsys.explain import spell
from recsys.explain.patterns import Alt, Lit, Node, Seq, lits
from recsys.schema import Item

MADE = ("director", "author", "artist")
"""Kinds that name who made the thing."""
THEMES = ("theme", "tag")
SAID = (*MADE, "actor", *THEMES)
"""Kinds of attributes that are worth saying, the most telling first."""
LONGEST = 60
"""Characters of a value that is said at all: what is longer is no name."""


@dataclass(frozen=True, slots=True)
class Head:
    """How a value is joined to the thing that has it."""

    does: str
    not_: str
    behind: str
    """Behind a noun: "a film *about* …"."""
    never: str
    """The same denied."""
    so: tuple[str, str] = ("is", "are")
    """What one and several other things that have it do: "as A *is*"."""
    heard: tuple[str, ...] = ()
    """Further ways to join it when read."""


ABOUT = Head(
    *("is about", "is not about", "about", "not about"),
    heard=("is all about", "deals with", "turns on", "centres on", "centers on", "revolves around", "tells of"),
)
_TELLS = Head("tells", "does not tell", "that tells", "that does not tell", ("does", "do"))
HEADS: Mapping[str, Head] = {
    "director": Head(
        *("was directed by", "was not directed by", "directed by", "not directed by", ("was", "were")),
        heard=("is directed by", "is by", "was made by", "is by director", "comes from", "comes from director"),
    ),
    "author": Head(
        *("was written by", "was not written by", "written by", "not written by", ("was", "were")),
        heard=("is by", "is written by"),
    ),
    "artist": Head("is by", "is not by", "by", "not by"),
    "actor": Head(*("stars", "does not star", "with", "without", ("does", "do")), heard=("features", "has", "is with")),
    "plot": ABOUT,
    "subject": ABOUT,
    "setting": Head("is set", "is not set", "set", "not set", heard=("takes place", "plays out")),
    "tone": Head("is", "is not", "that is", "that is not"),
    "audience": Head("is for", "is not for", "for", "not for", heard=("is made for", "is meant for")),
    "other": Head("has the tag", "does not have the tag", "with the tag", "without the tag", ("does", "do")),
    "twist-ending": Head("has", "does not have", "with", "without", ("does", "do"), heard=("comes with", "ends with")),
    "whodunit": Head("is", "is not", "that is", "that is not"),
    "literary-classic": Head("is based on", "is not based on", "based on", "not based on"),
    "shakespeare": Head("goes back to", "does not go back to", "that goes back to", "that does not", ("does", "do")),
    "fairy-tale": _TELLS,
    "myth-and-legend": _TELLS,
    "true-story": _TELLS,
}
"""By kind of attribute, group of themes, or theme."""


@dataclass(frozen=True)
class Attribute:
    """One value of one kind, which some item has or lacks."""

    kind: str
    value: str

    @cached_property
    def theme(self) -> Theme | None:
        """None of a person."""
        return theme(self.value) if self.kind in THEMES else None

    @cached_property
    def head(self) -> Head:
        if self.theme is None:
            return HEADS[self.kind]
        return HEADS.get(self.theme.name) or HEADS[self.theme.group]

    @property
    def label(self) -> str:
        """As a wish for it is called."""
        if self.theme is not None:
            return self.theme.label
        return {"director": f"directed by {self.value}", "actor": f"with {self.value}"}.get(self.kind, self.value)

    @property
    def told(self) -> str:
        """The value as it is written."""
        return spell.plain(self.value if self.theme is None else self.theme.said)

    @property
    def adjective(self) -> bool:
        """Whether it goes before a noun: "bleak films", but no "full of slapstick films"."""
        tone = self.theme is not None and self.theme.group == "tone"
        return tone and self.told.split()[0] not in ("a", "an", "in", "on", "full", "packed", "carried", "made", "from")

    @property
    def of_several(self) -> bool:
        """Whether it can be said of several things at once: they are not "a parody"."""
        return not (self.head.does == "is" and self.told.startswith(("a ", "an ")))

    def words(self, reading: bool) -> Node:
        """The value: a name, "a heist", a user's own tag in quotes."""
        if self.theme is None:
            return Lit(spell.plain(self.value), name=True)
        if self.theme.group == "other":
            quoted = f'"{spell.plain(self.value)}"'
            return lits(quoted, spell.plain(self.value)) if reading else Lit(quoted, name=True)
        about = reading and self.head is ABOUT
        return lits(*dict.fromkeys((self.theme.said, *((self.theme.label,) if about else ()))))

    def does(self, reading: bool, also: bool = False, several: bool = False) -> Node:
        """ "is about a heist"; `also`: "is also about a heist"; of several things, "are about a heist"."""
        verbs = (self.head.does, *(self.head.heard if reading else ()))
        if also:
            verbs = tuple(_also(v) for v in verbs)
        if several:
            verbs = tuple(_several(v) for v in verbs)
        return self._with(verbs, reading)

    def lacks(self, reading: bool) -> Node:
        """ "is not about a heist"."""
        said = self.head.not_
        short = said.replace("is not", "isn't").replace("was not", "wasn't").replace("does not", "doesn't")
        return self._with(dict.fromkeys((said, short)) if reading else (said,), reading)

    def behind(self, reading: bool, several: bool = False) -> Node:
        """Behind a noun, or behind several: "about a heist", "directed by Akira Kurosawa", "that are bleak"."""
        more = {"director": ("by", "from"), "author": ("by",), "actor": ("starring",)}.get(self.kind, ())
        relative = several and self.head.behind.startswith("that ")
        head = f"that {_several(self.head.behind.removeprefix('that '))}" if relative else self.head.behind
        return self._with((head, *(more if reading else ())), reading)

    def never(self, reading: bool) -> Node:
        """Denied behind a noun: "not about a masked killer", "without Tom Hanks"."""
        return self._with((self.head.never,), reading)

    def _with(self, verbs: Mapping[str, None] | tuple[str, ...], reading: bool) -> Node:
        heads: Node = lits(*(f"{v} " for v in verbs))
        return Seq((heads, self.words(reading)))

    def asked(self, nouns: tuple[str, ...], plurals: tuple[str, ...]) -> Node:
        """As a wish for it may be put when read: "something about a heist", "heist films", "anything by Hitchcock"."""
        things = lits("something ", "anything ", *(f"a {n} " for n in nouns), *(f"{p} " for p in plurals))
        forms: list[Node] = [Seq((things, self.behind(True)))]
        label = spell.plain(self.value if self.theme is None else self.theme.label)
        single = (f"{a} {label} {n}" for a in ("a", "an") for n in nouns)
        forms.append(lits(*(f"{label} {p}" for p in plurals), *single))
        return Alt((*forms, self.words(True)))


def _also(verb: str) -> str:
    """ "is about" gives "is also about", "stars" gives "also stars"."""
    first, _, rest = verb.partition(" ")
    return f"{first} also {rest}".rstrip() if first in ("is", "was") else f"also {verb}"


def _several(verb: str) -> str:
    """The verb of several things: "are about", "star"."""
    first, _, rest = verb.replace("also ", "").partition(" ")
    plural = {"is": "are", "was": "were", "has": "have", "goes": "go"}.get(first, first.removesuffix("s"))
    also = "also " if "also " in verb else ""
    return f"{plural} {also}{rest}".rstrip() if plural in ("are", "were") else f"{also}{plural} {rest}".rstrip()


def attributes(item: Item) -> Iterator[Attribute]:
    """What is worth saying of an item and can be said, in the order of `SAID`, each kind's most telling first."""
    for kind in SAID:
        for value in dict.fromkeys(item.attributes.get(kind, ())):
            if (said := spell.plain(value)) and len(said) <= LONGEST and '"' not in said:
                yield Attribute(kind, value)


def asked_of(label: str, item: Item) -> Attribute | None:
    """What an item has that a wish of this label asks for: "heist", "directed by Akira Kurosawa", "Clint Eastwood"."""
    wanted = spell.plain(label).casefold()
    return next(
        (a for a in attributes(item) if wanted in (spell.plain(a.label).casefold(), *_bare(a))),
        None,
    )


def _bare(a: Attribute) -> tuple[str, ...]:
    """A person's name alone is a wish for whatever they do."""
    return (spell.plain(a.value).casefold(),) if a.theme is None else ()


def named(label: str) -> Attribute | None:
    """The attribute a label names by its form, whether or not anything has it; None for a bare name, which may be
    anything."""
    said = spell.plain(label)
    for head, kind in (("directed by ", "director"), ("with ", "actor")):
        if said.startswith(head):
            return Attribute(kind, said.removeprefix(head))
    name = said.replace(" ", "-")
    return Attribute("theme", name) if name in themes() else None


def lacking(label: str, item: Item) -> Attribute | None:
    """What a wish of this label asks for that an item is known to lack: other values of the kind are known of it."""
    found = named(label)
    if found is None or not item.attributes.get(found.kind) or asked_of(label, item) is not None:
        return None
    return found


def refused(label: str, item: Item) -> Attribute | None:
    """What a wish against something ("not directed by …") refuses and the item is known to lack: only who made it is
    told in full, so that a theme that is not told of is no proof of its absence."""
    found = lacking(label.removeprefix("not "), item) if label.startswith("not ") else None
    return found if found is not None and found.kind in MADE else None


def against_theme(label: str) -> bool:
    """Whether a wish is only against a theme: that nothing is told of it proves nothing, so it is left unsaid."""
    found = named(label.removeprefix("not ")) if label.startswith("not ") else None
    return found is not None and found.kind == "theme"


def of_all(label: str, items: Sequence[Item], reading: bool) -> Node | None:
    """What all of some items have, or are known to lack, that a wish of this label asks for, behind the noun; a person
    who made some and plays in others is "by or with"."""
    found = {asked_of(label, item) for item in items}
    one = next(iter(found), None)
    if len(found) == 1 and one is not None:
        return one.behind(reading, several=len(items) > 1)
    if items and None not in found and all(a is not None and a.theme is None for a in found):
        return Seq((Lit("by or with "), Lit(spell.plain(label), name=True)))
    against = {refused(label, item) for item in items}
    one = against.pop() if len(against) == 1 else None
    return None if one is None else one.never(reading)
