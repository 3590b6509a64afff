"""People of the data set and of the store as one: who they are, what they think, and every change of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from recsys.data.catalog import Catalog
from recsys.data.dataset import Dataset
from recsys.explain.language import VOICES, Voice, voice_named
from recsys.schema import ItemId, Opinion, Profile, UnknownPersonError, UserId, WhyRecError
from recsys.store import Change, Store
from recsys.workspace import Workspace


class People:
    """Profiles by id. Somebody of the data set is copied to the store on their first edit, never before."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace = workspace
        self.store = store

    @property
    def dataset(self) -> Dataset:
        return self.workspace.dataset

    @property
    def catalog(self) -> Catalog:
        return self.workspace.dataset.catalog

    def personas(self, query: str = "", limit: int = 50) -> list[tuple[UserId, str]]:
        """(user id, label) of people of the data set whose label contains every word of `query`."""
        words = query.lower().split()
        labels = ((user, self._persona_label(user)) for user in self.dataset.interactions.users)
        found = ((user, label) for user, label in labels if all(w in label.lower() for w in words))
        return [pair for pair, _ in zip(found, range(limit), strict=False)]

    def _persona_label(self, user_id: UserId) -> str:
        occupation = self.dataset.people.get(user_id, {}).get("occupation", "")
        count = self.dataset.interactions.count(user_id)
        rated = not np.isnan(self.dataset.interactions.rating).all()
        things = "ratings" if rated else self.dataset.lexicon.plural
        told = [t for t in (occupation if occupation not in ("other", "none") else "", f"{count} {things}") if t]
        return f"Persona {user_id}: {', '.join(told)}"

    def new_person(self, name: str = "", language: str = "en") -> Profile:
        person = self.store.create_person(name, language)
        return self.profile(person.user_id)

    def profile(self, user_id: UserId) -> Profile:
        """The stored person, else the data set's person of that id (copied to the store on the first edit)."""
        profile = self.store.profile(user_id)
        if profile is None:
            return self._persona(user_id)
        # The data set may have changed since: what it no longer has cannot be spoken of.
        return replace(profile, opinions=tuple(o for o in profile.opinions if o.item_id in self.catalog))

    def knows(self, user_id: UserId) -> bool:
        """Whether somebody of that id is in the data set or the store, and not erased."""
        return user_id in self.dataset.interactions or self.store.person(user_id) is not None

    def _persona(self, user_id: UserId) -> Profile:
        if user_id not in self.dataset.interactions:
            users = self.dataset.interactions.users
            example = f", for example {users[0]} or {users[-1]}" if users else ""
            raise UnknownPersonError(
                f'There is no person "{user_id}" in {self.dataset.name}: use an id of the data set{example}, '
                "or one WhyRec gave a new person."
            )
        opinions = self.dataset.interactions.profile_opinions(user_id, self.dataset.scale)
        return Profile(user_id, opinions, self._persona_label(user_id))

    def _own(self, user_id: UserId) -> None:
        """Copy a person of the data set into the store, so that they can be changed."""
        if self.store.profile(user_id) is None:
            persona = self._persona(user_id)
            self.store.import_person(user_id, persona.name, persona.opinions)

    def voice(self, user_id: UserId) -> Voice:
        """How a person wants to be told things: their choice, else the setting."""
        person = self.store.person(user_id)
        chosen = None if person is None else person.settings.get("voice")
        return next((voice for voice in VOICES if voice == chosen), self.workspace.settings.voice)

    def set_voice(self, user_id: UserId, voice: str) -> None:
        self.profile(user_id)  # raises for nobody
        self.store.update_person(user_id, voice=voice_named(voice))

    def set_opinion(self, user_id: UserId, opinion: Opinion) -> Profile:
        """Rate, like, dislike, mark as seen or reject; stars outside the scale are refused."""
        scale = self.dataset.scale
        self.catalog.row(opinion.item_id)
        if opinion.stars is not None and not scale.minimum <= opinion.stars <= scale.maximum:
            unit = self.dataset.lexicon.unit
            raise WhyRecError(
                f"A rating of {opinion.stars:g} is not possible: give {scale.minimum:g} to {scale.maximum:g} {unit}s."
            )
        self._own(user_id)
        self.store.set_opinion(user_id, opinion)
        return self.profile(user_id)

    def remove_opinion(self, user_id: UserId, item_id: ItemId) -> Profile:
        self._own(user_id)
        self.store.remove_opinion(user_id, item_id)
        return self.profile(user_id)

    def undo(self, user_id: UserId) -> Change | None:
        """Take back the last change of the profile that has not been taken back; None if there is none."""
        return self.store.undo(user_id)

    def export(self, user_id: UserId) -> dict[str, Any]:
        """Everything known of a person, with titles, as one JSON-ready dictionary."""
        profile = self.profile(user_id)
        kept = self.store.export(user_id) if self.store.person(user_id) else {}
        opinions = [
            {
                "item_id": o.item_id,
                "title": self.catalog.item(self.catalog.row(o.item_id)).name,
                "verdict": o.verdict,
                "stars": o.stars,
                "at": o.at,
            }
            for o in profile.opinions
        ]
        return {**kept, "user_id": user_id, "name": profile.name, "opinions": opinions}
