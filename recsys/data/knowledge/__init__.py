"""What is known of items beside title, year and genres: people, places, themes and one sentence of what each is about.

The default catalogue comes with records written for WhyRec (`films.jsonl`, see README.md); `whyrec data enrich` makes
the same kind of file for any other.
"""

from recsys.data.knowledge.records import FILMS, Known, enriched, own_films, read, write
from recsys.data.knowledge.themes import Theme, theme, themes

__all__ = ["FILMS", "Known", "Theme", "enriched", "own_films", "read", "theme", "themes", "write"]
