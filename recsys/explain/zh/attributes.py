"""What the catalogue knows of an item, in Chinese: 由黑泽明执导, 讲的是抢劫, 的故事发生在纽约."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recsys.explain import spell
from recsys.explain.attributes import Attribute, named

FILE = Path(__file__).with_name("themes.toml")


@dataclass(frozen=True, slots=True)
class Form:
    """How a value X is said of a thing; several ways each, the one that is written first."""

    does: tuple[str, ...]
    also: tuple[str, ...]
    lacks: tuple[str, ...]
    of: tuple[str, ...]
    """Before a noun: X 执导的电影."""
    wish: tuple[str, ...]
    """In a list of wishes."""


ABOUT = Form(
    ("讲的是X", "讲述X", "关于X", "讲X", "是X题材的", "是关于X的"),
    ("讲的也是X", "也讲述X", "也是关于X的", "也讲X", "也是X题材的"),
    ("讲的不是X", "不是关于X的", "不是X题材的"),
    ("关于X的", "讲X的", "X题材的"),
    ("X题材", "关于X", "X"),
)
FORMS: Mapping[str, Form] = {
    "director": Form(
        ("由X执导", "是X执导的", "的导演是X", "是X导演的"),
        ("也由X执导", "也是X执导的", "的导演也是X"),
        ("不是由X执导的", "不是X执导的", "的导演不是X"),
        ("X执导的",),
        ("X执导", "由X执导"),
    ),
    "author": Form(
        ("由X所写", "是X写的"), ("也由X所写", "也是X写的"), ("不是X写的",), ("X写的",), ("X所写", "由X所写")
    ),
    "artist": Form(("出自X",), ("也出自X",), ("不是出自X",), ("出自X的",), ("出自X",)),
    "actor": Form(
        ("由X主演", "的主演有X", "有X出演", "主演是X"),
        ("也由X主演", "的主演也有X", "也有X出演"),
        ("没有X主演", "不是由X主演的"),
        ("X主演的",),
        ("X主演", "由X主演"),
    ),
    "plot": ABOUT,
    "subject": ABOUT,
    "setting": Form(
        ("的故事发生在X", "的背景是X", "的故事设在X"),
        ("的故事也发生在X", "的背景也是X"),
        ("的故事不发生在X", "的背景不是X"),
        ("故事发生在X的", "以X为背景的"),
        ("故事发生在X", "以X为背景"),
    ),
    "tone": Form(("的风格是X",), ("的风格也是X",), ("的风格不是X",), ("X风格的",), ("X风格", "X")),
    "audience": Form(("适合X",), ("也适合X",), ("没有标明适合X",), ("适合X的",), ("适合X",)),
    "other": Form(("带有标签“X”",), ("也带有标签“X”",), ("没有标签“X”",), ("带有标签“X”的",), ("“X”", '"X"')),
    "twist-ending": Form(("有X", "结尾有X"), ("也有X",), ("没有X",), ("有X的",), ("有X", "X")),
    "literary-classic": Form(("改编自X",), ("也改编自X",), ("不是改编自X",), ("改编自X的",), ("改编自X", "X")),
    "shakespeare": Form(("源自X",), ("也源自X",), ("不是源自X",), ("源自X的",), ("源自X", "X")),
}
"""By kind of attribute, group of themes, or theme, as `recsys.explain.attributes.HEADS`."""


@cache
def names() -> Mapping[str, str]:
    """The themes in Chinese, by name."""
    found: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


def form(one: Attribute) -> Form:
    if one.theme is None:
        return FORMS[one.kind]
    return FORMS.get(one.theme.name) or FORMS[one.theme.group]


def filled(one: Attribute, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms with the value in X's place: what is no Chinese stands apart from the Chinese around it, or also, when
    read, close to it."""
    value = spell.plain(one.value)
    value = names().get(value, value) if one.theme is not None else value
    left = " " if value[:1].isascii() and value[:1].isalnum() else ""
    right = " " if value[-1:].isascii() and value[-1:].isalnum() else ""
    spaced = [f.replace("X", f"{left}{value}{right}").strip() for f in forms]
    return tuple(dict.fromkeys((*spaced, *(f.replace("X", value) for f in forms))))


def wish(label: str) -> tuple[str, ...]:
    """The label of a wish for what the catalogue knows: "heist" gives 抢劫题材; empty for any other."""
    if label.startswith("not ") and (one := named(label.removeprefix("not "))) is not None:
        return tuple(f"不要{said}" for said in filled(one, form(one).wish))
    one = named(label)
    return () if one is None else filled(one, form(one).wish)
