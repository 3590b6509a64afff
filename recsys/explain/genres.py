"""What kind of thing an item is, in words: "a romantic comedy", "an action, sci-fi and war film"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recsys.explain import spell
from recsys.explain.patterns import Listing, Lit, Node, Opt, Seq, either, lits


def nouns(genres: Sequence[str], reading: bool) -> Node:
    """The genres as things that can be had or shared, lower case as the catalogue spells them: "action and sci-fi"."""
    spelt = [tuple(dict.fromkeys((g.lower(), g))) for g in map(spell.plain, genres)]
    if reading:
        spelt = [(*s, *spell.genre_nouns(g)) for s, g in zip(spelt, genres, strict=True)]
    nodes = tuple(lits(*s) if reading else Lit(s[0]) for s in spelt)
    return Listing(nodes) if len(nodes) > 1 else nodes[0]


def written(genres: Iterable[str], noun: str) -> Node:
    """The one way it is written, with its article."""
    words, last = [], ""
    for genre in sorted(genres, key=lambda g: spell.genre_word(g) not in spell.LEADING):
        word = spell.genre_word(genre)
        if not last and spell.stands_alone(genre):
            last = word
        else:
            words.append(word)
    if not words:
        return Lit(f"{spell.article(last)} {last}")
    # Two words stack ("a romantic comedy"); more need commas to be read at all.
    heads = [Lit(w) for w in words]
    stacked: Node = heads[0] if len(heads) == 1 else Listing(tuple(heads))
    if len(heads) == 2 and not last:
        stacked = Lit(f"{words[0]} {words[1]}")
    return Seq((Lit(spell.article(words[0]) + " "), stacked, Lit(f" {last or noun}")))


def read(genres: Sequence[str], things: Sequence[str], dated: Node | None = None) -> Node:
    """Every order and joint of the same genres, any of them as the noun; `dated` may follow the article."""
    article = Seq((lits("a ", "an "), Opt(Seq((dated, Lit(" ")))))) if dated else lits("a ", "an ")
    forms: list[Node] = [Seq((article, _adjectives(genres), Lit(" "), lits(*things)))]
    for n, genre in enumerate(genres):
        noun, rest = spell.genre_nouns(genre), (*genres[:n], *genres[n + 1 :])
        if noun:
            forms.append(Seq((article, *((_adjectives(rest), Lit(" ")) if rest else ()), lits(*noun))))
    if len(genres) > 1 and all(map(spell.genre_nouns, genres)):
        forms.append(Listing(tuple(Seq((article, lits(*spell.genre_nouns(g)))) for g in genres)))
    if len(genres) == 1 and spell.genre_nouns(genres[0]):
        forms.append(lits(*spell.genre_nouns(genres[0])))
    found = either(forms)
    assert found is not None
    return found


def _adjectives(genres: Sequence[str]) -> Node:
    nodes = tuple(lits(*spell.genre_adjectives(g)) for g in genres)
    return Listing(nodes, loose=True) if len(nodes) > 1 else nodes[0]
