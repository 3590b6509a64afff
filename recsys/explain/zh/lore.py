"""What the catalogue knows of the pick, by itself and in common with the person's own items, in Chinese."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.attributes import Attribute, attributes
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds import lore
from recsys.explain.kinds.lore import having
from recsys.explain.patterns import Lit, Node, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, phrases
from recsys.explain.zh.attributes import filled, form


def said(s: PickSpeech, one: Attribute, forms: tuple[str, ...]) -> Node:
    told = filled(one, forms)
    return lits(*told) if s.reading else Lit(told[0])


@abroad(
    "zh",
    "common",
    said=("跟{films}一样，{it}{also}", "{it}{also}，跟{films}一样"),
    heard=(
        "(和|跟|与|像|就像|正如|如同|同){films}(一样|那样|相同|)，{it}({also}|{does})",
        "{it}({also}|{does})，(和|跟|与|像|就像|正如|如同|同){films}(一样|那样)",
        "{it}(和|跟|与|像|同){films}(一样|)，(都|同样|也|)({does}|{also})",
    ),
)
def common(s: PickSpeech, key: Key) -> Values:
    one = Attribute(str(key[0]), str(key[1]))
    shared = [c for c in having(s, one) if c.item.id in key[3:]]
    if not shared:
        return {}
    return {
        "it": nouns.target(s),
        "films": nouns.films(s, shared, some=s.reading and len(shared) > 1),
        "does": said(s, one, form(one).does),
        "also": said(s, one, form(one).also),
    }


@abroad(
    "zh",
    "known_of",
    said=("{it}{does}",),
    heard=("(导演|执导)了{it}的是{maker}", "{maker}( |)(执导|导演)了{it}", "{player}( |)(主演|出演)了{it}"),
)
def known_of(s: PickSpeech, key: Key) -> Values:
    it = nouns.target(s)
    if key == ("cast",):
        cast = [a for a in attributes(s.evidence.item) if a.kind == "actor"]
        named = [Lit(spell.plain(a.value), name=True) for a in (cast if s.reading else cast[: lore.CAST])]
        gap = lits(" ", "") if s.reading else Lit(" ")
        return {"it": it, "does": Seq((Lit("由"), gap, phrases.listed(named, some=s.reading), gap, Lit("主演")))}
    if len(key) < 2:
        return {}
    found = [Attribute(str(k), str(v)) for k, v in zip(key[::2], key[1::2], strict=True)]
    told = [said(s, one, form(one).does) for one in found]
    name = Lit(spell.plain(found[0].value), name=True) if len(found) == 1 and s.reading else None
    return {
        "it": it,
        "does": told[0] if len(told) == 1 else Seq((told[0], Lit("，"), told[1])),
        "maker": name if found[0].kind == "director" else None,
        "player": name if found[0].kind == "actor" else None,
    }
