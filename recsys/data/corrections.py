"""Titles that MovieLens misspells or lists under a name few know, with what they are known by.

Keyed by the natural title in lower case and the year the data set gives, so that a namesake is never touched.
"""

from __future__ import annotations

from recsys.data.titles import Title, distinct

_RENAMED: dict[tuple[str, int], str] = {
    ("when the cats away", 1996): "When the Cat's Away",
    ("u.s. marshalls", 1998): "U.S. Marshals",
    ("metisse", 1993): "Métisse",
    # Listed under the name and year of its first American release.
    ("the magnificent seven", 1954): "Seven Samurai",
    ("die xue shuang xiong", 1989): "The Killer",
    ("la double vie de véronique", 1991): "The Double Life of Véronique",
    ("lashou shentan", 1992): "Hard Boiled",
    ("duoluo tianshi", 1995): "Fallen Angels",
    ("aiqing wansui", 1994): "Vive L'Amour",
    ("mat' i syn", 1997): "Mother and Son",
    ("c'est arrivé près de chez vous", 1992): "Man Bites Dog",
    ("á köldum klaka", 1994): "Cold Fever",
    ("etz hadomim tafus", 1994): "Under the Domin Tree",
}
_ALSO: dict[tuple[str, int], tuple[str, ...]] = {
    ("star wars", 1977): ("Star Wars: Episode IV - A New Hope", "A New Hope"),
    ("the empire strikes back", 1980): ("Star Wars: Episode V - The Empire Strikes Back",),
    ("return of the jedi", 1983): ("Star Wars: Episode VI - Return of the Jedi",),
    ("raiders of the lost ark", 1981): ("Indiana Jones and the Raiders of the Lost Ark",),
    ("the professional", 1994): ("Léon", "Léon: The Professional"),
    ("il postino", 1994): ("The Postman",),
    ("wings of desire", 1987): ("Der Himmel über Berlin",),
    ("cinema paradiso", 1988): ("Nuovo Cinema Paradiso",),
    ("the city of lost children", 1995): ("La Cité des enfants perdus",),
    ("braindead", 1992): ("Dead Alive",),
    ("hana-bi", 1997): ("Fireworks",),
    ("evil dead ii", 1987): ("Evil Dead II: Dead by Dawn",),
    ("dr. strangelove or: how i learned to stop worrying and love the bomb", 1963): ("Dr. Strangelove",),
    ("e.t. the extra-terrestrial", 1982): ("E.T.",),
    ("die hard 2", 1990): ("Die Hard 2: Die Harder",),
    ("terminator 2: judgment day", 1991): ("Terminator 2",),
    ("the wrong trousers", 1993): ("Wallace & Gromit: The Wrong Trousers",),
    ("a close shave", 1995): ("Wallace & Gromit: A Close Shave",),
    ("a grand day out", 1992): ("Wallace & Gromit: A Grand Day Out",),
    ("three colors: red", 1994): ("Trois couleurs: Rouge",),
    ("three colors: blue", 1993): ("Trois couleurs: Bleu",),
    ("three colors: white", 1994): ("Trois couleurs: Blanc",),
}


def correct(title: Title) -> Title:
    """The title as it is known; the listed form stays among its other titles."""
    key = (title.title.casefold(), title.year or 0)
    name = _RENAMED.get(key, title.title)
    return Title(name, title.year, distinct((title.title, *title.aka, *_ALSO.get(key, ())), name))
