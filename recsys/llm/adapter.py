"""LoRA adapters in llama.cpp's GGUF format: written after tuning, found at run time, added to a transformers model.

For a linear layer of weights W (out, in) the file holds `NAME.weight.lora_a` A (rank, in) and `NAME.weight.lora_b`
B (out, rank); the tuned layer is W + alpha / rank * B A. Names and the order of rows are llama.cpp's: in models of the
llama family the two halves of every attention head's query and key rows are interleaved (convert_hf_to_gguf.py,
`LlamaModel.permute`), so B's rows are too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recsys.schema import WhyRecError
from recsys.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGED = Path(__file__).parent / "adapters" / "smollm2-135m-explain.gguf"
"""Tuned for the default chat model on the sentences WhyRec writes."""

FAMILIES = {"llama": ("llama", True), "mistral": ("llama", True), "qwen2": ("qwen2", False), "qwen3": ("qwen3", False)}
"""transformers' `model_type`: llama.cpp's architecture and whether query and key rows are interleaved there."""

Float = np.float32 | np.float16


@dataclass(frozen=True, slots=True)
class Adapter:
    """What an adapter file holds, in llama.cpp's names and row order."""

    architecture: str
    alpha: float
    pairs: dict[str, tuple[NDArray[Any], NDArray[Any]]]
    """Tensor name, such as "blk.0.attn_q.weight", to A (rank, in) and B (out, rank)."""


def chosen(settings: Settings) -> Path | None:
    """The adapter file the settings name; None for none. `WhyRecError` if a named file is not there.

    "auto" is the packaged adapter when the chat model is the default one and the file exists.
    """
    name = settings.adapter.strip()
    if name.lower() in ("", "none"):
        return None
    if name.lower() == "auto":
        default = settings.chat_model.strip() == Settings.model_fields["chat_model"].default
        return PACKAGED if default and PACKAGED.is_file() else None
    path = Path(name).expanduser()
    if not path.is_file():
        raise WhyRecError(f'There is no adapter {path}: WHYREC_ADAPTER takes "auto", "none" or a .gguf file.')
    return path


def misfit(adapter: Path, base: Path, why: str = "") -> WhyRecError:
    """The one sentence for an adapter that cannot be applied to a model."""
    told = f" ({why})" if why else ""
    return WhyRecError(
        f"The adapter {adapter} does not fit the chat model {base}{told}: "
        "WHYREC_ADAPTER takes a GGUF LoRA adapter tuned on that very model, or none."
    )


def read(path: Path) -> Adapter:
    """The adapter of a file. `ValueError` if it is not a LoRA adapter; `WhyRecError` without the package gguf."""
    import gguf

    try:
        reader = gguf.GGUFReader(path)
        fields = {name: field.contents() for name, field in reader.fields.items()}
        halves = {tensor.name: np.array(tensor.data) for tensor in reader.tensors}
    except (OSError, ValueError, IndexError, KeyError) as fault:
        raise ValueError("it is not a complete GGUF file") from fault
    if fields.get(gguf.Keys.Adapter.TYPE) != "lora":
        raise ValueError("it is not a LoRA adapter")
    names = sorted(name.removesuffix(".lora_a") for name in halves if name.endswith(".lora_a"))
    if len(halves) != 2 * len(names) or any(f"{name}.lora_b" not in halves for name in names):
        raise ValueError("it holds more than pairs of LoRA matrices")
    if any(half.dtype not in (np.float16, np.float32) for half in halves.values()):
        raise ValueError("its numbers are neither float16 nor float32")
    pairs = {name: (halves[f"{name}.lora_a"], halves[f"{name}.lora_b"]) for name in names}
    return Adapter(fields["general.architecture"], float(fields.get(gguf.Keys.Adapter.LORA_ALPHA, 0.0)), pairs)


def write(adapter: Adapter, path: Path, about: dict[str, str], dtype: type[Float] = np.float16) -> None:
    """Write the file, whole or not at all; `about` are further text fields, such as "general.license"."""
    import gguf

    unfinished = path.with_name(f".{path.name}.unfinished")
    writer = gguf.GGUFWriter(unfinished, adapter.architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, adapter.alpha)
    for key, value in about.items():
        writer.add_string(key, value)
    for name, (a, b) in adapter.pairs.items():
        writer.add_tensor(f"{name}.lora_a", np.ascontiguousarray(a, dtype))
        writer.add_tensor(f"{name}.lora_b", np.ascontiguousarray(b, dtype))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    unfinished.rename(path)


def from_peft(model: Any) -> Adapter:
    """The adapter of a peft model whose LoRA layers are all linear. `WhyRecError` if llama.cpp's names are unknown."""
    base = model.get_base_model()
    config = model.peft_config["default"]
    layers = {
        name: (layer.lora_A["default"].weight, layer.lora_B["default"].weight)
        for name, layer in base.named_modules()
        if hasattr(layer, "lora_A")
    }
    pairs = {}
    for name, tensor, heads in _names(base.config, layers):
        a, b = (half.detach().float().numpy() for half in layers[name])
        pairs[tensor] = (a, interleaved(b, heads) if heads else b)
    return Adapter(family(base.config)[0], float(config.lora_alpha), pairs)


def add(adapter: Adapter, model: Any) -> None:
    """Add the adapter's product to the weights of a transformers model, in float32 and then in the model's own type.

    `ValueError` if it was made for another model.
    """
    import torch

    if adapter.architecture != family(model.config)[0]:
        raise ValueError(f"it is for models of the {adapter.architecture} family")
    layers = {name: layer for name, layer in model.named_modules() if isinstance(layer, torch.nn.Linear)}
    known = {tensor: (layers[name], heads) for name, tensor, heads in _names(model.config, layers)}
    for tensor in adapter.pairs:
        layer, heads = known.get(tensor, (None, 0))
        if layer is None:
            raise ValueError(f"the model has no {tensor}")
        change = delta(adapter, tensor, tuple(layer.weight.shape))
        with torch.no_grad():
            layer.weight += torch.from_numpy(in_halves(change, heads) if heads else change)


def delta(adapter: Adapter, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """What the adapter adds to a weight of that shape (out, in), in llama.cpp's row order; `ValueError` for another."""
    a, b = adapter.pairs[name]
    if a.shape[0] != b.shape[1] or (b.shape[0], a.shape[1]) != shape:
        raise ValueError(f"{name} has another shape")
    scale = np.float32(adapter.alpha / len(a) if adapter.alpha else 1.0)
    return scale * (b.astype(np.float32) @ a.astype(np.float32))


def family(config: Any) -> tuple[str, bool]:
    """llama.cpp's architecture of a model, and whether its query and key rows are interleaved there."""
    found = FAMILIES.get(config.model_type)
    if found is None:
        known = ", ".join(FAMILIES)
        raise WhyRecError(f"A {config.model_type} model cannot be tuned here: the families known are {known}.")
    return found


def interleaved(rows: NDArray[Any], heads: int) -> NDArray[Any]:
    """Each head's rows (two halves, as transformers rotates them) in llama.cpp's order: first, middle, second, …"""
    return rows.reshape(heads, 2, len(rows) // heads // 2, -1).swapaxes(1, 2).reshape(rows.shape)


def in_halves(rows: NDArray[Any], heads: int) -> NDArray[Any]:
    """The inverse of `interleaved`."""
    return rows.reshape(heads, len(rows) // heads // 2, 2, -1).swapaxes(1, 2).reshape(rows.shape)


def _names(config: Any, layers: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Of every layer llama.cpp knows: its name, the tensor's name there, and the heads to interleave (0: none)."""
    import gguf

    architecture, swaps = family(config)
    number = {name: arch for arch, name in gguf.MODEL_ARCH_NAMES.items()}[architecture]
    table = gguf.get_tensor_name_map(number, config.num_hidden_layers)
    heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads} if swaps else {}
    for name in layers:
        if tensor := table.get_name(name):
            yield name, f"{tensor}.weight", heads.get(name.rpartition(".")[2], 0)
