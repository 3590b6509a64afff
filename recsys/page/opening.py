"""The engine, opened behind the page: the port answers first, and the page shows how far the opening has come."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from recsys.models.base import Progress
from recsys.page.labels import Labels, Language
from recsys.schema import WhyRecError

if TYPE_CHECKING:
    from recsys.engine import Engine

log = logging.getLogger(__name__)


class Opening:
    """Opens the engine in a thread. `engine` is None until it is there; `error` is a sentence if it could not be."""

    def __init__(self, open_engine: Callable[[Progress], Engine]) -> None:
        self._open = open_engine
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.engine: Engine | None = None
        self.stage = ""
        self.share = 0.0
        self.error = ""

    def start(self) -> None:
        """Begin, or begin again after a failure; nothing happens while it is under way or done."""
        with self._lock:
            if self.engine is not None or (self._thread is not None and self._thread.is_alive()):
                return
            self.error, self.share = "", 0.0
            self._thread = threading.Thread(target=self._run, daemon=True, name="opening")
            self._thread.start()

    @property
    def told(self) -> str:
        """Changes whenever there is something new to show about the opening or the model."""
        if self.engine is not None:
            return self.engine.chat_status
        return f"{self.stage} {self.share:.2f} {self.error}"

    def _progress(self, stage: str, share: float) -> None:
        self.stage, self.share = stage, share

    def _run(self) -> None:
        try:
            self.engine = self._open(self._progress)
        except WhyRecError as error:
            log.error("%s", error)
            self.error = str(error)
        except Exception as error:
            log.exception("The engine could not open")
            self.error = f"{type(error).__name__}: {error}"

    def labels(self, language: str) -> Labels:
        """The labels in a language, with the catalogue's own words once it is known."""
        code: Language = "zh" if language == "zh" else "en"
        if self.engine is None:
            return Labels(code)
        return Labels(code, self.engine.dataset.lexicon, self.engine.dataset.scale)
