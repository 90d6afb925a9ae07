"""Finds writes to tables in Python source, by their shape."""

from __future__ import annotations

import ast
from collections.abc import Iterator

ALWAYS = {
    "get_or_create", "update_or_create", "bulk_create", "bulk_update",
    "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update", "acreate", "asave", "adelete", "aupdate",
    "set_password", "executemany", "executescript",
}  # fmt: skip
# Things with these names are documents, streams, sets of words or the person's session, not rows.
NOT_ROWS = {
    "document", "docx", "image", "picture", "workbook", "book", "session", "cookies", "response", "cache",
    "digest", "hasher", "kwargs", "context", "data", "initial", "params",
}  # fmt: skip


def _receiver(node: ast.Attribute) -> str:
    """The last name before the method: `request.session.save` gives "session"."""
    value = node.value
    if isinstance(value, ast.Attribute):
        return value.attr
    if isinstance(value, ast.Name):
        return value.id
    return ""


def _root(node: ast.expr) -> str:
    """The first name of a chain of attributes and calls."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Await):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return ""
    return node.id


def _is_write(call: ast.Call, method: ast.Attribute) -> bool:
    name = method.attr
    if name in ALWAYS:
        return True
    if _receiver(method) in NOT_ROWS:
        return False
    if name in {"create", "save", "delete"}:
        return True
    if name == "update":
        # A queryset is updated by keywords only, a dict or a hash by what it is given.
        return bool(call.keywords) and not call.args
    return False


def _is_raw(call: ast.Call, method: ast.Attribute) -> bool:
    if method.attr in {"cursor", "raw", "extra"}:
        return True
    return method.attr == "execute" and _receiver(method) not in {"command"}


def _imported_from(tree: ast.Module) -> dict[str, str]:
    """Local name → module it was imported from."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name] = alias.name
    return found


def writes(source: str) -> Iterator[tuple[int, str, str, str]]:
    """Each write: line, "write" or "raw SQL", its method, and where the written name was imported from."""
    tree = ast.parse(source)
    imported = _imported_from(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            origin = imported.get(_root(node.func), "")
            if _is_write(node, node.func):
                yield node.lineno, "write", node.func.attr, origin
            elif _is_raw(node, node.func):
                yield node.lineno, "raw SQL", node.func.attr, origin
