"""The page's HTML templates. Everything put into them is escaped, titles and names of people included."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("recsys.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **slots: Any) -> str:
    """One template filled in."""
    return _environment().get_template(template).render(**slots)
