"""Film people whom users name. Most catalogues hold no cast or director, so a name has to be known as one to say so."""

from __future__ import annotations

import re

from recsys.dialogue.text import word_list

_ALONE = word_list(
    """hitchcock spielberg tarantino scorsese scorcese kubrick coppola kurosawa fellini bergman polanski almodovar
    miyazaki nolan fincher zemeckis cronenberg jarmusch soderbergh hanks pacino dicaprio schwarzenegger
    schwarzeneger stallone eastwood sandler travolta clooney streep bogart brando seagal"""
)
"""Surnames that are no everyday words."""
_WHOLE = (
    "tom hanks|meg ryan|tom cruise|brad pitt|harrison ford|julia roberts|bruce willis|jim carrey|robin williams"
    "|jackie chan|sean connery|kevin costner|kevin spacey|kevin bacon|mel gibson|sandra bullock|nicolas cage"
    "|keanu reeves|denzel washington|morgan freeman|jack nicholson|dustin hoffman|al pacino|(?:robert )?de ?niro"
    "|leonardo di ?caprio|kate winslet|meryl streep|jodie foster|sigourney weaver|woody allen|orson welles"
    "|stanley kubrick|martin scorsese|quentin tarantino|alfred hitchcock|steven spielberg|james cameron|ridley scott"
    "|tim burton|david lynch|the coens|coen brothers|akira kurosawa|ingmar bergman|george lucas|francis ford coppola"
    "|john wayne|john hughes|marilyn monroe|(?:audrey|katharine) hepburn|cary grant|humphrey bogart|will smith"
    "|adam sandler|eddie murphy|john travolta|uma thurman|samuel l\\.? jackson|johnny depp|winona ryder|cameron diaz"
    "|drew barrymore|matt damon|ben affleck|ben stiller|george clooney|arnold schwarzenegger|sylvester stallone"
    "|van damme|steven seagal|chuck norris|bruce lee|whoopi goldberg|michelle pfeiffer|demi moore|tommy lee jones"
    "|gene hackman|anthony hopkins|emma thompson|hugh grant|ewan mcgregor|gwyneth paltrow|susan sarandon|sean penn"
    "|will ferrell|ryan gosling|ryan reynolds|emma stone|jennifer (?:lawrence|aniston|lopez)|scarlett johansson"
    "|angelina jolie|natalie portman|christian bale|christopher nolan|david fincher|peter jackson|clint eastwood"
    "|bill murray|steve martin|dwayne johnson|vin diesel|jason statham|paul newman|robert redford|gary oldman"
)
NAMES = re.compile(rf"\b({_WHOLE}|{'|'.join(_ALONE)})(?:'s)?\b", re.I)
"""One of them, in any case."""


def persons(text: str) -> tuple[str, ...]:
    """The film people named in a text, spelled as names, each once."""
    found = (m[1] if m[1] != m[1].lower() else m[1].title() for m in NAMES.finditer(text))
    return tuple(dict.fromkeys(found))
