"""How the page looks: fonts the server carries itself, colours by name, and the style sheet."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base

CHINESE = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")


def text(name: str) -> str:
    """One of the page's own files."""
    return files("recsys.page").joinpath(name).read_text("utf-8")


def theme() -> Base:
    """Gradio's plain theme with our fonts and colours. The fonts come with Gradio: nothing is fetched."""
    import gradio as gr

    base = gr.themes.Base(
        font=[gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), *CHINESE, "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
    )
    own = {
        "body_background_fill": "var(--wr-ground)",
        "body_text_color": "var(--wr-ink)",
        "body_text_color_subdued": "var(--wr-soft)",
        "background_fill_primary": "var(--wr-panel)",
        "background_fill_secondary": "var(--wr-ground)",
        "border_color_primary": "var(--wr-line)",
        "block_background_fill": "transparent",
        "block_border_width": "0px",
        "block_shadow": "none",
        "input_background_fill": "var(--wr-panel)",
        "input_border_color": "var(--wr-line)",
        "input_border_color_focus": "var(--wr-accent)",
        "input_placeholder_color": "var(--wr-soft)",
        "link_text_color": "var(--wr-accent)",
    }
    both = {**own, **{f"{name}_dark": value for name, value in own.items() if not name.endswith("_width")}}
    return base.set(**both)
