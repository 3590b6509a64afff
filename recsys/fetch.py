"""Keeping what was fetched so that it is always whole: temporary folder, check, then one rename.

Nothing here knows what is fetched; `recsys.assets` does. Every fault comes out as one WhyRecError and leaves nothing
behind that the next run would take for the real thing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from recsys.models.base import Progress
from recsys.schema import WhyRecError

MANIFEST = ".whyrec.json"
_BLOCK = 1 << 20
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def fault(message: str) -> WhyRecError:
    """An error whose sentence begins with a capital, whatever it begins with."""
    return WhyRecError(message[:1].upper() + message[1:])


def whole(folder: Path) -> bool:
    """Whether every file the manifest lists is there in its full size; false without a manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return listing_whole(folder, listed)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def listing_whole(folder: Path, listed: Mapping[str, int]) -> bool:
    """Whether a folder has every listed file (name → bytes) in its full size; false for an empty list."""
    try:
        return bool(listed) and all((folder / name).stat().st_size == size for name, size in listed.items())
    except (OSError, TypeError, AttributeError):
        return False


def sizes(folder: Path, files: Iterable[Path]) -> dict[str, int]:
    """Bytes of each file by its name relative to the folder."""
    return {file.relative_to(folder).as_posix(): file.stat().st_size for file in files}


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
        with locked(target, label, progress):
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
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    (folder / MANIFEST).write_text(json.dumps({"files": sizes(folder, files)}, indent=1), encoding="utf-8")


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
            message = (
                f"{label} cannot be kept in {where}: {error.strerror or error}; set WHYREC_CACHE to another folder."
            )
        raise fault(message) from error


@contextmanager
def locked(target: Path, label: str, progress: Progress | None) -> Iterator[None]:
    """Hold the lock of a target; a second process waits and says so."""
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


def verify(file: Path, algorithm: str, expected: str, label: str) -> None:
    """Compare a file's hash; WhyRecError if it differs."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, algorithm).hexdigest()
    if digest != expected.casefold():
        raise fault(f"{label} is not the file it should be (its {algorithm} differs), so it was thrown away.")


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
                    raise fault(f"{label} holds a file outside its own folder ({path}), so it was thrown away.")
                target = folder.joinpath(*relative.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with files.open(member) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink, _BLOCK)
    except zipfile.BadZipFile as error:
        raise fault(f"{label} arrived damaged ({error}), so it was thrown away; run this again.") from None


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
