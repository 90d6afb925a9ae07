#!/usr/bin/env python3
"""docs/permissions.md: roles × verbs × where, printed from the rules of `densach.people`.

python tools/permissions.py write    write the page
python tools/permissions.py check    exit 1 when the page is not what the rules say
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "permissions.md"
MAY, MAY_NOT = "●", "·"
HEAD = """# Who may do what, where

Printed from `densach/people/rules` by `tools/permissions.py`; do not edit it by hand. Each cell is tried on people and
places of the tests' cast by `tests/people/test_permissions.py`. The doors of the site have a table of their own:
`tests/house/access_table.py`.

A role is held **in a unit**, from a day to a day. Columns say where another unit stands, seen from there:

- **own unit**: the unit itself. **under it**: what stands under it on the day, at any depth.
- **in its territory**: an institution that stands not under the unit but in its area, where the role is held in a
  department, an office or a people's committee. A department has authority by field over a commune's library.
- **beside it**: a unit under the same parent. **above it**: the unit under which it stands.
- **other province**: everything outside its area. An administrator in the office of the whole nation has every province
  in the territory.

Rules of proof (`capability.rule`) and checklists (`capability.list`) make the figures of every unit that they ask,
whosever it is. They are changed only by somebody who holds the verb in **every one of these units**: in a house of one
province by its department or administrator, in a house of several by an office of the whole nation.

● may · may not. Nobody gives a role that may do more, anywhere it reaches, than they may do there themselves.
"""


def page() -> str:
    """The whole page as text. Needs Django set up."""
    from django.utils import translation

    from densach.people.rules import RELATION_WORDS, ROLES, VERBS, Relation, granted

    parts = [HEAD]
    with translation.override("en"):
        for role in ROLES.values():
            with translation.override("vi"):
                local = str(role.name)
            parts.append(f"## {role.name} ({local}, `{role.code}`)\n")
            columns = [RELATION_WORDS[relation] for relation in Relation]
            parts.append(f"| may | {' | '.join(columns)} |")
            parts.append(f"| --- |{' :-: |' * len(columns)}")
            for verb, words in VERBS.items():
                cells = [MAY if granted(role.code, verb, relation) else MAY_NOT for relation in Relation]
                parts.append(f"| {words} (`{verb}`) | {' | '.join(cells)} |")
            parts.append("")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    if arguments not in (["write"], ["check"]):
        print((__doc__ or "").strip())
        return 2
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    text = page()
    if arguments == ["write"]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(
        f"{PAGE.relative_to(ROOT)} is not what the rules say: python tools/permissions.py write",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
