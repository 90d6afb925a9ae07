"""The key that credentials are signed with: its private half in the data folder, its public half in the table."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from densach.formats.credential import new_key, public_jwk
from densach.services.certificates.models import SigningKey

FILE = "certificate-key.pem"


def private_key(*, at: datetime) -> tuple[bytes, str]:
    """The private key and the `kid` of its public half; made when first asked for.

    A data folder without it (restored from a backup, which holds no secrets) gets a new one; what the former signed is
    still verified by its public half, which the table keeps.
    """
    path = Path(settings.DATA) / FILE
    if not path.exists():
        _write(path, new_key())
    data = path.read_bytes()
    jwk = public_jwk(data)
    SigningKey.objects.get_or_create(kid=jwk["kid"], defaults={"public": jwk, "since": at})
    return data, str(jwk["kid"])


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, for the owner's eyes only; whoever comes second takes the first one's."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
