"""The page where people rate: plain HTML forms on a small server, which work without a script; with one, every answer
is kept the moment it is given."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from starlette.middleware.trustedhost import TrustedHostMiddleware

import chat_app
from eval.parts import Context
from eval.study import file_of, measure
from eval.study.answers import AIMS, FIRST, LIKERT, PREFERRED, QUESTIONS, SECOND, Answers
from eval.study.pairs import Pair, pairs
from recsys.schema import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import FormData

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Study:
    """What is asked, and where the answers go."""

    pairs: Sequence[Pair]
    answers: Answers
    lexicon: Lexicon
    seed: int = 0

    def __post_init__(self) -> None:
        self.answers.know(self.pairs)

    def order(self, rater: str) -> list[tuple[Pair, bool]]:
        """The pairs in the rater's own order, each with whether its first text stands on the left."""
        rng = random.Random(f"{self.seed} {rater}")
        return [(pair, rng.random() < 0.5) for pair in rng.sample(list(self.pairs), len(self.pairs))]

    def next(self, rater: str) -> int | None:
        """The place of the first pair that is not answered in full."""
        known = self.answers.of(rater)
        places = [n for n, (pair, _) in enumerate(self.order(rater)) if set(QUESTIONS) - set(known.get(pair.id, {}))]
        return places[0] if places else None


def create(study: Study, host: str = "127.0.0.1") -> FastAPI:
    """The web application of a study."""
    app = FastAPI(title="WhyRec study", docs_url=None, redoc_url=None, openapi_url=None)
    if host in ("127.0.0.1", "localhost", "::1"):
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    app.add_middleware(chat_app.Fence)

    def shown(template: str, status: int = 200, **values: object) -> HTMLResponse:
        text = _templates().get_template(template).render(noun=study.lexicon.noun, lexicon=study.lexicon, **values)
        return HTMLResponse(text, status)

    def asked(rater: str, place: int) -> tuple[Pair, bool]:
        if not study.answers.knows(rater):
            raise HTTPException(404, "No rater has this address: start at the first page.")
        order = study.order(rater)
        if not 1 <= place <= len(order):
            raise HTTPException(404, f"There are {len(order)} pairs, and none is number {place}.")
        return order[place - 1]

    @app.exception_handler(HTTPException)
    def told(request: Request, error: HTTPException) -> Response:
        return shown("message.html", error.status_code, title="That did not work", text=error.detail)

    @app.get("/")
    def welcome() -> Response:
        return shown("welcome.html", pairs=len(study.pairs))

    @app.post("/start")
    def start() -> Response:
        return RedirectResponse(f"/rate/{study.answers.new_rater()}", 303)

    @app.get("/rate/{rater}")
    def go_on(rater: str) -> Response:
        asked(rater, 1)
        place = study.next(rater)
        if place is not None:
            return RedirectResponse(f"/rate/{rater}/{place + 1}", 303)
        return shown("message.html", title="That was all. Thank you!", text="Everything you answered is kept.")

    def form(rater: str, place: int, missing: Sequence[str] = (), status: int = 200) -> Response:
        pair, first_left = asked(rater, place)
        given = study.answers.of(rater).get(pair.id, {})
        return shown(
            *("pair.html", status),
            rater=rater,
            place=place,
            count=len(study.pairs),
            pair=pair,
            texts=pair.texts if first_left else pair.texts[::-1],
            aims=AIMS,
            likert=LIKERT,
            given={_seen(question, first_left): value for question, value in given.items()} | _side(given, first_left),
            missing=[_seen(question, first_left) for question in missing],
        )

    @app.get("/rate/{rater}/{place}")
    def ask(rater: str, place: int) -> Response:
        return form(rater, place)

    @app.post("/rate/{rater}/{place}")
    async def answer(rater: str, place: int, request: Request) -> Response:
        pair, first_left = asked(rater, place)
        async with request.form(max_fields=50) as given:
            heard = read(given, first_left)
            study.answers.put(rater, pair.id, heard, first_left)
            if "live" in given:
                return Response(status_code=204)
        missing = [question for question in QUESTIONS if question not in study.answers.of(rater).get(pair.id, {})]
        if missing:
            return form(rater, place, missing, 422)
        return RedirectResponse(f"/rate/{rater}", 303)

    return app


def read(given: FormData | Mapping[str, str], first_left: bool) -> dict[str, int]:
    """The answers of a form by question; what is no possible answer is left out, so that it is asked again."""
    found = {}
    for question, values in QUESTIONS.items():
        told = str(given.get(_seen(question, first_left), ""))
        if told.isascii() and told.isdigit() and int(told) in values:
            value = int(told)
            swap = question == PREFERRED and value and not first_left
            found[question] = FIRST + SECOND - value if swap else value
    return found


def _seen(question: str, first_left: bool) -> str:
    """The question as the page calls it: by the side on which the text stands, 1 for the left."""
    aim, _, place = question.partition(" ")
    if not place:
        return aim
    return f"{aim} {place if first_left else FIRST + SECOND - int(place)}"


def _side(given: Mapping[str, int], first_left: bool) -> dict[str, int]:
    """The preference by side."""
    value = given.get(PREFERRED)
    return {} if value is None else {PREFERRED: FIRST + SECOND - value if value and not first_left else value}


@cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    found.undefined = jinja2.StrictUndefined
    found.globals["style"] = Markup((HERE / "templates" / "style.css").read_text("utf-8"))
    return found


def study_of(context: Context) -> Study:
    """The study of a data set, its answers kept with the reports."""
    return Study(pairs(context), Answers(file_of(context)), context.dataset.lexicon, context.seed)


def serve(context: Context) -> None:
    """Serve the page until interrupted; the tables are written then."""
    settings = context.settings
    sock = chat_app.listen(settings.host, settings.port)
    study = study_of(context)
    server = uvicorn.Server(uvicorn.Config(create(study, settings.host), log_level="warning"))
    address = f"http://{settings.host}:{settings.port}"
    print(
        f"Raters find {len(study.pairs)} pairs at {address}; answers are kept in {file_of(context)}.", file=sys.stderr
    )
    server.run(sockets=[sock])
    if study.answers.rows():
        measure(context)
        print(
            f"The ratings are in {file_of(context).parent}; whyrec eval study --json evaluates them.", file=sys.stderr
        )
