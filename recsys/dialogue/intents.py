"""What a sentence wants, by rules in order of how sure they are, with sentence embeddings for what no rule knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from recsys.dialogue.opinions import SLOT
from recsys.schema import Intent

_T = SLOT
_MINE = r"(?:me|myself|my (?:data|account|profile|history|information|info|record|records|details|existence)|everything(?: (?:about me|you know|of mine))?|all (?:of )?my (?:data|ratings|information|opinions)|what you know(?: about me)?|who i am)"

_RULES: tuple[tuple[Intent, str], ...] = (
    (
        "forget",
        rf"\b(?:forget|delete|erase|wipe|purge|clear|remove)\b(?: \w+){{0,3}}? {_MINE}\b(?! (?:not|the|of the|a|an)\b)|\bright to be forgotten\b",
    ),
    (
        "what_if",
        rf"\bwhat if\b|\bwhat (?:would|happens?|changes?|might)\b.*\b(?:if|without)\b|\bsuppose\b|\bimagine\b|\bpretend\b|\bif i (?:had(?:n'?t)?|did(?:n'?t| not)|never|took|struck|removed?|rated|gave|liked|loved|hated|disliked|take|strike|were)\b"
        rf"|\bhow would (?:the|my|this|your) (?:list|picks?|recommendations?|ranking)|^\W*(?:ignore|ignoring|disregard(?:ing)?|without|strike(?: out)?|leav(?:e|ing) out)\b[^.?!]*{_T}|\bas if i\b",
    ),
    (
        "reset",
        r"\b(?:start (?:over|again|afresh|fresh|from scratch|anew)|reset(?! my (?:data|profile))|clear (?:all |everything|the |my |these |those )*(?:filters?|wishes|list|search)|(?:remove|drop|forget|lift|no) (?:all |the |my |those |these |any |more )*(?:filters?|wishes|constraints|restrictions)|anything goes|new (?:search|request|topic)|forget (?:all |about )*(?:that|this|what i said)|scrap that|any genre(?: is (?:fine|ok(?:ay)?|good))?\W*$|any(?:thing)? is (?:fine|ok(?:ay)?)|(?:no|don'?t have a) preference|i'?m open to anything)\b",
    ),
    (
        "undo",
        r"^\W*(?:please |no,? |oh |sorry,? |wait,? |can you |could you )*(?:undo|oops|whoops|revert|roll ?back|take (?:that|it|this) back|i take (?:that|it) back|cancel that|scratch that|put (?:it|that|them) back|restore)\b|\bundo\b|\b(?:that was|by) (?:a )?mistake\b|\bi didn'?t mean (?:that|to)\b|\bwrong (?:button|one|rating)\b",
    ),
    (
        "compare",
        rf"\bcompar(?:e|ed|ing|ison)\b|\bversus\b|{_T}\W*\bvs?\b|\bdifference between\b|\bwhich (?:one |film |movie |of (?:these|them|those|the two) )*(?:is|should|would|do you|suits|fits)\b(?!.*\bknow)|\b(?:better|prefer|rather)\b[^.?!]*{_T}[^.?!]*\bor\b[^.?!]*{_T}|^\W*(?:the )?{_T}\s*(?:,\s*)?or\s+(?:the )?{_T}\W*$",
    ),
    (
        "why_not",
        rf"\bwhy (?:not|isn'?t|aren'?t|don'?t you|didn'?t you|won'?t you|wasn'?t|no|can'?t|haven'?t you|do(?:es)? you not|did you not)\b|\bwhy (?:is|was|did|do)\b[^.?!]*\b(?:not|n'?t|missing|left out|absent|so low|skipped?)\b|\bhow come\b[^.?!]*\b(?:not|no|never|n'?t|dont|missing)\b|\bhow come\b[^.?!]*n't|\bwhere(?:'s| is| are)\s+(?:the )?{_T}|\bwhat'?s wrong with\b|\byou (?:forgot|missed|left out|skipped)\b",
    ),
    (
        "how",
        r"\bhow (?:do|does|did|can|are) (?:you|this|it|that|the|whyrec|these|your)\b(?: \w+){0,3}? (?:work\w*|function|decide|choose|pick|know|recommend|made|come up|calculat\w+|rank|learn|think|explain)\b|\bhow (?:is|are) (?:the|this|these|your) (?:list|ranking|order|recommendations?|picks?|score)|\bare (?:you|u) (?:an? |the )?(?:a\.?i\.?|bot|human|robot|chat ?gpt|real|person|llm|machine|computer|gpt|alive)\b"
        r"|\bwho (?:made|built|created|are|r) (?:you|u)\b|\bwhat (?:are|r) (?:you|u)(?: exactly| anyway)?\W*$|\bprivacy\b|\b(?:where|what) (?:is|are|does|do|happens)(?: \w+)? my (?:data|ratings|information)\b.*(?:go|kept|stored|saved|with|to)?|\bdo you (?:share|sell|store|send|keep|save|spy|track)\b|\balgorithm\b|\bwhat (?:language )?model\b|\bbehind the scenes\b|\bunder the hood\b|\bhow do you work\b",
    ),
    (
        "help",
        r"^\W*(?:help(?: me)?(?: please)?|menu|commands?|instructions|usage|options)\W*$|\bwhat (?:else )?(?:can|could|do) (?:you|i|u) (?:do|say|ask|type|tell)\b|\bhow (?:do|can|should) i (?:use|rate|ask|talk|undo|delete|remove|change|start|search|add|save)\b|\bwhat (?:are you|is this) (?:for|capable|good for)\b|\bwhat do i do\b|\bneed (?:some )?instructions\b|\b(?:help|guide) (?:me )?(?:using|use)\b",
    ),
    (
        "profile",
        r"\bwhat (?:do|did|have|can) you (?:know|remember|learn|have|store)(?:ed|t)?\b(?: \w+)? ?(?:about|on|of|from) me\b|\bwhat do you think i like\b|^\W*(?:see |and )?my (?:profile|ratings?|tastes?|likes|dislikes|opinions|history|watched list|seen list|data)\W*$"
        r"|\b(?:show|list|see|view|open|export|download|give me)\b[^.?!]*\bmy (?:profile|ratings?|tastes?|likes|dislikes|opinions|history|data)\b|\bwhat (?:have|did) i (?:rate|rated|like|liked|see|seen|watch|watched|say|said|tell|told)\b|\bwho am i\b|\bwhich (?:films?|movies?|ones) (?:have|did|do) i\b|\bexport\b|\bwhat('?s| is) (?:in )?my (?:profile|taste)\b",
    ),
    (
        "why",
        rf"\bwhy\b|\bhow come\b|\bexplain\b|\bwhat makes you\b|\b(?:what(?:'s| is| are)|give me|tell me) (?:the|your|a) (?:reason|reasoning|evidence|logic)|\breasons?\b[^.?!]*\?|\bhow did you (?:pick|choose|come up|get|arrive|decide|land)\b|\bbecause of what\b|\bjustify\b|\bwhat (?:led|brought) you\b|\bon what (?:basis|grounds)\b|\bbased on what\b|\bconvince me\b|\bprove it\b",
    ),
    (
        "about",
        rf"\btell (?:me|us) (?:something |a (?:bit|little) )?(?:more )?about\b|\bwhat(?:'?s| is| was) (?:the )?(?:{_T}|it|that|this|premise|plot|story|that one|this one|the \w+ one)(?: \w+)? ?(?:all )?(?:about|like|is)?\W*$|\bwhat (?:is|are|was)(?: \w+){{0,3}} about\b|\bwhats(?: \w+){{0,3}} about\b|\bis (?:the )?(?:{_T}|it|that|this(?: one)?|that one)(?: movie| film)? (?:any good|good|worth|scary|funny|sad|violent|animated|long|new|old|rated|suitable|ok(?:ay)?|a |an |in |based|similar|like|on|the one|really|more)\b"
        rf"|\bare (?:they|those|these|the others) (?:any |all )?(?:good|worth|scary|funny|new|old|rated|pg|kid|suitable)\b|\bwho(?:'?s| is| are| was| were)?(?: \w+)? ?(?:in|stars?|starring|directed|plays?|the director|acts?|made)\b(?! you)|\bwhat year\b|\bwhen (?:was|did)\b[^.?!]*(?:made|released|come out|came out)|\bhow (?:long|old) is\b|\bwhat genre\b|\bwhat about {_T}|\bhow about {_T}\s*\?*$|\bhave you (?:got|heard of) {_T}|\bdo you (?:know|have) {_T}|^\W*(?:please )?tell me more\W*$|^\W*(?:tell me )?more (?:details|info|information)\b|\bdetails\b|\bmore about (?:it|that|this|the)\b|\bpremise\b|\bsynopsis\b"
        rf"|\bwould i (?:like|enjoy|love) (?:the )?(?:{_T}|it|that)|\bshould i (?:watch|see) (?:the )?(?:{_T}|it|that)",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern, re.I)) for intent, pattern in _RULES)

_MORE = re.compile(
    r"\b(?:(?:some |any |a few |few |show (?:me )?|give (?:me )?|got |have |one |two |three )?more(?! (?:about|details?|info\w*|of a|than|like|recent|modern|or less)\b)(?=\W*(?:$|please|suggestions?|recommendations?|ideas?|movies?|films?|options?|picks?|of (?:those|these|them|that)|for|like (?:that|those|these|it)))"
    r"|another(?! (?:great|good|one of|classic|favou?rite|amazing|excellent))(?: one)?(?: please)?|others?(?= (?:suggestions?|recommendations?|ideas?|movies?|films?|options?|ones?|picks?))|(?:any|some|know(?: of)? any|what) others?|any ?thing else|something else|what else(?! (?:is|was|has) (?:he|she|in))|else (?:can|could|do|would) you|next(?: (?:one|page|please))?\W*$|different ones?|something different|keep going|^again\W*$|(?:not|none of) (?:these|those)|new (?:list|ones|suggestions|ideas)|few more|i'?ve seen (?:all|most) of (?:them|these|those))\b",
    re.I,
)
_REQUEST = re.compile(
    rf"\b(?:recommend|recomend|recc?om+end\w*|suggest(?:ions?|s)?|advise|show (?:me|us)|find (?:me|us|a|some)|give (?:me|us) (?:a|an|some|the|something)|(?:what|which)(?: \w+){{0,2}} should (?:i|we) (?:watch|see|pick)|what(?:'?s| is) (?:good|on|there to|a good|the best)|what to watch|look(?:ing)? for|in (?:the )?search of|searching for|seeking|in the mood (?:for|to)|(?:i|we) (?:want|need|wanna|would like|feel like|could use|prefer)\b|(?:i|we)'?d (?:like|love|prefer|rather)\b|any(?: \w+)? (?:good|ideas?|suggestions?|recommendations?)|got (?:any|something|a)|(?:do you )?(?:know|have)(?: of)? (?:any|some|a good|something|a few)|surprise me|help (?:me|us) (?:find|pick|choose|decide)|(?:movie|film|something|anything)s? (?:for|to watch|with|about|like|similar|from|that|along)|can you (?:find|pick|give)|could you (?:find|pick|give)|pick (?:me |us )?(?:a|something|one)|search (?:for)?|how about (?:a|an|some|something)|what about (?:a|an|some|something)|anything (?:good|like|with|new|from|that|similar|by)|something(?: \w+)*|similar\W*$|tonight|to watch|bored)\b",
    re.I,
)
_SIMILAR = re.compile(
    rf"\b(?:like|similar to|along the lines of|in the (?:vein|style|spirit) of|such as|reminds? me of|close to|resembl\w+|as) (?:the |a |maybe |either )?(?:{_T}|that(?: one)?\b|this(?: one)?\b|it\b|those\b|them\b|the (?:first|second|third|fourth|fifth|last|top)\b)|\bsomething similar\b|\bsimilar (?:ones?|movies?|films?|stuff|to)\b|\bmore (?:of|like) (?:that|this|those|these|it|{_T})",
    re.I,
)
_OPINION_GENRE = re.compile(
    r"\b(?:i|we|my|me)\b[^.?!]*\b(?:like|love|enjoy|prefer|into|fan|favou?rite|hate|dislike|stand|adore)\b", re.I
)
_ACCEPT = re.compile(
    r"(?:\b(?:sound|look|seem)(?:s|ed)?(?: \w+){0,3}? (?:good|cute|creepy|promising|awesome|great|interesting|perfect|fun|awesome|like a (?:plan|good)|right|cool|nice|amazing|intriguing|fantastic|excellent|funny|up my alley|like (?:it|something))|(?:\bwill|['’]ll|\bmight|\bmay|\bshould|would|can|could|must|going to|gonna|have to|need to|want to|try to|'?d (?:like|love) to|hope to|plan to)(?: \w+){0,4}? (?:check(?:ing)?|watch|give|try|see|look(?: (?:for|into|at))?|add|go with|go for|rent|take|put|pick|find|consider)(?: \w+){0,3}? ?(?:\b(?:out|it|that|them|those|this|these|both|into|tonight|one|ones)\b|\x00)|(?:give|gave) (?:it|that|them|this|those|\x00) a (?:try|watch|shot|go|chance|look)\b|let me (?:check|watch|try)|good (?:idea|choice|pick|call|suggestions?|ideas)|great (?:idea|choice|pick|suggestions?|recommendations?|ideas)|i am in\b|i'?m in\b|(?:on|to) (?:my|the) list|that will do|that'?ll do|i'?m sold|deal|i (?:will|shall)\W*$|heard (?:\w+ )?(?:good|great|amazing|wonderful|really good) things\b)",
    re.I,
)
_SMALL = re.compile(
    r"^\W*(?:(?:hi|hello|hey|heya|hiya|yo|howdy|greetings|good (?:morning|evening|afternoon|day|night)|thanks?|thank (?:you|u)|thx|ty|cheers|bye|goodbye|good ?bye|see (?:you|ya)|ciao|ok(?:ay)?|k|cool|nice|great|lol|haha+|ha|wow|awesome|sure|yes|yeah|yep|yup|no|nope|nah|hmm+|um+|oh|ah|well|fine|alright|right|got it|i see|perfect|sorry|please|never ?mind|nvm|welcome|you'?re welcome|no problem|good|amazing|excellent|exactly|true|indeed|really|enjoy|there|again|so much|very much|a lot|for your help|for the (?:help|suggestions?|recommendations?|info)|you too|have a (?:good|great|nice|wonderful) (?:day|night|one|evening|weekend|time)|how are you(?: doing)?(?: today)?|how'?s it going|what'?s up|i'?m (?:good|fine|well|great)|and you|buddy|friend|my friend|mate|all|everyone|today|for now|that'?s all|that is all|same|with|me|either|too|i (?:did|do|have|haven'?t|didn'?t|don'?t|am|shall|will|know|agree|definitely don'?t|can'?t)|now|totally|definitely|of course|here|likewise|ya|hello+|no worries|not yet|funny|interesting|awww?|ooh|take care|u|man|dude|:\)|:d)\b[\W_]*)+$",
    re.I,
)
YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please(?: do)?|of course|do it|go ahead|absolutely|definitely|y|yes please|why not|sounds good|certainly|make it so|i (?:did|do|am|have)|correct|right)\W*(?:please|thanks?|do|i did|i do|it is|sure)?\W*$",
    re.I,
)
NO = re.compile(
    r"^\W*(?:no|nope|nah|no thanks?|no thank you|not really|n|don'?t|cancel|stop|never ?mind|not now|keep (?:it|everything|me)|i (?:didn'?t|don'?t)|no i (?:didn'?t|don'?t))\W*$",
    re.I,
)


def rule(sentence: str) -> Intent | None:
    """The first sure rule that a sentence (titles masked) meets: questions and commands, not wishes or opinions."""
    if SMALL_TALK_QUESTION.search(sentence):
        return "smalltalk"
    return next((intent for intent, pattern in _COMPILED if pattern.search(sentence)), None)


SMALL_TALK_QUESTION = re.compile(
    r"\bhow (?:are|r|is) (?:you|u|it going|everything|your (?:day|night|evening))\b|\bhow do you do\b|\bwhat'?s up\b|\bwhat(?:'?s| is) your (?:name|favou?rite\w*)\b|\bdo you (?:like|watch|enjoy)\b(?! \w+ing me)|\bwhat (?:kinds?|types?|sorts?) of (?:movies?|films?) do you\b|\bhow about you\b|\btell me a joke\b|\bi love you\b",
    re.I,
)


def asks_more(sentence: str) -> bool:
    return bool(_MORE.search(sentence))


def asks(sentence: str) -> bool:
    """Does it ask for something to watch?"""
    return bool(_REQUEST.search(sentence))


def asks_similar(sentence: str) -> bool:
    """ "Films like X", "more of that"; not "I like X"."""
    return any(not _VERB_BEFORE.search(sentence[: m.start()]) for m in _SIMILAR.finditer(sentence))


_VERB_BEFORE = re.compile(
    r"(?:\b(?:i|we|you|u|they|people|kids|do|did|does|really|actually|also|always|not|never|to|who|would|might|will|may|even|\w+n['’]?t|quite|sounds?|looks?|seems?|feels?)|['’]d)\s+(?:really |also |just )?$",
    re.I,
)


EXPLICIT = re.compile(
    r"\b(?:recommend (?:me|us|a|an|some|any|something|more)|suggest (?:me|us|a|an|some|any|something|more)|can you|could you|show me|give me|find me|looking for|in the mood|what (?:else )?(?:would|do|can) you|any (?:other )?(?:suggestions|recommendations|ideas)|something|anything|i(?:'d| would) (?:like|love|prefer|rather) (?:a|an|some|something|to see a)|i (?:want|need) (?:a|an|some|something)|what about a|how about a|do you (?:know|have))\b",
    re.I,
)
_DESCRIBES = re.compile(
    r"(?:^|,|\b(?:and|but|so|because|oh|yes|yeah|no|lol|haha|think|know|well|since)\W+)\W*(?:it|that|this|they|those|these|he|she|both|that one|this one|which|(?:that|this|the) (?:movie|film|one))(?:['’]?s| is| was| were| are| had| has| looks?| seems?| sounds?| made| did| does| would)\b|\bone of (?:my|the)\b|\bin it\b",
    re.I,
)


def describes(sentence: str) -> bool:
    """Does it speak of a film already named ("it was scary") rather than of what is wanted?"""
    return bool(_DESCRIBES.search(sentence)) and not EXPLICIT.search(sentence)


def accepts(sentence: str) -> bool:
    """ "I'll check it out", "sounds good": a suggestion is taken."""
    return bool(_ACCEPT.search(sentence))


def is_small_talk(message: str) -> bool:
    """Greetings, thanks and noises only."""
    return bool(_SMALL.match(message)) or not re.search(r"\w", message)


def speaks_of_taste(sentence: str) -> bool:
    """ "I like horror": an opinion of a kind of thing, so a wish."""
    return bool(_OPINION_GENRE.search(sentence))


class Embeds(Protocol):
    """The encoder, for what intents need of it: a unit vector of shape (d,) a text."""

    def query(self, text: str) -> npt.NDArray[np.floating]: ...


EXAMPLES: dict[Intent, tuple[str, ...]] = {
    "recommend": (
        "find me a film to watch",
        "I am bored this evening",
        "what's worth seeing",
        "help me choose something",
        "we are having a movie night",
    ),
    "more": ("show me different ones", "I do not care for any of these", "next page", "none of those appeal to me"),
    "why": (
        "what was your thinking there",
        "what is the reason for this pick",
        "how did you land on that one",
        "why do you believe I would enjoy it",
    ),
    "why_not": ("why did you leave that film out", "I expected to see that one in the list"),
    "what_if": ("what changes when I remove a film from my history", "how would the list look without that rating"),
    "compare": ("which of the two suits me more", "put these two side by side"),
    "profile": ("show everything stored about my taste", "what have you learned about me", "list the films I rated"),
    "undo": ("please reverse my last change", "I clicked that by accident"),
    "forget": ("erase every trace of me", "delete my personal data"),
    "how": (
        "what technology is behind this",
        "is my data sent anywhere",
        "are you a machine",
        "how are these suggestions computed",
    ),
    "help": ("I do not know what to say to you", "show me how to use this", "what features do you have"),
    "smalltalk": (
        "nice to meet you",
        "have a lovely evening",
        "you are very kind",
        "that is funny",
        "it is raining here",
    ),
    "about": (
        "what is the story of this film",
        "who plays the lead role",
        "give me some facts about it",
        "is it suitable for children",
    ),
    "rate": ("I watched it last year and adored it", "I could not finish that one", "we saw it at the cinema"),
}
"""What people say when no rule fires; compared by meaning."""


class Nearest:
    """The intent whose example sentences are nearest in meaning. The examples are encoded once, on first use."""

    def __init__(self, encoder: Embeds, floor: float = 0.45) -> None:
        self._encoder = encoder
        self._floor = floor
        self._labels: list[Intent] = []
        self._matrix: npt.NDArray[np.floating] | None = None

    def intent(self, sentence: str) -> Intent | None:
        """None when nothing is near enough (cosine below the floor)."""
        if self._matrix is None:
            self._labels = [intent for intent, said in EXAMPLES.items() for _ in said]
            self._matrix = np.stack([self._encoder.query(s) for said in EXAMPLES.values() for s in said])
        cosine = self._matrix @ self._encoder.query(sentence)
        best = int(np.argmax(cosine))
        return self._labels[best] if cosine[best] >= self._floor else None


def split(text: str) -> Sequence[tuple[int, int]]:
    """Sentence spans of a message; "and why …", "but what if …" start a sentence of their own."""
    cuts = [
        m.end()
        for m in re.finditer(r"[.!?]+(?=[\s\"')]|$)|[;\n]", text)
        if not re.search(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|Vol|No|Jr|[A-Z])\.$", text[: m.end()])
    ]
    cuts += [
        m.start()
        for m in re.finditer(
            r",?\s+(?:and|but|then|also|so)\s+(?=(?:why|what if|compare|undo|show me|recommend|suggest|give me|find me|forget)\b)",
            text,
            re.I,
        )
    ]
    edges = sorted({0, *cuts, len(text)})
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if re.search(r"\w|" + SLOT, text[a:b])]


def taste_or_ask(sentence: str) -> bool:
    """Does it say what is wanted, rather than tell of something: a request, a taste, a ban, or a fragment with no verb?"""
    if asks(sentence) or EXPLICIT.search(sentence) or speaks_of_taste(sentence):
        return True
    return not re.search(
        r"\b(?:i|he|she|it|they|we|you|is|was|are|were|does|did|has|had|that'?s|it'?s|i'?m|i'?ve|he'?s|made|my|been)\b(?! (?:kids?|children|son|daughter|wife|husband|girlfriend|boyfriend|family|friends?|mood|date|parents|grand\w+|\w+ year))",
        sentence,
        re.I,
    ) or bool(re.search(r"\b(?:no|not|nothing|without|less|more|too)\b|\bfeeling\b|\bi(?:'m| am)(?: \w+)? (?:sad|tired|bored|alone|down|blue|lonely|heartbroken|stressed)\b|\bwith (?:my|the|some)\b|\bcheer\b", sentence, re.I))
