"""A small model and its adapter as one Q8_0 file in the cache, which llama.cpp runs faster than the two.

Measured on one core with SmolLM2-135M in Q4_1: a prompt is read 1.8 times as fast (llama.cpp has blocked kernels for
Q8_0 and none for Q4_1), text is written as fast as without an adapter, and greedy text is that of the adapter applied
at run time. In 4 bits the adapter's changes would be lost: they are smaller than a step of the quantisation.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from recsys.llm.adapter import Adapter, delta, read
from recsys.schema import WhyRecError

SMALL = 200_000_000
"""Bytes of a model file that is still worth it: writing waits for memory, so a large file is faster in 4 bits."""


def merged(base: Path, adapter: Path, folder: Path) -> Path | None:
    """The Q8_0 file of the two, made in some 7 s if it is not in `folder` yet; None where the adapter is better applied
    at run time (a large base).

    `ValueError` if the adapter cannot be read or does not fit the base, `WhyRecError` if the base cannot be read.
    """
    if base.stat().st_size > SMALL:
        return None
    digest = hashlib.sha256()
    for path in (base, adapter):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    made = folder / f"{base.stem}-{digest.hexdigest()[:16]}.gguf"
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{made.name}-", dir=folder)
        os.close(handle)
        try:
            _write(base, read(adapter), Path(name))
            os.replace(name, made)
        finally:
            Path(name).unlink(missing_ok=True)
    return made


def unreadable(base: Path) -> WhyRecError:
    """The one sentence for a model file llama.cpp cannot load."""
    return WhyRecError(f"llama.cpp cannot load {base}: it must be a complete GGUF file of a chat model.")


def _write(base: Path, adapter: Adapter, out: Path) -> None:
    import gguf

    types, text = gguf.GGMLQuantizationType, gguf.GGUFValueType
    try:
        reader = gguf.GGUFReader(base)
    except (OSError, ValueError, IndexError, KeyError) as fault:
        raise unreadable(base) from fault
    architecture = reader.fields["general.architecture"].contents()
    if architecture != adapter.architecture:
        raise ValueError(f"it is for models of the {adapter.architecture} family")
    shapes = {tensor.name: tuple(int(n) for n in reversed(tensor.shape)) for tensor in reader.tensors}
    changes = {name: delta(adapter, name, shapes.get(name, ())) for name in adapter.pairs}
    writer = gguf.GGUFWriter(out, architecture)
    for name, field in reader.fields.items():
        if not name.startswith("GGUF.") and name not in ("general.architecture", "general.file_type"):
            inner = field.types[-1] if field.types[0] == text.ARRAY else None
            writer.add_key_value(name, field.contents(), field.types[0], sub_type=inner)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    for tensor in reader.tensors:
        data: Any = np.array(tensor.data)
        kind = tensor.tensor_type
        if tensor.name in changes or kind not in (types.F32, types.F16, types.BF16, types.Q8_0):
            whole = gguf.quants.dequantize(data, kind) + changes.get(tensor.name, np.float32(0))
            data, kind = gguf.quants.quantize(whole, types.Q8_0), types.Q8_0
        writer.add_tensor(tensor.name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
