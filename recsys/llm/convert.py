"""A GGUF file turned once into a plain model folder, for transformers and for training.

python -m recsys.llm.convert MODEL.gguf FOLDER
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from recsys.schema import WhyRecError
from recsys.settings import Settings


def plain_folder(name: str, settings: Settings) -> tuple[Path, Path]:
    """Where a local model lies, and the plain folder of it: itself, or in the cache what a GGUF file converts to.

    `name` as for the setting `chat_model`. Raises `WhyRecError` if there is no such model.
    """
    from recsys.llm import located

    path = located(name, settings)
    if path.is_dir():
        return path, path
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return path, convert(path, settings.cache / "plain" / f"{path.stem}-{digest[:12]}")


def convert(gguf: Path, folder: Path) -> Path:
    """Write the file's weights (bfloat16 safetensors), tokenizer and chat template to `folder`; returns it.

    Takes some 15 s for 135M parameters. A folder that exists already is returned as it is; a conversion that is
    interrupted leaves nothing. Raises `WhyRecError` if the file cannot be read.
    """
    if (folder / "config.json").is_file():
        return folder
    if not gguf.is_file():
        raise WhyRecError(f"There is no GGUF file {gguf}.")
    if find_spec("accelerate") is None:
        raise WhyRecError("Converting a GGUF file needs accelerate: pip install 'whyrec[convert]'.")
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, local_files_only=True)
        loaded = AutoModelForCausalLM.from_pretrained(
            gguf.parent, gguf_file=gguf.name, local_files_only=True, dtype=torch.bfloat16
        )
        # The loaded model counts as quantised and refuses to be saved, so its weights go into a plain one.
        plain = AutoModelForCausalLM.from_config(loaded.config, dtype=torch.bfloat16)
        plain.load_state_dict(loaded.state_dict())
        plain.generation_config.eos_token_id = tokenizer.eos_token_id
        if getattr(plain.config, "quantization_config", None) is not None:
            del plain.config.quantization_config
        plain.save_pretrained(unfinished)
        tokenizer.save_pretrained(unfinished)
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    except (OSError, ValueError, RuntimeError) as fault:
        if (folder / "config.json").is_file():  # Another process was faster.
            return folder
        raise WhyRecError(
            f"{gguf} cannot be converted ({fault}): it must be a complete GGUF of a chat model."
        ) from fault
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


if __name__ == "__main__":
    print(convert(Path(sys.argv[1]), Path(sys.argv[2])))
