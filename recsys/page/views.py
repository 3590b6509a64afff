"""The parts of the page other than the cards, drawn from a tab: header, conversation, chips, welcome, dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recsys.dialogue.text import escape
from recsys.explain.language import VOICES
from recsys.page import cards, knows
from recsys.page.desk import Desk, escape_markdown
from recsys.page.labels import Labels
from recsys.page.opening import Opening
from recsys.page.tab import Message, Tab
from recsys.page.templates import render
from recsys.page.wishes import wishes
from recsys.schema import Item, Opinion, Sentence

if TYPE_CHECKING:
    from recsys.engine import Engine

CHOICES = (("loved", "liked"), ("okay", "neutral"), ("disliked", "disliked"), ("unseen", "seen"))
"""The quiz's answers and the verdict each leaves."""


def header(opening: Opening, tab: Tab, labels: Labels) -> str:
    return render(
        "header.html",
        t=labels,
        name=Desk(opening.engine, labels).name(tab) if opening.engine else "",
        ready=opening.engine is not None,
        status=_status(opening.engine),
    )


def _status(engine: Engine | None) -> str:
    if engine is None:
        return ""
    if engine.chat_ready:
        return "ready"
    return "loading" if engine.chat_status.startswith("loading") else "none"


def chips(opening: Opening, tab: Tab, labels: Labels) -> str:
    """The wishes in force, each removable, and what one might say next."""
    active = [w.label for w in wishes(opening.engine, tab.request, labels)] if opening.engine else []
    to_picks = "" if tab.busy or not tab.entered else "see_list" if tab.ranking is not None else "see_quiz"
    return render("chips.html", t=labels, wishes=active, quick=tab.quick_replies, to_picks=to_picks)


def tabs(tab: Tab, labels: Labels) -> str:
    """The switch between conversation and list on a narrow screen."""
    return render("tabs.html", t=labels, count=len(tab.current.items) if tab.current else 0)


def picks(opening: Opening, tab: Tab, labels: Labels) -> str:
    """The right side: the opening's progress, the welcome, or the list."""
    if opening.engine is None:
        share = round(100 * min(max(opening.share, 0.0), 1.0))
        return render("loading.html", t=labels, stage=opening.stage, share=share, error=opening.error)
    if tab.ranking is not None:
        return cards.picks(opening.engine, tab, labels)
    quiz = [
        {"id": i.id, "title": i.title, "year": i.year, "name": i.name, "genres": cards.genres(i, labels)}
        for i in tab.quiz
    ]
    return render(
        "welcome.html",
        t=labels,
        quiz=quiz,
        answers=tab.answers,
        choices=CHOICES,
        answered=sum(v != "seen" for v in tab.answers.values()),
        personas=opening.engine.personas(limit=4),
    )


def messages(tab: Tab, labels: Labels) -> list[dict[str, Any]]:
    """The conversation as the chat component takes it."""
    return [{"role": m.role, "content": _content(m, labels)} for m in tab.messages]


def _content(message: Message, labels: Labels) -> str:
    if message.role == "user":
        return escape_markdown(message.text)
    if message.waiting:
        return f'<span class="wr-dots" aria-label="{labels("thinking")}"><i></i><i></i><i></i></span>'
    text = message.text
    for sentence in message.sentences:
        text = _marked(text, sentence)
    if any(s.source == "model" for s in message.sentences):
        text += f'\n\n<small class="wr-source">{labels("by_model")}</small>'
    if message.stopped:
        text += f'\n\n<small class="wr-source">{labels("stopped")}</small>'
    return text


def _marked(text: str, sentence: Sentence) -> str:
    """The text with a discreet mark on a sentence the model worded."""
    if sentence.source != "model":
        return text
    for said in (escape(sentence.text), sentence.text):
        if said in text:
            return text.replace(said, f'<span class="wr-said-model">{said}</span>', 1)
    return text


def dialog(opening: Opening, tab: Tab, labels: Labels) -> str:
    """The drawer or the person picker, whichever is open; empty when none is."""
    if opening.engine is None or not tab.dialog:
        return ""
    if tab.dialog == "people":
        return render(
            "dialog.html",
            kind="people",
            t=labels,
            notice=tab.notice,
            recent=tab.remembered,
            personas=opening.engine.personas(tab.query, 50),
            query=tab.query,
            remember=tab.remember,
        )
    return _knows(Desk(opening.engine, labels), tab, labels)


def _knows(desk: Desk, tab: Tab, labels: Labels) -> str:
    profile = tab.profile
    opinions = list(reversed(profile.opinions)) if profile else []
    rows = [(knows.item(desk, o.item_id), _value(o)) for o in opinions]
    words = tab.query.lower().split()
    found = [(item, value) for item, value in rows if all(w in item.name.lower() for w in words)]
    add: list[tuple[Item, str]] = []
    for item in knows.find(desk, tab):
        opinion = profile.opinion(item.id) if profile else None
        add.append((item, _value(opinion) if opinion else ""))
    return render(
        "dialog.html",
        kind="knows",
        t=labels,
        name=desk.name(tab),
        notice=tab.notice,
        voice=desk.voice(tab),
        voices=[(voice, labels(f"voice_{voice}")) for voice in VOICES],
        total=len(rows),
        liked=len(profile.liked) if profile else 0,
        options=_options(labels),
        opinions=found[: tab.shown],
        more=max(0, len(found) - tab.shown),
        query=tab.query,
        add_query=tab.add_query,
        found=add,
        sure=tab.sure,
    )


def _value(opinion: Opinion) -> str:
    """An opinion as the value of its option."""
    return f"{opinion.stars:g}" if opinion.stars is not None else opinion.verdict


def _options(labels: Labels) -> list[tuple[str, str]]:
    scale = labels.scale
    count = round((scale.maximum - scale.minimum) / scale.step)
    stars = [scale.maximum - i * scale.step for i in range(count + 1)]
    return [(f"{s:g}", f"★ {s:g}") for s in stars] + [(v, labels.verdict(v)) for v in knows.VERDICTS]
