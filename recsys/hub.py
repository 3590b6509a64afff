"""Models by their Hugging Face id, in the hub's own cache layout so that a broken-off download goes on where it was."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from recsys.fetch import clear_faults, fault, listing_whole, locked, sizes
from recsys.models.base import Progress

ID = re.compile(r"^[\w.-]+/[\w.-]+$")
_DUPLICATES = ("*.h5", "*.msgpack", "*.ot", "*.onnx", "*.tflite", "onnx/*", "openvino/*", "coreml/*", "original/*")
"""The same weights once more for runtimes WhyRec does not use."""


def snapshot(
    repo: str,
    label: str,
    folder: Path,
    progress: Progress | None = None,
    *,
    file: str | None = None,
    endpoint: str | None = None,
    offline: bool = False,
) -> Path:
    """The local folder of a model, downloaded whole if it is not there yet; with `file`, that one file.

    `folder` is the cache. WhyRecError if the model does not exist, may not be read, or cannot be reached or kept.
    """
    listing = folder / f"{_slug(repo, file)}.json"
    if (found := _kept(listing)) is not None:
        return found / file if file else found
    if offline:
        raise fault(f"{label} is not in the cache {folder} and WHYREC_OFFLINE forbids downloading it.")
    with clear_faults(label, folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(listing, label, progress):
            found = _kept(listing)
            if found is None:
                found = _download(repo, label, folder, progress, file, endpoint)
                files = [found / file] if file else [f for f in sorted(found.rglob("*")) if f.is_file()]
                _keep(listing, found, files)
    return found / file if file else found


def _download(
    repo: str, label: str, folder: Path, progress: Progress | None, file: str | None, endpoint: str | None
) -> Path:
    from huggingface_hub import HfApi, errors, snapshot_download

    try:
        about = HfApi(endpoint=endpoint).model_info(repo, timeout=20)
        names = [sibling.rfilename for sibling in about.siblings or ()]
        if file and file not in names:
            near = ", ".join(sorted(n for n in names if n.endswith(Path(file).suffix))[:5]) or "none of that kind"
            raise fault(f"{label} has no file {file}; it has {near}.")
        ignore = list(_DUPLICATES)
        if any(name.endswith(".safetensors") for name in names):
            ignore += ["*.bin", "*.pt", "*.pth"]
        return Path(
            snapshot_download(
                repo,
                cache_dir=folder,
                endpoint=endpoint,
                allow_patterns=[file] if file else None,
                ignore_patterns=None if file else ignore,
                tqdm_class=_bar(label, progress),
                max_workers=2,
            )
        )
    except errors.GatedRepoError:
        raise fault(f"{label} may only be downloaded by people its owner has let in; see its page.") from None
    except (errors.RepositoryNotFoundError, errors.HFValidationError):
        raise fault(f"{label} does not exist or is private; check the spelling, owner/name.") from None
    except errors.HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else "no answer"
        raise fault(f"{label} could not be downloaded (the server says {status}); run this again.") from None
    # The hub's client renamed its HTTP library once; this is the base of all its transport errors.
    except (errors.HTTPError, errors.LocalEntryNotFoundError, ConnectionError, TimeoutError):
        raise fault(
            f"{label} could not be downloaded because the network broke off or is out of reach; run this again and "
            "it goes on where it stopped."
        ) from None


def _bar(label: str, progress: Progress | None) -> type[Any]:
    """A progress bar class for the hub that prints nothing and reports its share of bytes."""
    from tqdm import tqdm

    class Report(tqdm):
        def __init__(self, *args: Any, **options: Any) -> None:
            options["disable"] = False
            options.pop("name", None)
            with open(os.devnull, "w") as nowhere:
                super().__init__(*args, **{**options, "file": nowhere})

        def display(self, *args: Any, **options: Any) -> bool:
            if progress and self.unit == "B" and self.total:
                progress(f"Downloading {label}", min(1.0, self.n / self.total))
            return True

        def close(self) -> None:
            self.disable = True

    return Report


def _kept(listing: Path) -> Path | None:
    """The folder of a listing whose every file is there in its full size."""
    try:
        told = json.loads(listing.read_text(encoding="utf-8"))
        folder = listing.parent / told["folder"]
        return folder if listing_whole(folder, told["files"]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(listing: Path, folder: Path, files: Iterable[Path]) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=listing.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"folder": os.path.relpath(folder, listing.parent), "files": sizes(folder, files)}, out, indent=1)
    os.replace(temporary, listing)


def _slug(repo: str, file: str | None) -> str:
    return re.sub(r"[^\w.-]", "--", f"{repo}/{file}" if file else repo)
