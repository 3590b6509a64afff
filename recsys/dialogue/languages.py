"""Telling that a message is not in English, and saying so in the language it is in."""

from __future__ import annotations

import re

from recsys.dialogue.text import word_set

_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("el", r"[\u0370-\u03ff]"),
    ("he", r"[\u0590-\u05ff]"),
)
_WORDS: dict[str, frozenset[str]] = {
    "es": word_set(
        """el la los una un que de para con me por quiero película pelicula películas algo como gusta hola gracias
        recomienda ver muy más lo siento no hablo inglés puedes recomendarme divertida buenas"""
    ),
    "fr": word_set(
        """le la les un une des je de pour avec et que est veux voudrais film films comme bonjour merci quelque
        chose moi mes drôle recommande drôles bonsoir"""
    ),
    "de": word_set(
        """der die das ein eine einen ich und mit für nicht möchte film filme wie etwas hallo danke bitte mir
        lustigen empfiehl zeig mag kannst du empfehlen gern horrorfilme guten abend"""
    ),
    "it": word_set(
        """il lo la un una che di per con mi voglio vorrei film come qualcosa ciao grazie piace divertente"""
    ),
    "pt": word_set("""o os um uma que de para com eu quero filme filmes como algo olá obrigado gosto por favor meus"""),
    "nl": word_set("de het een ik en met voor niet wil graag film films zoals iets hallo bedankt"),
}
_GREETINGS = word_set("hola gracias bonjour merci bonsoir danke hallo grazie olá obrigado bedankt")
"""One of these alone tells the language."""
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "i",
        "you",
        "and",
        "of",
        "to",
        "in",
        "is",
        "it",
        "for",
        "with",
        "that",
        "this",
        "like",
        "want",
        "something",
        "me",
        "my",
        "movie",
        "good",
        "not",
        "no",
        "on",
        "was",
        "have",
        "do",
        "what",
        "please",
        "show",
        "why",
    ]
)
REPLIES: dict[str, str] = {
    "zh": "抱歉，我目前只听得懂英文。您可以直接写片名，或写例如 “a funny film for tonight”。",
    "ja": "すみません、今のところ英語しか分かりません。映画の題名だけでも、“a funny film” のように書いても大丈夫です。",
    "ko": "죄송하지만 아직 영어만 이해합니다. 영화 제목을 쓰거나 “a funny film for tonight”처럼 써 주세요.",
    "ru": "Извините, пока я понимаю только английский. Напишите название или “a funny film for tonight”.",
    "ar": "عذرًا، لا أفهم حاليًا سوى الإنجليزية. اكتب اسم فيلم أو مثلًا “a funny film for tonight”.",
    "es": "Lo siento, por ahora solo entiendo inglés. Escribe un título o “a funny film for tonight”.",
    "fr": "Désolé, je ne comprends que l'anglais. Écrivez un titre ou “a funny film for tonight”.",
    "de": "Entschuldigung, ich verstehe bisher nur Englisch. Schreiben Sie einen Titel oder “a funny film”.",
    "it": "Mi dispiace, per ora capisco solo l'inglese. Scrivi un titolo oppure “a funny film for tonight”.",
    "pt": "Desculpe, por enquanto só entendo inglês. Escreva um título ou “a funny film for tonight”.",
    "nl": "Sorry, ik begrijp voorlopig alleen Engels. Typ een titel of bijvoorbeeld “a funny film for tonight”.",
}
DEFAULT = (
    "Sorry, I only understand English for now. A title alone works too, or something like “a funny film for tonight”."
)


def foreign(text: str) -> str | None:
    """The language of a message that is not English: an ISO 639-1 code, None for English or too little to tell."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return None
    for code, script in _SCRIPTS:
        if len(re.findall(script, text)) > 0.3 * len(letters):
            return code
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(w in _ENGLISH for w in words)
    counts = {code: sum(w in known for w in words) for code, known in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    enough = counts[best] >= 2 or (len(words) == counts[best] and words[0] in _GREETINGS)
    return best if enough and counts[best] > 1.5 * english else None
