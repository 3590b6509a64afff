"""How fast the local chat model loads, reads and writes, with and without a grammar: `python -m eval.chat_speed`.

Seconds of CPU stand beside seconds of the clock, for a busy machine stretches only the latter.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recsys.settings import Settings

NOTES = """Aliens (1986) | action, science fiction, thriller
1. Alien (1979) | liked | 5 stars | also science fiction, thriller
2. The Terminator (1984) | liked | 5 stars | also action, science fiction
3. Blade Runner (1982) | liked | 4 stars | also science fiction
Without all of these: from 2nd to 31st
180 of 222 who liked Alien (1979) liked it"""
GRAMMAR = r"""start: first second
first: "Aliens (1986) is here " ("mostly" | "above all" | "in good part") " because you " verb " " film "."
second: " You gave " film " " /[1-5]/ " stars, and " /[0-9]{2,3}/ " of " /[0-9]{2,3}/ " people who liked it agree."
verb: "liked" | "loved" | "rated highly"
film: "Alien (1979)" | "The Terminator (1984)" | "Blade Runner (1982)"
"""


@contextmanager
def _timed(row: dict[str, Any], name: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    row[f"{name}_s"] = round(time.perf_counter() - wall, 3)
    row[f"{name}_cpu_s"] = round(time.process_time() - cpu, 3)


def _memory() -> float:
    """Resident MiB of this process; nan where /proc is not there."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), float("nan"))


def measure(settings: Settings, repeats: int = 5) -> dict[str, Any]:
    """One row of figures for the model the settings name."""
    import prompts

    template = prompts.load("explain")
    messages = template.invoke({"noun": "film", "notes": NOTES})
    other = template.invoke({"noun": "film", "notes": NOTES.replace("Alien", "Solaris")})
    from recsys.llm import open_chat

    row: dict[str, Any] = {"model": settings.chat_model, "threads": settings.threads}
    with _timed(row, "import"):
        chat = open_chat(settings, preload=False)
    before = _memory()
    with _timed(row, "load"):
        getattr(chat, "load", lambda: None)()
    if chat is None:
        return row
    with _timed(row, "first_token_cold"):
        used = chat.invoke(messages, max_tokens=1).usage_metadata
    row["prompt_tokens"] = used["input_tokens"] if used else None
    with _timed(row, "first_token_next_item"):
        chat.invoke(other, max_tokens=1)
    calls: dict[str, dict[str, Any]] = {"free": {}, "grammar": {"grammar": GRAMMAR}}
    for name, options in calls.items():
        chat.invoke(messages, max_tokens=1)
        rates: list[tuple[float, float]] = []
        for seed in range(repeats):
            wall, cpu = time.perf_counter(), time.process_time()
            answer = chat.invoke(messages, max_tokens=64, temperature=0.7, seed=seed, **options)
            written = answer.usage_metadata["output_tokens"] if answer.usage_metadata else 0
            rates.append((written / (time.perf_counter() - wall), written / (time.process_time() - cpu)))
            row[f"{name}_example"] = answer.text
        row[f"{name}_tokens_per_s"] = round(sorted(rate for rate, _ in rates)[repeats // 2], 1)
        row[f"{name}_tokens_per_cpu_s"] = round(sorted(rate for _, rate in rates)[repeats // 2], 1)
    row["resident_mib"] = round(_memory())
    row["resident_mib_of_model"] = round(_memory() - before)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="overrides WHYREC_CHAT_MODEL")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    settings = Settings(**({"chat_model": options.model} if options.model else {}))
    row = measure(settings)
    if options.json:
        print(json.dumps(row, ensure_ascii=False))
        return
    width = max(map(len, row))
    for name, value in row.items():
        print(f"{name:{width}}  {value}")


if __name__ == "__main__":
    main()
