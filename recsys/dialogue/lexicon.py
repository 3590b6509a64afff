"""The words of wishes: how people say genres, company, moods, how well known; and what no catalogue here can tell."""

from __future__ import annotations

import re

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
    r"(movies?|films?|flicks?|ones?|pictures?|stor(?:y|ies)|comed(?:y|ies)|dramas?|thrillers?|musicals?|westerns?"
    r"|cartoons?"
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
    r"\b(no|not|nothing|without|isn'?t|aren'?t|don'?t (?:want|like|feel like|do|show me|give me|need)"
    r"|do(?:es)?n'?t have|never|avoid"
    r"|hates?|dislikes?|can'?t stand|except|excluding|exclude|anything but|less|skip|leave out|no more|enough"
    r"|tired of|sick of|rather than|instead of|other than|hold the|besides|not (?:a|really|too|so|very|big on|into"
    r"|in the mood for))\b",
    re.I,
)
COMPARATIVE = re.compile(r"\b(more|less|\w+ier)\b", re.I)
CONTEXTS: dict[str, str] = {
    "kids": r"\b(?:my|the|our|some|for|with|young|little|small) (?:\w+ )?(?:kid(?:s|dos)?|children|toddlers?|son|sons"
    r"|daughters?"
    r"|grandkids|grandchildren|nieces?|nephews?|little ones?|\d+[- ]?years?[- ]?olds?)\b|\bkid[- ]friendly"
    r"|\bfor (?:kids|children)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[- ]?years?[- ]?olds?\b",
    "family": r"\bfamily\b"
    r"|\bmy parents\b|\bgrand(?:ma|pa|parents)\b|\bmy (?:mom|mum|dad|mother|father)\b|\bwhole house",
    "date": r"\bdate\b(?! from)|\bgirlfriend\b|\bboyfriend\b|\bmy (?:wife|husband|partner|spouse|fianc\w+|gf|bf)\b"
    r"|\bvalentine",
    "friends": r"\b(?:my|some|with|the) (?:friends|buddies|mates|pals|roommates?|coworkers)\b|\bparty\b"
    r"|\bgirls'? night\b"
    r"|\bthe (?:boys|guys)\b",
    "alone": r"\b(?:alone|by myself|on my own|just me)\b(?! again)",
    "scary-night": r"\bscary (?:movie )?night\b|\bhalloween\b|\bscare (?:me|us)\b|\bsleepover\b",
    "relaxed": r"\brelax\w*|\bunwind\b|\bchill(?:ed|ing)?\b|\bcozy\b|\bcosy\b|\blight[- ]?hearted\b|\bfeel[- ]?good\b"
    r"|\btired\b(?! of)|\beasy[- ]going\b"
    r"|\bsomething light(?:er)?\b|\blighter\b|\blazy\b",
    "sad-mood": r"\bcheer (?:me|us) up\b|\b(?:i'?m|i am|feeling|feel) (?:so |really |a bit |very )?(?:sad|down|blue|low"
    r"|depressed|lonely)\b"
    r"|\buplifting\b|\bbad day\b|\brough day\b|\bbroke up\b|\bheartbroken\b|\bhapp(?:y (?:film|movie)|ier)"
    r"|\bcheer(?:ful|ier)\b|\bupbeat\b|\bless (?:sad|depressing|dark)\b",
    "good-cry": r"\b(?:good |make me |want to |wanna )cry\b|\btear-?jerkers?\b|\bsappy\b|\bmakes? (?:me|you) (?:cry"
    r"|weep)\b|\bsad (?:movie|film|one)s?\b",
    "excited": r"\bexcit(?:ing|ed|ement)\b|\badrenaline\b|\bedge of (?:my|your) seat\b|\bfast[- ]paced\b"
    r"|\baction[- ]packed\b",
    "thoughtful": r"\bthought[- ]?provoking\b|\bmakes? (?:me|you) think\b|\bdeep\b|\bphilosoph\w+|\bcerebral\b"
    r"|\bmind-?\s?bending\b|\bserious\b",
}
BLIND: dict[str, str] = {
    "running times": r"\bshort(?:er)?\b(?! story)|\b(?:not )?too long\b|\blonger\b"
    r"|\b(?:under|less than|max) \w+ (?:hours?"
    r"|minutes)|\b\d+ minutes\b",
    "age ratings": r"\bpg(?:-?\s?13)?\b|\b[rg][- ]rated\b|\brated [rgx]\b",
    "where to watch them": r"\bnetflix\b|\bhulu\b|\bamazon prime\b|\bstream\w*"
    r"|\bin (?:the )?(?:theat(?:er|re)s?|cinemas?)\b"
    r"|\bplaying now\b",
    "languages": r"\bsubtitle[sd]?\b|\bdubbed\b|\bforeign\b|\b(?:french|german|italian|spanish|japanese|korean|chinese"
    r"|swedish|indian|russian)\b",
}
"""What people ask for that ratings, genres and years say nothing of."""
RARE = re.compile(
    r"\b(hidden gems?|lesser[- ]known|less (?:well[- ])?known|obscure|underrated|indie|unusual|off the beaten"
    r"|unknown|not (?:so |too |very )?"
    r"(?:popular|famous|mainstream|well[- ]known)|haven'?t heard of|surprise me|something different|more original"
    r"|less popular|cult)\b",
    re.I,
)
FAMOUS = re.compile(
    r"\b(popular|famous|well[- ]known|blockbusters?|mainstream|everyone (?:knows|loves|likes)|crowd[- ]pleasers?"
    r"|big hits?|acclaimed"
    r"|best[- ]known|better known|must[- ]sees?)\b",
    re.I,
)
_CAPITAL = r"(?:[A-Z][a-z'’-]+|[A-Z]\.)(?:\s+(?:[A-Z][\w'’.-]+|de|von|van|del|le|la)){1,3}"
PERSON = re.compile(
    r"\b(?:with|starring|featuring|stars|directed by|by|from director|anything by|has)\s+"
    rf"({_CAPITAL}(?:(?:,| and) {_CAPITAL})*)"
)


def bare(genre: str) -> str:
    """A genre's name for comparison: letters only, lower case, known synonyms folded."""
    letters = re.sub(r"[^a-z]", "", genre.lower())
    return ALIASES.get(letters, letters)
