"""The one report of all parts: `whyrec eval all` measures every part and writes `index.html`.

What a part measured is kept as soon as it is there, so a run that was stopped goes on with the next part. A part that
cannot be measured is one sentence in the report, and the others stay.
"""

from __future__ import annotations

import time
import traceback

from eval.parts import PARTS, Context, Document, Row, run
from eval.report.kept import Outcome, keep, known
from eval.report.page import write
from recsys.schema import WhyRecError

WAITING = "Not measured yet: the run was stopped before; the same command goes on with it."


def measure(context: Context) -> Document:
    """Every part, in the order of PARTS; the verdicts of all, and how each part went. The page is written anew after
    each part, so that there is one whatever happens."""
    outcomes = {part: known(context, part) or Outcome(part, why=WAITING) for part in PARTS}
    for n, part in enumerate(PARTS):
        if outcomes[part].document is None:
            context.tell(f"Part {n + 1} of {len(PARTS)}, {part}", 0.0)
            outcomes[part] = measured(context, part)
            context.tell(f"Part {n + 1} of {len(PARTS)}, {part}", 1.0)
            write(context, list(outcomes.values()))
    page = write(context, list(outcomes.values()))
    verdicts = [v for one in outcomes.values() if one.document for v in one.document["verdicts"]]
    parts = [_row(one) for one in outcomes.values()]
    return context.document("all", {"parts": parts, "report": [{"page": str(page)}]}, verdicts)


def alone(context: Context, part: str) -> Document:
    """One part by itself, measured anew and kept for the report."""
    begun = time.monotonic()
    found = run(part, context)
    keep(context, found, time.monotonic() - begun)
    return found


def measured(context: Context, part: str) -> Outcome:
    """The part, kept; or the sentence that says why not. Faults of the program are told in full on the standard error
    and stop nothing else."""
    begun = time.monotonic()
    try:
        return keep(context, run(part, context), time.monotonic() - begun)
    except WhyRecError as error:
        return Outcome(part, why=str(error))
    except Exception as error:
        traceback.print_exc()
        said = (str(error).strip() or "no message").splitlines()[0].rstrip(".")
        return Outcome(part, why=f"It broke off by a fault of the program ({type(error).__name__}: {said}).")


def _row(one: Outcome) -> Row:
    passed = [v["pass"] for v in one.document["verdicts"]] if one.document else []
    return {
        "part": one.part,
        "promises kept": sum(passed),
        "promises": len(passed),
        "seconds": one.seconds,
        "size": one.document["environment"]["size"] if one.document else None,
        "not measured because": one.why or None,
    }
