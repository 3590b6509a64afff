"""The turns of phrase by which people ask, answer and chat, as patterns over sentences with their titles masked."""

from __future__ import annotations

import re

from recsys.dialogue.cues import SLOT
from recsys.schema import Intent

_T = SLOT
_MINE = (
    r"(?:me|myself|my (?:data|account|profile|history|information|info|record|records|details|existence)"
    r"|everything(?: (?:about me|you know|of mine))?|all (?:of )?my (?:data|ratings|information|opinions)"
    r"|what you know(?: about me)?|who i am)"
)
RULES: tuple[tuple[Intent, str], ...] = (
    (
        "forget",
        rf"\b(?:forget|delete|erase|wipe|purge|clear|remove)\b(?: \w+){{0,3}}? {_MINE}\b(?! (?:not|the|of the|a"
        r"|an)\b)|\bright to be forgotten\b",
    ),
    (
        "what_if",
        r"\bwhat if\b|\bwhat (?:would|happens?|changes?|might)\b.*\b(?:if|without)\b|\bsuppose\b|\bimagine\b"
        r"|\bpretend\b|\bif i (?:had(?:n'?t)?|did(?:n'?t| not)|never|took|struck|removed?|rated|gave|liked|loved"
        r"|hated|disliked|take|strike|were)\b"
        r"|\bhow would (?:the|my|this|your) (?:list|picks?|recommendations?|ranking)|^\W*(?:ignore|ignoring"
        rf"|disregard(?:ing)?|without|strike(?: out)?|leav(?:e|ing) out)\b[^.?!]*{_T}|\bas if i\b",
    ),
    (
        "reset",
        r"\b(?:start (?:over|again|afresh|fresh|from scratch|anew)|reset(?! my (?:data|profile))|clear (?:all "
        r"|everything|the |my |these |those )*(?:filters?|wishes|list|search)|(?:remove|drop|forget|lift"
        r"|no) (?:all |the |my |those |these |any |more )*(?:filters?|wishes|constraints|restrictions)"
        r"|anything goes|new (?:search|request|topic)|forget (?:all |about )*(?:that|this|what i said)|scrap that"
        r"|any genre(?: is (?:fine|ok(?:ay)?|good))?\W*$|any(?:thing)? is (?:fine|ok(?:ay)?)|(?:no"
        r"|don'?t have a) preference|i'?m open to anything)\b",
    ),
    (
        "undo",
        r"^\W*(?:please |no,? |oh |sorry,? |wait,? |can you |could you )*(?:undo|oops|whoops|revert|roll ?back"
        r"|take (?:that|it|this) back|i take (?:that|it) back|cancel that|scratch that|put (?:it|that|them) back"
        r"|(?:forget|ignore|disregard|never ?mind) (?:(?:what|that) i(?: just)? (?:said|wrote|typed)"
        r"|the last (?:one|thing))"
        r"|restore)\b|\bundo\b|\b(?:that was|by) (?:a )?mistake\b|\bi didn'?t mean (?:that|to)\b|\bwrong (?:button"
        r"|one|rating)\b",
    ),
    (
        "compare",
        rf"\bcompar(?:e|ed|ing|ison)\b|\bversus\b|{_T}\W*\bvs?\b|\bdifference between\b|\bwhich (?:one |film "
        r"|movie |of (?:these|them|those|the) |first |last |top |two )*(?:is|should|would|do you|suits"
        r"|fits)\b(?!.*\bknow)"
        rf"|\b(?:better|prefer|rather)\b[^.?!]*{_T}[^.?!]*\bor\b[^.?!]*{_T}"
        rf"|^\W*(?:the )?{_T}\s*(?:,\s*)?or\s+(?:the )?{_T}\W*$",
    ),
    (
        "why_not",
        r"\bwhy (?:not|isn'?t|aren'?t|don'?t you|didn'?t you|won'?t you|wasn'?t|no|can'?t|haven'?t you"
        r"|do(?:es)? you not|did you not)\b|\bwhy (?:is|was|did|do)\b[^.?!]*\b(?:not|n'?t|missing|left out|absent"
        r"|so low|skipped?)\b|\bhow come\b[^.?!]*\b(?:not|no|never|n'?t|dont|missing)\b|\bhow come\b[^.?!]*n't"
        rf"|\bwhere(?:'s| is| are)\s+(?:the )?{_T}|\bwhat'?s wrong with\b|\byou (?:forgot|missed|left out"
        r"|skipped)\b",
    ),
    (
        "how",
        r"\bhow (?:do|does|did|can|are) (?:you|this|it|that|the|whyrec|these|your)\b(?: \w+){0,3}? (?:work\w*"
        r"|function|decide|choose|pick|know|recommend|made|come up|calculat\w+|rank|learn|think|explain)\b"
        r"|\bhow (?:is|are) (?:the|this|these|your) (?:list|ranking|order|recommendations?|picks?|score)"
        r"|\bhow (?:the|these|your) (?:list|ranking|recommendations?|picks?|suggestions?)(?: \w+)? (?:is|are|get"
        r"|work)"
        r"|\bare (?:you|u) (?:an? |the )?(?:a\.?i\.?|bot|human|robot|chat ?gpt|real|person|llm|machine|computer"
        r"|gpt|alive)\b"
        r"|\bwho (?:made|built|created|are|r) (?:you|u)\b|\bwhat (?:are|r) (?:you|u)(?: exactly| anyway)?\W*$"
        r"|\bprivacy\b|\b(?:where|what) (?:is|are|does|do|happens)(?: \w+)? my (?:data|ratings"
        r"|information)\b.*\b(?:go|kept|stored|saved|used)|\bwhat happens (?:to|with) my data|\bdo you (?:share"
        r"|sell|store|send|keep|save|spy"
        r"|track)\b|\balgorithm\b|\bwhat (?:language )?model\b|\bbehind the scenes\b|\bunder the hood\b"
        r"|\bhow do you work\b",
    ),
    (
        "how",
        r"^\W*(?:but |and |so |hmm+,? |oh,? )*(?:(?:is|was) (?:that|this|it) (?:really |actually |even )?(?:true"
        r"|right|correct|so)"
        r"|are (?:you|u) (?:really |quite |absolutely )?(?:sure|certain|serious|lying|kidding|making (?:this|that"
        r"|it) up)"
        r"|(?:can|should|how can|why should) i (?:trust|believe) (?:you|that|this|it)|says who|according to whom"
        r"|i don'?t believe"
        r" (?:you|that|it)|prove (?:it|that)|show me (?:the )?proof|how do you know(?: (?:that|this|it))?"
        r"|can you prove (?:it|that))\W*$",
    ),
    (
        "help",
        r"^\W*(?:help(?: me)?(?: please)?|menu|commands?|instructions|usage|options)\W*$|\bwhat (?:else )?(?:can"
        r"|could|do) (?:you|i|u) (?:do|say|ask|type|tell)\b|\bhow (?:do|can|should) i (?:use|rate|ask|talk|undo"
        r"|delete|remove|change|start|search|add|save)\b|\bwhat (?:are you|is this) (?:for|capable|good for)\b"
        r"|\bwhat do i do\b|\bneed (?:some )?instructions\b|\b(?:help|guide) (?:me )?(?:using|use)\b",
    ),
    (
        "profile",
        r"\bwhat (?:do|did|have|can) you (?:know|remember|learn|have|store)(?:ed|t)?\b(?: \w+)? ?(?:about|on|of"
        r"|from) (?:me|my tastes?)\b|\b(?:summari[sz]e|sum up|describe|outline|tell me(?: (?:more )?about)?)"
        r" my tastes?\b|\bwhat (?:(?:kinds?|sorts?|types?) of )?(?:(?:films?|movies?|books?|music|things?) )?"
        r"do i (?:like|love|enjoy|prefer)\b|\bwhat do you think i like\b"
        r"|^\W*(?:see |and )?my (?:profile|ratings?|tastes?|likes|dislikes"
        r"|opinions|history|watched list|seen list|data)\W*$"
        r"|\b(?:show|list|see|view|open|export|download|give me)\b[^.?!]*\bmy (?:profile|ratings?|tastes?|likes"
        r"|dislikes|opinions|history|data)\b|\bwhat (?:have|did) i (?:rate|rated|like|liked|see|seen|watch|watched"
        r"|say|said|tell|told)\b|\bwho am i\b|\bwhich (?:films?|movies?|ones) (?:have|did|do) i\b|\bexport\b"
        r"|\bwhat(?:'?s| is| are) (?:in )?my (?:profile|tastes?|ratings?|likes|data)\b|\bdo i (?:like|love|enjoy"
        r"|hate)\b|\bwhat (?:am i|did i) (?:asking|ask|looking|searching)(?: for)?\b|\bwhat are my (?:wishes"
        r"|filters)\b",
    ),
    (
        "why",
        r"\bwhy\b|\bhow come\b|\bexplain\b|\bwhat makes you\b|\b(?:what(?:'s| is| are)|give me|tell me) (?:the"
        r"|your|a) (?:reason|reasoning|evidence|logic)|\breasons?\b[^.?!]*\?|\bhow did you (?:pick|choose|come up"
        r"|get|arrive|decide|land)\b|\bbecause of what\b|\bjustify\b|\bwhat (?:led|brought) you\b"
        r"|\bon what (?:basis|grounds)\b|\bbased on what\b|\bconvince me\b"
        rf"|\bwould i (?:really )?(?:like|enjoy|love) (?:the )?(?:{_T}|it|that|this)",
    ),
    (
        "about",
        r"\btell (?:me|us) (?:something |a (?:bit|little) )?(?:more )?about\b|\bwhat(?:'?s| is"
        rf"| was) (?:the )?(?:{_T}|it|that|this|premise|plot|story|that one|this one"
        r"|the \w+ one)(?: \w+)? ?(?:all )?(?:about|like|is)?\W*$|\bwhat (?:is|are|was)(?: \w+){0,3} about\b"
        rf"|\bwhats(?: \w+){{0,3}} about\b|\bis (?:the )?(?:{_T}|it|that|this(?: one)?|that one|(?:first|second"
        rf"|third|fourth|fifth|last|top) (?:one|film|movie))(?: movie"
        r"| film)? (?:any good|good|worth|too|very|scary|funny|sad|violent|romantic|gory|boring|dark|happy|family"
        r"|kid|safe|for|animated|long|new|old|rated|suitable"
        r"|ok(?:ay)?|a |an |in |based|similar|like|on|the one|really|more)\b"
        r"|\bare (?:they|those|these|the others) (?:any |all )?(?:good|worth|scary|funny|new|old|rated|pg|kid"
        r"|suitable)\b|\bwho(?:'?s| is| are| was| were)?(?: \w+)? ?(?:in|stars?|starring|directed|plays?"
        r"|the director|acts?|made)\b(?! you)|\bwhat year\b|\bwhen (?:was|did)\b[^.?!]*(?:made|released|come out"
        rf"|came out)|\bhow (?:long|old) is\b|\bwhat genre\b|\bwhat about {_T}|\bhow about {_T}\s*\?*$"
        rf"|\bhave you (?:got|heard of) {_T}|\bdo you (?:know|have) {_T}|^\W*(?:please )?tell me more\W*$"
        r"|^\W*(?:tell me )?more (?:details|info|information)\b|\bdetails\b|\bmore about (?:it|that|this|the)\b"
        r"|\bpremise\b|\bsynopsis\b"
        rf"|\bshould i (?:watch|see) (?:the )?(?:{_T}|it|that)",
    ),
)
COMPILED = tuple((intent, re.compile(pattern, re.I)) for intent, pattern in RULES)
MORE = re.compile(
    r"\b(?:(?:some |any |a few |few |show (?:me )?|give (?:me )?|got |have |one |two |three )?more(?! (?:about"
    r"|details?|info\w*|of a|than|like|recent|modern|or less)\b)(?=\W*(?:$|please|suggestions?|recommendations?"
    r"|ideas?|movies?|films?|options?|picks?|of (?:those|these|them|that)|for|like (?:that|those|these|it)))"
    r"|another(?! (?:great|good|one of|classic|favou?rite|amazing|excellent))(?: one)?(?: please)?"
    r"|others?(?= (?:suggestions?|recommendations?|ideas?|movies?|films?|options?|ones?|picks?))|(?:any|some"
    r"|know(?: of)? any|what) others?|any ?thing else|something else|what else(?! (?:is|was|has) (?:he|she|in))"
    r"|else (?:can|could|do|would) you|next(?: (?:one|page|please))?\W*$|different ones?|something different"
    r"|keep going|^again\W*$|(?:not|none of) (?:these|those)|new (?:list|ones|suggestions|ideas)|few more"
    r"|(?:(?:already|i|we|'?ve|have) )?(?:seen|saw|watched|know) (?:all|most|every one|every) (?:of )?(?:them"
    r"|these|those)|what'?s next|what (?:next|now))\b",
    re.I,
)
REQUEST = re.compile(
    r"\b(?:you (?:tell me|choose|decide|pick)|up to you|whatever you|dealer'?s choice|make it|make them|recommend"
    r"|recomend|recc?om+end\w*|suggest(?:ions?|s)?|advise|show (?:me|us)|find (?:me|us|a|some)"
    r"|give (?:me|us) (?:a|an|some|the|something)|(?:what|which)(?: \w+){0,2} should (?:i|we) (?:watch|see|pick)"
    r"|what(?:'?s| is) (?:good|on|there to|a good|the best)|what to watch|look(?:ing)? for|in (?:the )?search of"
    r"|searching for|seeking|interested in|in the mood (?:for|to)|(?:i|we) (?:want|need|wanna|would like|feel like"
    r"|could use|prefer)\b|(?:i|we)'?d (?:like|love|prefer|rather)\b|any(?: \w+)? (?:good|ideas?|suggestions?"
    r"|recommendations?)|got (?:any|something|a)|can (?:i|we) (?:get|have)|(?:is|are) there (?:any|a|some|movies?"
    r"|films?)|(?:do you )?(?:know|have)(?: of)? (?:any|some|a good|something"
    r"|a few)|surprise me|help (?:me|us) (?:find|pick|choose|decide)|(?:movie|film|something|anything)s? (?:for"
    r"|to watch|with|about|like|similar|from|that|along)|can you (?:find|pick|give)|could you (?:find|pick|give)"
    r"|pick (?:me |us )?(?:a|something|one)|search (?:for)?|how about (?:a|an|some|something)|what about (?:a|an"
    r"|some|something)|anything (?:good|like|with|new|from|that|similar|by)|something(?: \w+)*|similar\W*$|tonight"
    r"|to watch|bored)\b",
    re.I,
)
SIMILAR = re.compile(
    r"\b(?:like|similar to|along the lines of|in the (?:vein|style|spirit) of|such as|reminds? me of|close to"
    rf"|resembl\w+|as) (?:the |a |maybe |either )?(?:{_T}|that(?: one)?\b|this(?: one)?\b|it\b|those\b|them\b"
    r"|the (?:first|second|third|fourth|fifth|last|top)\b)|\bsomething similar\b|\bsimilar (?:ones?|movies?|films?"
    rf"|stuff|to)\b|\bmore (?:of|like) (?:that|this|those|these|it|{_T})"
    rf"|^\W*(?:the )?{_T}\W{{1,2}}(?:but|only|just|except|minus) ",
    re.I,
)
OPINION_GENRE = re.compile(
    r"\b(?:i|we|my|me|he|she|they|kids|wife|husband|son|daughter|friends?)\b[^.?!]*"
    r"\b(?:likes?|loves?|enjoys?|prefers?|into|fan|favou?rite|hates?|dislikes?|stand|adores?)\b",
    re.I,
)
ACCEPT = re.compile(
    r"(?:\b(?:sound|look|seem)(?:s|ed)?(?: \w+){0,3}? (?:good|cute|creepy|promising|awesome|great|interesting"
    r"|perfect|fun|awesome|like a (?:plan|good)|right|cool|nice|amazing|intriguing|fantastic|excellent|funny"
    r"|up my alley|like (?:it|something))|(?:\bwill|['’]ll|\bmight|\bmay|\bshould|would|can|could|must|going to"
    r"|gonna|have to|need to|want to|try to|'?d (?:like|love) to|hope to|plan to)(?: \w+){0,4}? (?:check(?:ing)?"
    r"|watch|give|try|see|look(?: (?:for|into|at))?|add|go with|go for|rent|take|put|pick|find"
    r"|consider)(?: \w+){0,3}? ?(?:\b(?:out|it|that|them|those|this|these|both|into|tonight|one|ones)\b|\x00)"
    r"|(?:give|gave) (?:it|that|them|this|those|\x00) a (?:try|watch|shot|go|chance|look)\b|let me (?:check|watch"
    r"|try)|\x00 it is\b"
    r"|(?:let'?s|let us|going to|gonna|ok(?:ay)?,?) (?:go(?:ing)? (?:with|for)|watch) (?:\x00|the \w+ one)"
    r"|i(?:'?ll| will) take (?:it|that|\x00)|good (?:idea|choice|pick|call|suggestions?|ideas)"
    r"|great (?:idea|choice|pick|suggestions?"
    r"|recommendations?|ideas)|i am in\b|i'?m in\b|(?:on|to) (?:my|the) list|that will do|that'?ll do|i'?m sold"
    r"|deal|i (?:will|shall)\W*$|heard (?:\w+ )?(?:good|great|amazing|wonderful|really good) things\b)",
    re.I,
)
SMALL = re.compile(
    r"^\W*(?:(?:hi|hello|hey|heya|hiya|yo|howdy|greetings|good (?:morning|evening|afternoon|day|night)|thanks?"
    r"|thank (?:you|u)|thx|ty|cheers|bye|goodbye|good ?bye|see (?:you|ya)|ciao|ok(?:ay)?|k|cool|nice|great|lol"
    r"|(?:ha)+h?|(?:lol)+|wow|awesome|sure|yes|yeah|yep|yup|no|nope|nah|hmm+|um+|oh|ah|well|fine|alright|right"
    r"|got it|i see"
    r"|perfect|sorry|please|never ?mind|nvm|welcome|you'?re welcome|no problem|good|amazing|excellent|exactly|true"
    r"|indeed|really|enjoy|there|again|so much|very much|a lot|for your help|for the (?:help|suggestions?"
    r"|recommendations?|info)|you too|have a (?:good|great|nice|wonderful) (?:day|night|one|evening|weekend|time)"
    r"|how are you(?: doing)?(?: today)?|how'?s it going|what'?s up|i'?m (?:good|fine|well|great)|and you|buddy"
    r"|friend|my friend|mate|all|everyone|today|for now|that'?s all|that is all|same|with|me|either|too|i (?:did"
    r"|do|have|haven'?t|didn'?t|don'?t|am|shall|will|know|agree|definitely don'?t|can'?t)|now|totally|definitely"
    r"|of course|here|likewise|ya|hello+|no worries|not yet|funny|interesting|awww?|ooh|take care|u|man|dude|:\)"
    r"|:d)\b[\W_]*)+$",
    re.I,
)
YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please(?: do)?|of course|do it|go ahead|absolutely|definitely|y"
    r"|yes please|why not|sounds good|certainly|make it so|i (?:did|do|am|have)|correct|right)\W*(?:please|thanks?"
    r"|do|i did|i do|it is|sure)?\W*$",
    re.I,
)
NO = re.compile(
    r"^\W*(?:no|nope|nah|no thanks?|no thank you|not really|n|don'?t|cancel|stop|never ?mind|not now|keep (?:it"
    r"|everything|me)|i (?:didn'?t|don'?t)|no i (?:didn'?t|don'?t))\W*$",
    re.I,
)
SMALL_TALK_QUESTION = re.compile(
    r"\bhow (?:are|r|is) (?:you|u|it going|everything|your (?:day|night|evening))\b|\bhow do you do\b"
    r"|\bwhat'?s up\b|\bwhat(?:'?s| is) your (?:name|favou?rite\w*)\b|\bdo you (?:like|watch"
    r"|enjoy)\b(?! \w+ing me)|\bwhat (?:kinds?|types?|sorts?) of (?:movies?|films?) do you\b|\b(?:how"
    r"|what) about you\b|\byourself\s*\?|(?:\band|,) you\s*\?"
    r"|\btell me a joke\b|\bi love you\b",
    re.I,
)
VERB_BEFORE = re.compile(
    r"(?:\b(?:i|we|you|u|they|people|kids|do|did|does|really|actually|also|always|not|never|to|who|would|might"
    r"|will|may|even|\w+n['’]?t|quite|sounds?|looks?|seems?|feels?)|['’]d)\s+(?:really |also |just )?$",
    re.I,
)
EXPLICIT = re.compile(
    r"\b(?:recommend (?:me|us|a|an|some|any|something|more)|suggest (?:me|us|a|an|some|any|something|more)|can you"
    r"|could you|show me|give me|find me|looking for|in the mood|what (?:else )?(?:would|do|can) you"
    r"|any (?:other )?(?:suggestions|recommendations|ideas)|something|anything|i(?:'d| would) (?:like|love|prefer"
    r"|rather) (?:a|an|some|something|to see a)|i (?:want|need) (?:a|an|some|something)|what about a|how about a"
    r"|do you (?:know|have)|i(?:'?m| am) after an?"
    r"|i(?:'d| would) (?:like|love|prefer|want) (?:it|them|this|that) to be)\b"
    r"|^\W*(?:maybe |just |only |preferably |rather )*ones? (?:that|which)(?:'s|'re| is| are)\b",
    re.I,
)
DESCRIBES = re.compile(
    r"(?:^|,|\b(?:and|but|so|because|oh|yes|yeah|no|lol|haha|think|know|well|since)\W+)\W*(?:it|that|this|they"
    r"|those|these|he|she|both|that one|this one|which|(?:that|this|the) (?:movie|film|one))(?:['’]?s| is| was"
    r"| were| are| had| has| looks?| seems?| sounds?| made| did| does| would)\b|\bone of (?:my|the)\b|\bin it\b",
    re.I,
)
_SPEAK = (
    r"^\W*(?:please |can you |could you |just |now |ok(?:ay)?,? )*"
    r"(?:be|sound|speak|talk|write|answer|reply|keep (?:it|things|your (?:answers|reasons|replies))"
    r"|make your (?:answers|reasons|replies)|put (?:it|things))"
    r"(?: (?:a (?:bit|little)|more|much|very|a lot|again|to me|in))*"
)
VOICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "terse",
        re.compile(
            rf"{_SPEAK} (?:brief(?:er|ly)?|short(?:er)?|terse(?:r|ly)?|concise(?:ly)?|succinct(?:ly)?|to the point"
            r"|few(?:er)? words|less wordy)\W*(?:please\W*)?$|^\W*(?:in )?fewer words\W*(?:please\W*)?$",
            re.I,
        ),
    ),
    (
        "warm",
        re.compile(
            rf"{_SPEAK} (?:friendl(?:y|ier)|warm(?:er|ly)?|kind(?:er|ly)?|nice(?:r|ly)?)\W*(?:please\W*)?$", re.I
        ),
    ),
    (
        "plain",
        re.compile(
            rf"{_SPEAK} (?:plain(?:ly|er)?|normal(?:ly)?|neutral(?:ly)?|matter-of-fact)\W*(?:please\W*)?$", re.I
        ),
    ),
)
"""How a voice is asked for."""
