"""Decoding grammars in llguidance's Lark, checked before a runtime sees them.

llama.cpp ignores a grammar it cannot read and decodes freely, without a word; so a grammar is parsed here first.
"""

from __future__ import annotations

from functools import lru_cache

HEADER = "%llguidance {}\n"
"""The first line by which llama.cpp tells llguidance's Lark from its own GBNF."""


@lru_cache(maxsize=256)
def checked(grammar: str) -> str:
    """The grammar without its header line; `ValueError` with the parser's message if it is not valid."""
    from llguidance import LLMatcher

    body = grammar.removeprefix(HEADER.rstrip()).lstrip("\n")
    try:
        fault = LLMatcher.validate_grammar(LLMatcher.grammar_from_lark(body))
    except BaseException as panic:
        # A panic of the Rust code is no `Exception`, and would end the thread that asked.
        if type(panic).__name__ != "PanicException":
            raise
        fault = str(panic)
    if fault:
        raise ValueError(f"The decoding grammar is not valid: {fault.strip()}")
    return body
