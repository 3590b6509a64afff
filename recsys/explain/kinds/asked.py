"""Wishes in words: from the labels of a request to "a comedy from the 1990s without horror to watch with the kids"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from recsys.explain import spell
from recsys.explain.attributes import Attribute, against_theme, asked_of, lacking, refused
from recsys.explain.kinds.phrases import any_of, once, phrase, words
from recsys.explain.patterns import Alt, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Evidence, Item, Part

OCCASIONS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "with the kids": (
        "time with the kids",
        (
            "with the kids",
            "to watch with the kids",
            "to see with the kids",
            "for watching with the kids",
            "for the kids",
        ),
        ("to be watched with the kids",),
    ),
    "with the family": (
        "time with the family",
        (
            "with the family",
            "to watch with the family",
            "for the family",
            "for the whole family",
            "for watching with the family",
        ),
        ("to watch with the whole family",),
    ),
    "for a date": ("a date", ("for a date", "for a date night", "to watch on a date"), ()),
    "with friends": (
        "time with friends",
        (
            "with friends",
            "to watch with friends",
            "for an evening with friends",
            "for a night with friends",
            "for watching with friends",
        ),
        ("an evening with friends", "a night with friends"),
    ),
    "on your own": ("time on your own", ("on your own", "to watch on your own"), ()),
    "for a scary night": ("a scary night", ("for a scary night",), ()),
    "to relax": (
        "a relaxed mood",
        ("to relax", "to relax with", "for relaxing"),
        ("something to relax with",),
    ),
    "to cheer you up": (
        "a mood that wants cheering up",
        ("to cheer you up", "that cheers you up"),
        ("to be cheered up", "something to cheer you up"),
    ),
    "for a good cry": ("a good cry", ("for a good cry",), ("something for a good cry", "a good cry")),
    "for excitement": ("a wish for excitement", ("for excitement", "for some excitement"), ("some excitement",)),
    "to think about": ("a thoughtful mood", ("to think about",), ("something to think about",)),
}
"""By the label of a context: what a pick is said to suit, how it follows a noun, and how it follows "your wish for"."""

MOST = 2
"""So many wishes for what only the catalogue knows are put into one phrase when written."""

_GENRES = {word: key for key in spell.GENRES for word in (key, *spell.genre_nouns(key), *spell.genre_adjectives(key))}
_YEARS = (
    (re.compile(r"(?:from|since) (\d{4})"), "from"),
    (re.compile(r"before (\d{4})"), "before"),
    (re.compile(r"up to (\d{4})"), "to"),
    (re.compile(r"after (\d{4})"), "after"),
    (re.compile(r"(\d{3}0)s"), "decade"),
    (re.compile(r"(\d{4})"), "year"),
)


def genre_of(label: str) -> str | None:
    """The genre a label names, by its key in `spell.GENRES`."""
    return _GENRES.get(spell.plain(label).casefold())


def time_of(label: str) -> tuple[str, int] | None:
    """What years a label means: ("from", 1980), ("decade", 1990)."""
    found = ((kind, pattern.fullmatch(spell.plain(label))) for pattern, kind in _YEARS)
    return next(((kind, int(m[1])) for kind, m in found if m), None)


def described(e: Evidence) -> list[Part]:
    """The parts the request's words add; a wish that had to be relaxed is a request part too, with its own label."""
    return [p for p in e.parts if p.kind == "request" and p.value > 0 and p.label not in (*e.asked, *e.unmet)]


@once
def like(s: PickSpeech) -> Node | None:
    """The item of "something like X"."""
    for part in described(s.evidence):
        found = re.match(r"like (.+) \((\d{4})\)(?:, |$)", spell.plain(part.label))
        if found:
            known = (s.evidence.item, *(c.item for c in (*s.evidence.cited, *s.evidence.against)))
            same = (k for k in known if (k.title, k.year) == (found[1], int(found[2])))
            item = next(same, Item("@like", found[1], int(found[2])))
            names = spell.film_names((item, *known))[item.id]
            if not names:
                return None
            return Alt(tuple(Lit(n, name=True) for n in names)) if s.reading else Lit(names[0], name=True)
    return None


@once
def quoted(s: PickSpeech) -> Node | None:
    """When read, the request's own words just as the evidence holds them: "your word "heist"". Never written: a label
    holds what was left of the message, not what the person said."""
    if not s.reading:
        return None
    found: list[Node] = []
    for part in described(s.evidence):
        label = spell.plain(part.label)
        if not label:
            continue
        many = " " in label
        nouns = ("words", "request", "wish") if many else ("word", "request", "wish")
        heads = (
            [f'your {n} "' for n in nouns]
            + [f'your {n} for "' for n in ("request", "wish")]
            + ['"', 'what you said: "']
        )
        found.append(Seq((lits(*heads), Lit(label, name=True), Lit('"'))))
    return any_of(*found)


@dataclass(frozen=True)
class Wishes:
    """Some wishes of a request as they may be put at this point of a text."""

    s: PickSpeech
    labels: tuple[str, ...]
    contexts: tuple[str, ...] = ()

    @cached_property
    def genres(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(g for w in self.labels if (g := genre_of(w))))

    @cached_property
    def known(self) -> dict[str, Attribute]:
        """What the catalogue knows of the pick that was asked for, or that it lacks, by label."""
        e = self.s.evidence
        found = ((w, (lacking if w in e.unmet else asked_of)(w, e.item)) for w in self.labels if not genre_of(w))
        return {w: a for w, a in found if a is not None}

    @cached_property
    def avoided(self) -> dict[str, Attribute]:
        """The same of what was refused."""
        found = ((w, refused(w, self.s.evidence.item)) for w in self.labels)
        return {w: a for w, a in found if a is not None and not self._genre_refused(w)}

    def _genre_refused(self, label: str) -> str | None:
        """The genre a label refuses. "Not romantic" is no word against a romance that is not romantic in tone."""
        genre = genre_of(label.removeprefix("not ")) if label.startswith("not ") else None
        item = self.s.evidence.item
        has = genre in {genre_of(g) for g in item.genres}
        return None if genre is None or (has and refused(label, item)) else genre

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """Genres that were not wanted."""
        return tuple(dict.fromkeys(g for w in self.labels if (g := self._genre_refused(w))))

    @cached_property
    def times(self) -> tuple[tuple[str, int], ...]:
        return tuple(dict.fromkeys(t for w in self.labels if (t := time_of(w))))

    @cached_property
    def other(self) -> tuple[str, ...]:
        """Wishes in none of these forms, as they are."""
        told = (w for w in self.labels if not genre_of(w) and not time_of(w) and not self._genre_refused(w))
        return tuple(w for w in dict.fromkeys(told) if w not in self.known and w not in self.avoided)

    @property
    def odd(self) -> tuple[str, ...]:
        """Those of them that must be told: a theme that was refused is left unsaid."""
        return tuple(w for w in self.other if not against_theme(w))

    @property
    def lore(self) -> int:
        """How many of the wishes are about what the catalogue knows."""
        return len(self.known) + len(self.avoided)

    @cached_property
    def does(self) -> Node | None:
        """What the pick does by such wishes alone: "is about a heist", "is not about a masked killer"."""
        reading = self.s.reading
        told = [a.does(reading) for a in self.known.values()] + [a.lacks(reading) for a in self.avoided.values()]
        told_of = [w for w in dict.fromkeys(self.labels) if not against_theme(w) or w in self.avoided]
        alone = self.lore == len(told_of) <= MOST
        if not told or not (reading or alone):
            return None
        return Listing(tuple(told), some=reading) if len(told) > 1 else told[0]

    @cached_property
    def kept(self) -> Node | None:
        """The same behind a noun, with a space before it: " about a heist", " directed by Akira Kurosawa"."""
        reading = self.s.reading
        told = [a.behind(reading) for a in self.known.values()] + [a.never(reading) for a in self.avoided.values()]
        if reading:
            return Seq((lits(" ", " and ", ", "), Alt(tuple(told)))) if told else None
        return Seq(tuple(n for node in told for n in (Lit(" "), node))) if 0 < len(told) <= MOST else None

    # ---- as said of a thing --------------------------------------------------------------------------------

    @cached_property
    def things(self) -> Node | None:
        """The wished genres as a noun phrase: "a comedy", "comedies", "crime"; all or some of them."""
        if not self.genres:
            return None
        if not self.s.reading:
            return self.s.kind_of(self.genres)
        found: list[Node] = [self.s.kind_of(self.genres)]
        found += [self.s.kind_of([g]) for g in self.genres] if len(self.genres) > 1 else []
        plural = [self._plural(g) for g in self.genres]
        found += [Listing(tuple(plural), some=True) if len(plural) > 1 else plural[0]]
        return any_of(*found)

    def _plural(self, genre: str) -> Node:
        things = [f"{a} {p}" for a in spell.genre_adjectives(genre) for p in self.s.plurals]
        nouns = [w for n in spell.genre_nouns(genre) for w in (_plural_of(n), n)]
        both = [*things, *nouns, *spell.genre_adjectives(genre)]
        some = [f"{a} {w}" for w in nouns for a in ("a", "an")]
        titled = [w.replace("western", "Western") for w in (*both, *some) if "western" in w]
        return lits(*dict.fromkeys([*both, *some, *titled]))

    @cached_property
    def when(self) -> Node | None:
        """The years behind a noun: " from the 1990s", " before 1970"; one of them."""
        return any_of(*(self._when(*t) for t in self.times))

    def _when(self, kind: str, year: int) -> Node | None:
        s = self.s
        if kind == "decade":
            return phrase(s, {"d": s.spelt(spell.decades(year))}, (" from the {d}",), (), (" (of|in) the {d}",))
        said = {
            "from": (" from {y} on", " from {y} or later"),
            "before": (" from before {y}", " made before {y}"),
            "to": (" from {y} or earlier", " made up to {y}"),
            "after": (" from after {y}", " made after {y}"),
            "year": (" from {y}", " made in {y}"),
        }[kind]
        heard = {
            "from": (
                *(" (from|since) {y}[ (on|onwards|onward|or after)]", " (not older than|no older than) {y}"),
                *(" made (in|since) {y}[ or later]", "[,] {y} or later", ", (and|but) from {y} [or later]"),
            ),
            "before": (" (before|older than|from before) {y}", " made before {y}"),
            "to": (" (up to|until|not newer than) {y}",),
            "after": (" (after|newer than|since) {y}",),
            "year": (" (of|in) {y}",),
        }[kind]
        return phrase(s, {"y": Lit(str(year))}, said[:1], said, heard)

    @cached_property
    def dated(self) -> Node | None:
        """A decade or year before the noun: "1990s "."""
        found = [
            w
            for k, y in self.times
            for w in (spell.decades(y) if k == "decade" else (str(y),))
            if k in ("decade", "year")
        ]
        return lits(*(f"{w} " for w in found)) if found and self.s.reading else None

    @cached_property
    def without(self) -> Node | None:
        """What was refused, behind a noun: " without horror"."""
        if not self.refused:
            return None
        if not self.s.reading:
            return Seq((Lit(" without "), Lit(spell.genre_word(self.refused[0])))) if len(self.refused) == 1 else None
        genre = lits(
            *dict.fromkeys(n for g in self.refused for n in (*spell.genre_nouns(g), *spell.genre_adjectives(g)))
        )
        heads = (
            " without ",
            " without any ",
            " with no ",
            " and no ",
            ", no ",
            " but no ",
            " and not ",
            ", not ",
            " but not ",
        )
        noun = Seq((lits(*heads), Opt(lits("a ", "an ")), genre))
        relative = Seq(
            (lits(" that is not ", " that isn't ", " which is not ", " that are not "), Opt(lits("a ", "an ")), genre)
        )
        return Alt((noun, relative))

    @cached_property
    def occasion(self) -> Node | None:
        """The occasion behind a noun: " to watch with the family"."""
        found: list[Node] = []
        for label in map(spell.plain, self.contexts):
            _, after, _ = OCCASIONS.get(label, ("", (label,), ()))
            if label:
                found.append(lits(*(f" {w}" for w in (after if self.s.reading or self.s.free else after[:1]))))
        return any_of(*found)

    @cached_property
    def nothing(self) -> Node | None:
        """Wishes for what should not be: "no drama", "nothing before 1980", listed."""
        if not self.s.reading:
            return None
        found: list[Node] = []
        for genre in self.refused:
            names = dict.fromkeys((*spell.genre_nouns(genre), *spell.genre_adjectives(genre)))
            articles = [
                f"{h}{n}" for h in ("no ", "not a ", "not an ", "not ", "nothing with ", "anything but ") for n in names
            ]
            found.append(lits(*articles, *(f"no {_plural_of(n)}" for n in spell.genre_nouns(genre))))
        for kind, year in self.times:
            told = {
                "from": ("before {y}", "older than {y}", "from before {y}", "made before {y}", "earlier than {y}"),
                "before": ("from {y} on", "newer than {y}", "after {y}", "from {y} or later"),
                "after": ("up to {y}", "before {y}"),
                "to": ("after {y}", "newer than {y}"),
            }.get(kind, ())
            if told:
                nothings = [f"{w} {t}".replace("{y}", str(year)) for t in told for w in ("nothing", "not")]
                positive = {
                    "from": (
                        "{y} or later",
                        "from {y}",
                        "from {y} or later",
                        "from {y} on",
                        "from {y} onwards",
                        "not older than {y}",
                    ),
                    "before": ("before {y}", "from before {y}"),
                }.get(kind, ())
                found.append(lits(*nothings, *(p.replace("{y}", str(year)) for p in positive)))
        return Listing(tuple(found), some=True) if len(found) > 1 else found[0] if found else None

    @cached_property
    def phrase(self) -> Node | None:
        """The wishes as one noun phrase, all of them when written, some or all when read."""
        s = self.s
        head = self.things
        some = (
            lits("something", f"a {s.noun}", s.plural, *(f"a {n}" for n in s.nouns), "one")
            if s.reading
            else Lit(f"a {s.noun}")
        )
        if not s.reading:
            extra = [n for n in (self.when, self.kept, self.without, self.occasion) if n is not None]
            if self.lore > MOST or self.odd or len(self.times) > 1 or len(self.refused) > 1 or not (head or extra):
                return None
            return Seq((head or some, *extra))
        mods = [n for n in (self.when, self.kept, self.without, self.occasion, self.likened) if n is not None]
        found: list[Node] = []
        tail = tuple(Opt(Alt(tuple(mods))) for _ in range(min(3, len(mods) + 1)))
        if head is not None:
            bare = Seq((Opt(lits("a ", "an ")), self.dated, head)) if self.dated is not None else head
            after = Seq((lits("a ", "an "), self.dated, self._bare)) if self.dated is not None else None
            found.append(Seq((any_of(head, bare, after) or head, *tail)))
        if mods:
            found.append(Seq((some, Alt(tuple(mods)), *tail[1:])))
        if self.nothing is not None:
            found.append(self.nothing)
        # That nothing is told of what was refused does not make "is not violent" true.
        found += [Lit(w, name=True) for w in self.other if not w.startswith("not ")]
        found += [a.asked(s.nouns, s.plurals) for a in self.known.values()]
        return any_of(*found)

    @property
    def _bare(self) -> Node:
        """The wished genres without an article."""
        nouns = [w for g in self.genres for n in spell.genre_nouns(g) for w in (n,)]
        things = [f"{a} {n}" for g in self.genres for a in spell.genre_adjectives(g) for n in self.s.nouns]
        return lits(*dict.fromkeys([*nouns, *things]))

    @cached_property
    def likened(self) -> Node | None:
        """ " like X" of a request for something like X."""
        named = like(self.s)
        return None if named is None else Seq((lits(" like ", " similar to ", " in the vein of "), named))


def asks(s: PickSpeech, wish: Node | None) -> Node | None:
    """That it was asked for: "you asked for …", "your wish was …"."""
    values = {
        "wish": wish,
        "asked": words(
            s,
            ("asked for", "wanted"),
            ("were looking for",),
            (
                *("were after", "wished for", "were asking for", "had asked for", "have asked for", "asked me for"),
                *(
                    "are looking for",
                    "are after",
                    "'re after",
                    "'re looking for",
                    "want",
                    "were in the mood for",
                    "would like",
                    "'d like",
                ),
                *("told me you want", "told me you wanted", "said you want", "said you wanted", "had in mind"),
            ),
        ),
    }
    values["asked"] = Seq((Lit("you"), _spaced(values["asked"])))
    return phrase(
        s,
        values,
        ("{asked} {wish}",),
        (),
        (
            "your (wish|request) (was|is) [for] {wish}",
            "what you (wanted|asked for|were after) (was|is) {wish}",
            "(it is|it's|it was) {wish} [that] you (wanted|asked for|were after|were looking for)",
            "{wish} (was|is) (your wish|what you asked for|what you wanted|your request)",
        ),
    )


def _spaced(node: Node | None) -> Node:
    """Verbs behind "you", those that begin with an apostrophe close to it."""
    choices = node.choices if isinstance(node, Alt) else (node,)
    texts = [c.text for c in choices if isinstance(c, Lit)]
    return lits(*(t if t.startswith("'") else f" {t}" for t in texts))


def _plural_of(noun: str) -> str:
    """ "comedy" gives "comedies"."""
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return noun if noun.endswith("s") else f"{noun}s"
