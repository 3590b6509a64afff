"""A part without what it needs."""

from __future__ import annotations

from eval.parts import Context, Document
from recsys.schema import WhyRecError


def measure(context: Context) -> Document:
    raise WhyRecError("There are too few people to hold some out: at least ten are needed.")
