"""Whether an explanation says what really moves a recommendation: `whyrec eval fidelity`.

The deletion metrics of the field (Barkan et al., WWW 2024) for the item they explain and for the whole list, what a
person can feel of them, and receipts on the live pipeline, for our explanations and their peers, under our rankers and
those of the published tables. Definitions: `eval/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eval.fidelity import receipts
from eval.fidelity.field import split
from eval.fidelity.methods import GREEDY, OURS, SMALLEST, Method
from eval.fidelity.metrics import FEW
from eval.fidelity.tables import apart, interval, means, with_intervals
from eval.fidelity.units import Units, Values, sources
from eval.parts import Context, Document, Estimate, Row, Verdict, bootstrap, proportion, verdict
from recsys.schema import WhyRecError

EVERYONE = 10**6
PEOPLE, WHOLE, RECEIPTS = (16, EVERYONE, EVERYONE), (4, 40, EVERYONE), (5, 40, 200)
"""People whose first item is explained, whose first ten items are, and whose receipts are tried, by size."""
DOWN, UP = ("DEL", "NDCG", "POS@1", "POS@5", "POS@10", "POS@20"), ("INS", "NEG@20")
"""Measures of which less, and more, is better."""
OWN = (OURS, GREEDY, SMALLEST)
ROUNDING = 1e-9
NEAR = 0.01
"""How much DEL may lie above the best peer's where the optimum is not proved: a hundredth of a score of about one."""

PUBLISHED: tuple[Row, ...] = tuple(
    {"data": data, "ranker": "MF", "people": n, "method": m, "DEL": d, "INS": i, "NDCG": g, "POS@20": p, "NEG@20": e}
    for data, n, m, d, i, g, p, e in (
        ("ML-1M", 1208, "LXR", 0.593, 0.936, 0.442, 0.571, 0.971),
        ("ML-1M", 1208, "LIME", 0.735, 0.928, 0.576, 0.778, 0.977),
        ("ML-1M", 1208, "cosine", 0.776, 0.911, 0.589, 0.744, 0.962),
        ("ML-1M", 1208, "ACCENT, strongest film left out", 0.729, 0.910, 0.652, 0.797, 0.893),
    )
)
"""As Barkan et al. report it; another data set and another fit, so for the order of magnitude alone."""


Found = dict[str, tuple[Values, dict[str, tuple[Method, Values]]]]
"""By ranker: how good it is, and by method what was measured."""


def measure(context: Context) -> Document:
    """All tables and verdicts. A model that cannot be fitted here is left out with a note."""
    field = split(context.dataset.interactions.likes(context.dataset.scale))
    kept, notes, found = context.kept("fidelity"), list[Row](), Found()
    for source in sources(context):
        units = Units(source, field, context, kept, context.amount(*PEOPLE), context.amount(*WHOLE))
        try:
            found[source.name] = units.accuracy(), {method.name: (method, v) for method, v in units.methods()}
        except WhyRecError as error:
            notes.append({"left out": source.name, "why": str(error)})
    tried = receipts.people(context, context.amount(*RECEIPTS))
    tables: dict[str, Sequence[Row]] = {
        "accuracy": [_accuracy(name, about) for name, (about, _) in found.items()],
        "first item": list(_rows(found, "first")),
        "top ten": list(_rows(found, "ten")),
        "what a person feels": list(_felt(found)),
        "fixed length": list(_fixed(found)),
        "ours against the best peer": list(_against(found)),
        "receipts": receipts.table(tried),
        "published": PUBLISHED,
        "left out": notes,
    }
    return context.document("fidelity", tables, [*_verdicts(found, context), *_of_receipts(tried)])


def _of_receipts(tried: Sequence[Values]) -> list[Verdict]:
    return [
        verdict("fidelity.receipts_came_true", receipts.came_true(tried), 1.0),
        verdict("fidelity.receipts_felt", receipts.felt(tried), 0.95),
        verdict("fidelity.receipt_films_saved", receipts.size_saved(tried), 0.0),
    ]


def _verdicts(found: Found, context: Context) -> Iterator[Verdict]:
    linear = [methods for about, methods in found.values() if about["kind"] == "linear"]
    for measure_, best in (("DEL", np.minimum), ("INS", np.maximum)):
        unbeaten = [one for methods in linear for one in _unbeaten(methods, measure_, best)]
        share = proportion(sum(unbeaten), len(unbeaten))
        yield verdict(f"fidelity.linear_{measure_.lower()}_optimal", share, 1.0)
    shipped = found.get(context.settings.model)
    if shipped is None or OURS not in shipped[1]:
        return
    methods = shipped[1]
    yield verdict("fidelity.del_above_best_peer", _apart(methods, OURS, "DEL"), NEAR, "≤")
    yield verdict("fidelity.ndcg_above_best_peer", _apart(methods, GREEDY, "NDCG"), 0.0, "≤")
    yield verdict("fidelity.pos20_above_best_peer", _apart(methods, GREEDY, "POS@20"), 0.0, "≤")
    yield verdict("fidelity.flips5_against_best_peer", _flips(methods), 0.0)


def _unbeaten(methods: dict[str, tuple[Method, Values]], name: str, best: np.ufunc) -> list[bool]:
    """Of each person, whether no method does better than the contributions."""
    ours = methods[OURS][1]["first"][name]
    reached = best.reduce([v["first"][name] for _, v in methods.values()])
    return np.isclose(reached, ours, rtol=ROUNDING, atol=ROUNDING).tolist()


def _best_peer(methods: dict[str, tuple[Method, Values]], measure_: str, low: bool) -> str | None:
    """Of the methods that are not ours, the one with the best mean."""
    peers = {name: np.mean(v["first"][measure_]) for name, (_, v) in methods.items() if name not in OWN}
    return (min if low else max)(peers, key=lambda name: peers[name]) if peers else None


def _apart(methods: dict[str, tuple[Method, Values]], own: str, measure_: str) -> Estimate:
    """How much larger ours is than the best peer's, person by person."""
    peer = _best_peer(methods, measure_, measure_ in DOWN)
    if peer is None or own not in methods:
        return Estimate(None)
    return apart(methods[own][1]["first"][measure_], methods[peer][1]["first"][measure_])


def _flips(methods: dict[str, tuple[Method, Values]]) -> Estimate:
    """The same for the share of first items that are first no longer within five removals."""
    flips = {name: np.array(v["first"]["flips"])[:, -1] for name, (_, v) in methods.items()}
    peers = [name for name in flips if name not in OWN]
    return apart(flips[GREEDY], flips[max(peers, key=lambda name: flips[name].mean())]) if peers else Estimate(None)


# Tables


def _accuracy(name: str, about: Values) -> Row:
    columns = {k: v for k, v in about.items() if isinstance(v, list)}
    people = len(next(iter(columns.values())))
    return {"ranker": name, "kind": about["kind"], "people": people, **with_intervals(columns)}


def _named(found: Found) -> Iterator[tuple[Row, str, Values]]:
    """The first cells of each row; fidelity is always shown beside accuracy."""
    for ranker, (about, methods) in found.items():
        good = float(np.mean(about["NDCG@20"]))
        for name, (_, values) in methods.items():
            said = f"{name} ({about['explains']})" if name == OURS else name
            yield {"ranker": ranker, "NDCG@20": good, "method": said}, name, values


def _rows(found: Found, of: str) -> Iterator[Row]:
    for start, _, values in _named(found):
        columns = {m: values[of][m] for m in (*DOWN[:1], *UP[:1], *DOWN[1:], *UP[1:]) if m in values[of]}
        if columns:
            people = len(next(iter(columns.values())))
            spent = {"ms an item": values["ms an item"], "prepared in s": values["prepared in s"]}
            yield {**start, "people": people, **with_intervals(columns), **(spent if of == "first" else {})}


def _felt(found: Found) -> Iterator[Row]:
    for start, _, values in _named(found):
        flips = np.array(values["first"]["flips"])
        shares = {f"first no longer within {k}": flips[:, n] for n, k in enumerate(FEW)}
        median = bootstrap(values["first"]["smallest"], np.median)
        yield {**start, "people": len(flips), **with_intervals(shares), **interval("films to move it, median", median)}


def _fixed(found: Found) -> Iterator[Row]:
    names = ("DEL", "INS", "NDCG", "POS@1", "POS@20")
    for start, _, values in _named(found):
        by_measure = {m: np.array(values["first"][f"{m} at few"]) for m in names}
        for n, removals in enumerate(FEW):
            row = {**start, "removals": removals, "people": len(by_measure["DEL"])}
            yield {**row, **with_intervals({m: v[:, n] for m, v in by_measure.items()})}


def _against(found: Found) -> Iterator[Row]:
    """Where ours is best and where it is not: the difference to the best peer, person by person."""
    for ranker, (_, methods) in found.items():
        for measure_ in (*DOWN, *UP):
            peer = _best_peer(methods, measure_, measure_ in DOWN)
            for own in OWN:
                if peer is None or own not in methods:
                    continue
                gap = _apart(methods, own, measure_)
                low, high = float(gap.low or 0.0), float(gap.high or 0.0)
                better, worse = (high < 0, low > 0) if measure_ in DOWN else (low > 0, high < 0)
                yield {
                    "ranker": ranker,
                    "measure": f"{measure_} {'↓' if measure_ in DOWN else '↑'}",
                    "ours": own,
                    "value": means(methods[own][1]["first"][measure_])[0].value,
                    "best peer": peer,
                    **interval("difference", gap),
                    "ours is": "better" if better else "worse" if worse else "level",
                }
