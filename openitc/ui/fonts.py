"""The type faces, served as static files from the wheels that carry them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import fontpkg_prompt
import fontpkg_sarabun
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

FOLDER = "ui/fonts"
FACES: dict[str, Path] = {
    f"{family}-{weight}.ttf": root / "files" / f"{family}-{weight}.ttf"
    for family, root, weights in (
        ("Sarabun", fontpkg_sarabun.ROOT, ("Regular", "SemiBold", "Bold")),
        ("Prompt", fontpkg_prompt.ROOT, ("Medium", "SemiBold")),
    )
    for weight in weights
}


class FontFinder(BaseFinder):
    """Finds the weights that `fonts.css` names, and no other file of the wheels."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ANN401, FBT001, FBT002 - Django's signature
        """Where the file asked for lies: a path, or a list of them where all are asked for."""
        folder, _, name = path.rpartition("/")
        face = FACES.get(name) if folder == FOLDER else None
        if find_all or kwargs.get("all"):
            return [str(face)] if face else []
        return str(face) if face else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002 - Django's signature
        """Every face with the storage it is read from."""
        for name, face in FACES.items():
            storage = FileSystemStorage(location=face.parent)
            storage.prefix = FOLDER  # type: ignore[attr-defined] # staticfiles looks for it on any storage
            yield name, storage
