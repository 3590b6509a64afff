"""Wishes in a message: genres, years, things to leave out, company and mood, how well known, which of the shown ones.

Works on the message with its titles masked, so that "Scary Movie" is no wish for something scary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recsys.schema import Constraint

GENRES: dict[str, tuple[str, str]] = {
    "action": (r"action(?:-packed| packed)?", r"explosions|fights?|car chases?|martial arts|kung fu"),
    "adventure": (r"adventur\w*", r"swashbuckl\w*|quests?"),
    "animation": (r"animat\w*|cartoons?|anime", r"pixar|claymation"),
    "children": (r"children(?:'?s)?|kid(?:'?s)? (?:movies?|films?|flicks?)", r"kiddie|childish"),
    "comedy": (
        r"comed\w*|comic|comical|funn(?:y|ier|iest)|hilarious|humou?r\w*|rom-?\s?coms?",
        r"laugh\w*|slapstick|spoofs?|parod\w+|satir\w+|goofy|silly",
    ),
    "crime": (r"crime", r"criminals?|gangsters?|mafia|mob|heists?|cops?|police"),
    "documentary": (r"documentar\w*|docs?", r"true stor(?:y|ies)"),
    "drama": (r"drama\w*", r"tear-?jerkers?"),
    "fantasy": (r"fantas(?:y|ies|tical)", r"magic(?:al)?|fairy-?\s?tales?|dragons?|wizards?"),
    "filmnoir": (r"(?:film[- ])?noir", ""),
    "horror": (
        r"horr?or|horoor|scar(?:y|ier|iest)",
        r"creep(?:y|ier)|slashers?|spook(?:y|ier)|frighten\w*|terrifying|zombies?|gor(?:e|y)|bloody|jump ?scares?",
    ),
    "musical": (r"musicals?", r"singing|song and dance"),
    "mystery": (r"myster(?:y|ies|ious)", r"who-?dun-?n?its?|detectives?"),
    "romance": (r"roman(?:ce|ces|tic)|rom-?\s?coms?|chick[- ]?flicks?", r"love stor(?:y|ies)"),
    "scifi": (
        r"sci-?\s?-?fi|scy-?fi|scifys?|science[- ]fiction",
        r"outer space|space (?:movies?|films?|opera)|robots?|time travel",
    ),
    "thriller": (r"thrill\w*", r"suspens\w*"),
    "war": (r"wars?(?! of)", r"soldiers?|military"),
    "western": (r"westerns?", r"cowboys?"),
}
"""Words that ask for a genre by the genre's bare name: those that name it, and themes that imply it and still are words
to search by. A catalogue's genres are matched by bare name too."""
ALIASES = {"childrens": "children", "sciencefiction": "scifi", "noir": "filmnoir", "animated": "animation"}
LABELS = {"children": "children's", "filmnoir": "film noir", "scifi": "sci-fi"}
NOUNS = re.compile(
    r"(movies?|films?|flicks?|ones?|pictures?|stor(?:y|ies)|comed(?:y|ies)|dramas?|thrillers?|musicals?|westerns?|cartoons?"
    r"|documentar(?:y|ies)|animations?|horrors?|romances?|myster(?:y|ies)|rom-?coms?|sci-?fi|fantasy)\b",
    re.I,
)
VIOLENCE = re.compile(r"\b(violen(?:t|ce)|gruesome|brutal(?:ity)?)\b", re.I)
GROWN_UPS = "for grown-ups"
"""Label of the wish for nothing made for children; wishing for something with the children lifts it."""
NOT_VIOLENT_LABEL = "not violent"
NOT_VIOLENT = ("horror", "war", "action")
"""What is left out when someone wants no violence: catalogues seldom say how violent a film is."""
NEGATION = re.compile(
    r"\b(no|not|nothing|without|isn'?t|aren'?t|don'?t (?:want|like|feel like|do|show me|give me|need)|do(?:es)?n'?t have|never|avoid"
    r"|hates?|dislikes?|can'?t stand|except|excluding|exclude|anything but|less|skip|leave out|no more|enough"
    r"|tired of|sick of|rather than|instead of|other than|hold the|besides|not (?:a|really|too|so|very|big on|into|in the mood for))\b",
    re.I,
)
COMPARATIVE = re.compile(r"\b(more|less|\w+ier)\b", re.I)
CONTEXTS: dict[str, str] = {
    "kids": r"\b(?:my|the|our|some|for|with|young|little|small) (?:\w+ )?(?:kid(?:s|dos)?|children|toddlers?|son|sons|daughters?"
    r"|grandkids|grandchildren|nieces?|nephews?|little ones?|\d+[- ]?years?[- ]?olds?)\b|\bkid[- ]friendly|\bfor (?:kids|children)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[- ]?years?[- ]?olds?\b",
    "family": r"\bfamily\b|\bmy parents\b|\bgrand(?:ma|pa|parents)\b|\bmy (?:mom|mum|dad|mother|father)\b|\bwhole house",
    "date": r"\bdate\b(?! from)|\bgirlfriend\b|\bboyfriend\b|\bmy (?:wife|husband|partner|spouse|fianc\w+|gf|bf)\b|\bvalentine",
    "friends": r"\b(?:my|some|with|the) (?:friends|buddies|mates|pals|roommates?|coworkers)\b|\bparty\b|\bgirls'? night\b|\bthe (?:boys|guys)\b",
    "alone": r"\b(?:alone|by myself|on my own|just me)\b(?! again)",
    "scary-night": r"\bscary (?:movie )?night\b|\bhalloween\b|\bscare (?:me|us)\b|\bsleepover\b",
    "relaxed": r"\brelax\w*|\bunwind\b|\bchill(?:ed|ing)?\b|\bcozy\b|\bcosy\b|\blight[- ]?hearted\b|\bfeel[- ]?good\b|\btired\b(?! of)|\beasy[- ]going\b"
    r"|\bsomething light\b|\blazy\b",
    "sad-mood": r"\bcheer (?:me|us) up\b|\b(?:i'?m|i am|feeling|feel) (?:so |really |a bit |very )?(?:sad|down|blue|low|depressed|lonely)\b"
    r"|\buplifting\b|\bbad day\b|\brough day\b|\bbroke up\b|\bheartbroken\b|\bhappy (?:film|movie)",
    "good-cry": r"\b(?:good |make me |want to |wanna )cry\b|\btear-?jerkers?\b|\bsappy\b|\bmakes? (?:me|you) (?:cry|weep)\b|\bsad (?:movie|film|one)s?\b",
    "excited": r"\bexcit(?:ing|ed|ement)\b|\badrenaline\b|\bedge of (?:my|your) seat\b|\bfast[- ]paced\b|\baction[- ]packed\b",
    "thoughtful": r"\bthought[- ]?provoking\b|\bmakes? (?:me|you) think\b|\bdeep\b|\bphilosoph\w+|\bcerebral\b|\bmind-?\s?bending\b|\bserious\b",
}
RARE = re.compile(
    r"\b(hidden gems?|lesser[- ]known|less (?:well[- ])?known|obscure|underrated|indie|unusual|off the beaten|unknown|not (?:so |too |very )?"
    r"(?:popular|famous|mainstream|well[- ]known)|haven'?t heard of|surprise me|something different|more original|less popular|cult)\b",
    re.I,
)
FAMOUS = re.compile(
    r"\b(popular|famous|well[- ]known|blockbusters?|mainstream|everyone (?:knows|loves|likes)|crowd[- ]pleasers?|big hits?|acclaimed"
    r"|best[- ]known|better known|must[- ]sees?)\b",
    re.I,
)
_DECADES = {
    **{
        w: 1900 + 10 * (i + 2)
        for i, w in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split())
    }
}
_DECADE = re.compile(
    r"\b((?:19|20)\d0|\d0)'?s\b|\b(" + "|".join(_DECADES) + r")\b|\b(early |late |mid-? ?)(?=(?:19|20)?\d0'?s)", re.I
)
_YEAR = re.compile(r"\b((?:18|19|20)\d\d)\b")
ORDINALS = {
    w: i + 1 for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())
} | {"top": 1, "1st": 1, "2nd": 2, "3rd": 3, **{f"{i}th": i for i in range(4, 21)}}
_ORDINAL = re.compile(
    r"\b(?:the )?("
    + "|".join(ORDINALS)
    + r"|last|bottom)(?: (one|pick|film|movie|suggestion|recommendation|choice|item|title))?s?\b"
    r"|(?:\bnumber |\bno\.? ?|#)(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:with|starring|featuring|stars|directed by|by|from director|anything by|has)\s+((?:[A-Z][a-z'’-]+|[A-Z]\.)(?:\s+(?:[A-Z][\w'’.-]+|de|von|van|del|le|la)){1,3})"
)
_FIRST_N = re.compile(r"\b(first|top|last) (two|three|four|five|2|3|4|5)\b", re.I)
_NUMBER = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())}


@dataclass(frozen=True, slots=True)
class Wish:
    """What one message adds to or takes from the request in force."""

    constraints: tuple[Constraint, ...] = ()
    contexts: tuple[str, ...] = ()
    novelty: float | None = None
    older: int = 0
    """-1 for "older than that", +1 for "newer than that"; the year comes from the item spoken of."""
    replaces: bool = False
    """The wanted genres stand alone ("a horror film instead") rather than join those in force."""
    unmet: tuple[str, ...] = ()
    """Wishes the catalogue cannot say anything about, as said."""

    def __bool__(self) -> bool:
        return bool(self.constraints or self.contexts or self.novelty is not None or self.older)


def bare(genre: str) -> str:
    """A genre's name for comparison: letters only, lower case, known synonyms folded."""
    letters = re.sub(r"[^a-z]", "", genre.lower())
    return ALIASES.get(letters, letters)


class WishReader:
    """Reads wishes in the genres of one catalogue; `newest` is its latest year."""

    def __init__(self, genres: Sequence[str], newest: int, people: Mapping[str, tuple[str, str]] | None = None) -> None:
        """`people`: lower-case name → (attribute, spelling) of those the catalogue knows."""
        self._genres = [
            (g, LABELS.get(bare(g), g.lower()), re.compile(rf"\b(?:{_pattern(g)})(?![\w])", re.I))
            for g in genres
            if not g.startswith("(")
        ]
        self._people = dict(people or {})
        self.newest = newest or 2000

    @property
    def names(self) -> re.Pattern[str]:
        """Words that name a genre of the catalogue and say nothing more."""
        named = [GENRES.get(bare(g), ("", ""))[0] or re.escape(g.lower()) for g, _, _ in self._genres]
        return re.compile(rf"\b(?:{'|'.join(named) or '(?!)'})(?![\w])", re.I)

    def read(self, text: str, original: str = "") -> Wish:
        """Wishes of (a sentence of) a cleaned message with titles masked; `original` keeps the capitals of names."""
        constraints: list[Constraint] = []
        heads = False
        for spelled, label, pattern in self._genres:
            for m in pattern.finditer(text):
                if bare(spelled) == "war" and re.match(r"\s+of\b", text[m.end() :]):
                    continue
                if negated(text, m.start()):
                    constraints.append(Constraint("not_genre", spelled, f"not {label}", 9))
                    break
                noun = _is_head(text, m.start(), m.end())
                heads = heads or noun
                theme = self.names.search(m[0]) is None
                constraints.append(Constraint("genre", spelled, label, 3 if noun else 1 if theme else 2))
                break
        refused = {c.value for c in constraints if c.kind == "not_genre"}
        for m in VIOLENCE.finditer(text):
            if negated(text, m.start()):
                for spelled, _, _ in self._genres:
                    if bare(spelled) in NOT_VIOLENT and spelled not in refused:
                        constraints.append(Constraint("not_genre", spelled, NOT_VIOLENT_LABEL, 9))
        if re.search(
            r"\b(for (?:adults|grown-?ups)|not for (?:kids|children)|adult (?:comed|movie|film|drama|humou?r))\w*",
            text,
            re.I,
        ):
            constraints = [c for c in constraints if bare(str(c.value)) != "children"]
            constraints += [
                Constraint("not_genre", spelled, GROWN_UPS, 9)
                for spelled, _, _ in self._genres
                if bare(spelled) == "children"
            ]
        contexts = tuple(
            name
            for name, pattern in CONTEXTS.items()
            if (m := re.search(pattern, text, re.I))
            and not re.search(r"\bnot (?:for|with) (?:\w+ )?$", text[: m.end()][:-1][-24:])
            and not _no_children(name, text)
        )
        if "kids" in contexts and "children" not in text.lower():
            constraints = [c for c in constraints if not (c.kind == "genre" and bare(str(c.value)) == "children")]
        years, older = self.years(text)
        novelty = 1.0 if RARE.search(text) else -1.0 if FAMOUS.search(text) else None
        kept = tuple(dict.fromkeys([*_consistent(constraints), *years]))
        replaces = heads and not re.search(r"\b(also|too|add|as well|plus|still)\b", text, re.I)
        known, unmet = self._persons(text)
        return Wish((*kept, *known), contexts, novelty, older, replaces, unmet)

    def _persons(self, text: str) -> tuple[tuple[Constraint, ...], tuple[str, ...]]:
        """Directors and actors asked for: constraints for those the catalogue knows, names of the others."""
        known, unmet = [], []
        for m in _PERSON.finditer(text):
            name = re.sub(r"'s?$", "", m[1].strip())
            found = self._people.get(name.lower())
            if found:
                known.append(Constraint("attribute", found[1], found[1], 3, found[0]))
            else:
                unmet.append(name)
        return tuple(known), tuple(dict.fromkeys(unmet))

    def years(self, text: str) -> tuple[list[Constraint], int]:
        """Year wishes, and -1/+1 for "older/newer (than that)"."""
        spans: list[tuple[int, int]] = []
        labels: list[str] = []
        for m in _DECADE.finditer(text):
            if m[3]:
                continue
            first = _DECADES[m[2].lower()] if m[2] else int(m[1]) if len(m[1]) == 4 else 1900 + int(m[1])
            if not m[2] and len(m[1]) == 2 and first < 1920:
                first += 100
            if _not_from(text, m.start()):
                continue
            part = re.search(r"(early|late|mid)-? ?$", text[: m.start()], re.I)
            low, high = (0, 9) if not part else {"early": (0, 4), "mid": (3, 6), "late": (5, 9)}[part[1].lower()]
            spans.append((first + low, first + high))
            labels.append(f"{part[1].lower()} {first}s" if part else f"{first}s")
        decades = [d for d in spans]
        for m in _YEAR.finditer(text):
            if re.match(r"'?s\b", text[m.end() :]) or any(c.isdigit() for c in text[m.end() : m.end() + 1]):
                continue
            year = int(m[1])
            lead = text[max(0, m.start() - 24) : m.start()].lower()
            if re.search(r"(before|older than|earlier than|pre|prior to)[- ](?:the )?$", lead):
                return [Constraint("year_to", year - 1, f"before {year}", 3)], 0
            if re.search(r"(until|up to|no later than|by)\s$", lead):
                return [Constraint("year_to", year, f"up to {year}", 3)], 0
            if re.search(r"(after|newer than|later than|post)[- ]$", lead):
                return [Constraint("year_from", year + 1, f"after {year}", 3)], 0
            if re.search(r"(since|from)\s$", lead) and re.match(
                r"\s*(on\b|onwards?\b|and (?:later|up|newer)|or (?:later|newer)|\+)", text[m.end() :]
            ):
                return [Constraint("year_from", year, f"from {year}", 3)], 0
            if re.search(r"since\s$", lead):
                return [Constraint("year_from", year, f"since {year}", 3)], 0
            if re.search(r"(around|about|circa)\s$", lead):
                return _range(year - 2, year + 2, f"around {year}"), 0
            if re.search(r"\b(in|from|of|between|and|to|the year|-)\s?$", lead) or not decades:
                spans.append((year, year))
                labels.append(str(year))
        if spans:
            return self._bounds(text, spans, labels, decades), 0
        if m := re.search(
            r"\b(older|earlier|newer|later|more recent|more modern)\b(?! (?:brother|sister|kids|son|people|audience))",
            text,
            re.I,
        ):
            return [], -1 if m[1].lower() in ("older", "earlier") else 1
        if re.search(
            r"\b(an? old(?:ie)?|old(?:ie)?s?|old school|classics?|vintage|golden age|black and white)\b(?! (?:enough|man|friend|are|is|daughter|son|boy|girl))",
            text,
            re.I,
        ):
            if not re.search(
                r"\byears?[- ]olds?\b|\b(?:modern|instant|cult|not|no|too) (?:an? )?(?:classics?|old)", text, re.I
            ):
                return [Constraint("year_to", self.newest - 20, f"up to {self.newest - 20}", 2)], 0
        if re.search(
            r"\b(recent(?:ly released)?|new(?:est)? (?:movies?|films?|releases?|ones?)|latest|something new|modern|current)\b",
            text,
            re.I,
        ):
            if not re.search(r"\bnew to me\b|\bseen recently|recently (?:saw|watched|seen)", text, re.I):
                return [Constraint("year_from", self.newest - 4, f"from {self.newest - 4}", 2)], 0
        return [], 0

    def _bounds(
        self, text: str, spans: list[tuple[int, int]], labels: list[str], decades: list[tuple[int, int]]
    ) -> list[Constraint]:
        low, high = min(s[0] for s in spans), max(s[1] for s in spans)
        lead = text.lower()
        if decades and re.search(r"\b(before|older than|pre)[- ](?:the )?(?:late |early )?'?(?:19|20)?\d0", lead):
            return [Constraint("year_to", low - 1, f"before the {labels[0]}", 3)]
        if decades and re.search(r"\b(after|newer than|post)[- ](?:the )?'?(?:19|20)?\d0", lead):
            return [Constraint("year_from", high + 1, f"after the {labels[0]}", 3)]
        if decades and re.search(r"\b(since|from) the .{2,12}(?:on|onwards?)\b", lead):
            return [Constraint("year_from", low, f"from the {labels[0]} on", 3)]
        order = [lab for _, lab in sorted(zip(spans, labels, strict=True))]
        joint = " or " if len(order) == 2 and decades else "–"
        return _range(low, high, order[0] if len(order) == 1 else f"{order[0]}{joint}{order[-1]}")


def negated(text: str, at: int) -> bool:
    """Is the word at `at` inside a negation of the same phrase: "no horror", "nothing too scary", "not a fan of war films"?"""
    before = re.split(r"[.;!?]|(?<!anything )(?<!everything )\bbut\b|\bI (?:want|like|love)\b", text[:at])[-1]
    hits = list(NEGATION.finditer(before))
    if not hits:
        return bool(re.search(r"\bnon-?\s?$", before, re.I))
    tail = before[hits[-1].end() :]
    if hits[-1].group().lower() in ("no", "not") and re.match(
        r"\s*(?:,|only\b|just\b|preference|idea|problem|matter)", tail
    ):
        return False
    if re.search(
        r",\s*(?:\w+ )?(?:just|some|something|please|i|a|an|maybe|only|rather|instead|show|give)\b", tail, re.I
    ):
        return False
    return len(re.findall(r"\w+", tail)) <= 6


def ordinals(text: str, shown: int) -> list[int]:
    """Positions (0-based) in the shown list that a message names: "the second one", "#3", "the first two", "the last"."""
    if m := _FIRST_N.search(text):
        n = _NUMBER.get(m[2].lower()) or int(m[2])
        return list(range(max(0, shown - n), shown)) if m[1].lower() == "last" else list(range(min(n, shown)))
    found: list[int] = []
    for m in _ORDINAL.finditer(text):
        if m[3]:
            place = _NUMBER.get(m[3].lower()) or int(m[3])
        elif m[1].lower() in ("last", "bottom"):
            if not m[2]:
                continue
            place = shown
        elif (
            m[2]
            or m[0].lower().startswith("the ")
            or re.fullmatch(r"\W*\w+\W*", text)
            or re.search(r"\band\b", text[m.end() : m.end() + 6])
            or re.search(r"\b(?:and|or|vs|versus|with) $", text[: m.start()])
        ):
            if m[1].lower() == "first" and re.match(r" (?:time|place|thing|of all)", text[m.end() :]):
                continue
            place = ORDINALS[m[1].lower()]
        else:
            continue
        if 1 <= place <= shown and place - 1 not in found:
            found.append(place - 1)
    return found


def out_of_range(text: str, shown: int) -> int | None:
    """The first place named that the list does not have ("why the 15th?" of ten)."""
    wanted = ordinals(text, 99)
    return next((p + 1 for p in wanted if p >= shown), None)


def _pattern(spelled: str) -> str:
    named, themes = GENRES.get(bare(spelled), ("", ""))
    return "|".join(filter(None, (re.escape(spelled.lower()), named, themes)))


def _is_head(text: str, start: int, end: int) -> bool:
    """Is the genre word (part of) the thing asked for ("a horror film", "some comedies") rather than a quality?"""
    word = text[start:end]
    if re.match(r"[ /-]*" + NOUNS.pattern, text[end:], re.I):
        return True
    return bool(NOUNS.fullmatch(word)) and not COMPARATIVE.search(text[max(0, start - 6) : end])


def _consistent(constraints: list[Constraint]) -> list[Constraint]:
    refused = {c.value for c in constraints if c.kind == "not_genre"}
    return [c for c in constraints if not (c.kind == "genre" and c.value in refused)]


def _range(low: int, high: int, label: str) -> list[Constraint]:
    return [Constraint("year_from", low, label, 3), Constraint("year_to", high, label, 3)]


def _not_from(text: str, at: int) -> bool:
    """Is a number before "s" no decade: "in my 30s"?"""
    return bool(re.search(r"\b(my|our|his|her|their) (?:early |late |mid-? ?)?$", text[:at], re.I))


def _no_children(name: str, text: str) -> bool:
    grown = re.search(
        r"\b(?:not for|without) (?:the |my )?(?:kids|children)|\bfor (?:adults|grown-?ups)|\bmovies? (?:about|with) (?:kids|children)",
        text,
        re.I,
    )
    return name == "kids" and grown is not None
