"""Fitted models on disk: a folder with `model.json` (version, name, settings) and `arrays.npz`; no pickle."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from recsys.schema import WhyRecError

VERSION = 1
"""Raised whenever what is stored changes its meaning; other versions are refused, never guessed at."""


def write(folder: Path, name: str, settings: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Store a model so that a reader sees the old one or the new one, never half of either."""
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise WhyRecError(f"The model cannot be saved in {folder.parent}: {error.strerror}.") from error
    try:
        np.savez(draft / "arrays.npz", allow_pickle=False, **dict(arrays))
        header = {"version": VERSION, "name": name, "settings": dict(settings), "arrays": sorted(arrays)}
        (draft / "model.json").write_text(json.dumps(header, indent=1))
        _replace(folder, draft)
    except OSError as error:
        raise WhyRecError(f"The model cannot be saved in {folder}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace(folder: Path, draft: Path) -> None:
    """Put the draft in the folder's place, also when another process is doing the same: the last one stays."""
    for attempts_left in range(50, -1, -1):
        with contextlib.suppress(OSError):
            # Out of the way in one step, so that nobody meets a folder that is half gone.
            folder.rename(draft.with_name(f"{draft.name}-old-{attempts_left}"))
        try:
            draft.rename(folder)
            break
        except OSError as error:
            if error.errno not in (errno.EEXIST, errno.ENOTEMPTY) or not attempts_left:
                raise
    for old in draft.parent.glob(f"{draft.name}-old-*"):
        shutil.rmtree(old, ignore_errors=True)


def header(folder: Path) -> dict[str, Any]:
    """The `model.json` of a stored model; WhyRecError if there is none or it is of another version."""
    try:
        found = json.loads((Path(folder) / "model.json").read_text())
    except FileNotFoundError as error:
        raise WhyRecError(f"There is no fitted model in {folder}.") from error
    except (OSError, ValueError) as error:
        raise WhyRecError(f"The model in {folder} is damaged (model.json): delete the folder and fit again.") from error
    version = found.get("version") if isinstance(found, dict) else None
    if version != VERSION:
        raise WhyRecError(
            f"The model in {folder} has format version {version}, this program reads {VERSION}: "
            "delete the folder and fit again."
        )
    return found


def read(folder: Path, name: str) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Settings and arrays of the stored model `name`; WhyRecError if it is another model or incomplete."""
    found = header(folder)
    if found.get("name") != name:
        raise WhyRecError(f"The model in {folder} is {found.get('name')!r}, not {name!r}.")
    try:
        with np.load(Path(folder) / "arrays.npz", allow_pickle=False) as stored:
            return found["settings"], {key: stored[key] for key in found["arrays"]}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise WhyRecError(f"The model in {folder} is damaged (arrays.npz): delete the folder and fit again.") from error
