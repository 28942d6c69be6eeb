"""Logs every row that an operation writes, as images before and after."""

from __future__ import annotations

from perfdesk.model.store.change import Change, Image, ImageT
from perfdesk.model.store.store import Store


class ChangeLog:
    """Writes rows to the store and logs each as a :class:`Change`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._log: list[Change] = []

    def _insert(self, image: ImageT) -> ImageT:
        after = self._store.insert(image)
        self._log.append(Change(None, after))
        return after

    def _update(self, after: ImageT) -> None:
        before = there(self._store.image(type(after), after.id), after.id)
        if before != after:
            self._store.update(after)
            self._log.append(Change(before, after))

    def _delete(self, image: Image) -> None:
        self._store.delete(image)
        self._log.append(Change(image, None))


def there(image: ImageT | None, row_id: int) -> ImageT:
    """The image; raises ``KeyError`` where there is none."""
    if image is None:
        raise KeyError(row_id)
    return image
