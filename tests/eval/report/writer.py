"""A part with a fault."""

from __future__ import annotations

from eval.parts import Context, Document


def measure(context: Context) -> Document:
    raise ZeroDivisionError("division by zero")
