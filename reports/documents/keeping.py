"""The files of a document: kept together with the rows that name them, or not at all."""

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from reports.documents.models import Document, Edition, Preview
from reports.documents.pictures import pictures_of
from reports.documents.states import Format

PICTURES = 3


class Keeping:
    """Keeps files inside a transaction; where that is not committed, the files are taken away again."""

    def __init__(self, document: Document) -> None:
        """Begin with nothing kept."""
        self.document = document
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        """Begin; enter this before the transaction, so that it ends after it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Take the files away unless all went well."""
        if kind is not None:
            self._undo.close()

    def keep(self, format_: Format, content: bytes | Path) -> Edition:
        """Keep a file as the edition of that format, in place of the one before."""
        edition = self.document.editions.filter(format=format_).first() or Edition(
            document=self.document, format=format_
        )
        self._forget_file(edition.file)
        if isinstance(content, Path):
            with content.open("rb") as file:
                edition.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                edition.size = content.stat().st_size
                self._save(edition.file, File(file))
        else:
            edition.sha256, edition.size = hashlib.sha256(content).hexdigest(), len(content)
            self._save(edition.file, ContentFile(content))
        edition.save()
        return edition

    def keep_pictures(self, pdf: Path) -> None:
        """Keep pictures of the first pages, in place of those before."""
        self._forget_pictures()
        for picture in pictures_of(pdf, pages=PICTURES):
            row = Preview(document=self.document, page=picture.page, width=picture.width, height=picture.height)
            self._save(row.file, ContentFile(picture.png))
            row.save()

    def forget_what_was(self) -> None:
        """Let go of everything that an earlier run of this document kept or planned."""
        for edition in self.document.editions.all():
            self._forget_file(edition.file)
        self._forget_pictures()
        self.document.editions.all().delete()
        self.document.parts.all().delete()

    def _save(self, field: FieldFile, content: File) -> None:
        field.save("kept", content, save=False)
        self._undo.callback(field.storage.delete, str(field.name))

    def _forget_pictures(self) -> None:
        for preview in self.document.previews.all():
            self._forget_file(preview.file)
        self.document.previews.all().delete()

    @staticmethod
    def _forget_file(field: FieldFile) -> None:
        if field:
            storage, name = field.storage, str(field.name)
            transaction.on_commit(lambda: storage.delete(name))
