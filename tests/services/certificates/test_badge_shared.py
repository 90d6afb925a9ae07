"""The badge held against the schema of Open Badges 3.0."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.test import Client

from densach.services.certificates.models import Certificate
from tests import cast
from tests.conftest import SHARED
from tests.services.certificates.test_issuing import a_certificate

pytestmark = pytest.mark.django_db
SCHEMA = SHARED / "data" / "museum" / "openbadges" / "ob_v3p0_achievementcredential_schema_draft4.json"


@pytest.fixture
def issued(province: cast.Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return a_certificate(province)


def test_the_badge_has_the_shape_of_open_badges(client: Client, issued: Certificate) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    # The stored schema is of the data model 1.1; version 2.0 says validFrom where that said issuanceDate.
    asked = copy.deepcopy(schema)
    asked["required"] = [one for one in asked["required"] if one != "issuanceDate"] + ["validFrom"]
    claims = client.get(f"/chung-nhan/{issued.token}/huy-hieu.json").json()
    jsonschema.Draft4Validator(asked).validate(claims)
