"""An example for every answer in the description of the interface, made from its shape."""

from __future__ import annotations

from typing import Any, Final

# What a field of this name holds in an example; other fields get one by their type.
SAMPLES: Final[dict[str, Any]] = {
    "code": "thu-vien-tinh-vinh-long",
    "name": "Thư viện tỉnh Vĩnh Long",
    "on": "2026-06-10",
    "since": "2026-01-01",
    "until": "2026-01-31",
    "valid_from": "2025-07-01",
    "valid_to": None,
    "kind": "public_library",
    "level": "province",
    "area": "vinh-long",
    "parent": "so-van-hoa-the-thao-va-du-lich-vinh-long",
    "organisation": "thu-vien-tinh-vinh-long",
    "measure": "library.visits",
    "indicator": "tv.luot_ban_doc",
    "slice": "age=child",
    "quantities": {"": 515, "age=child": 220},
    "quantity": 515,
    "period": "2026",
    "plan": "45-kh-ubnd-2026",
    "title": "Ngày hội Sách và Văn hóa đọc",
    "status": "on_track",
    "next": None,
    "key": "tvvl-2026-01-library.visits",
    "legal_basis": "Nghị quyết 202/2025/QH15",
    "unit": "lượt",
    "message": "Không có gì ở địa chỉ này.",
}
_BY_FORMAT: Final = {"date": "2026-06-10", "date-time": "2026-06-10T08:30:00+07:00"}
_BY_TYPE: Final[dict[str, Any]] = {"integer": 1, "number": 0.5, "boolean": True, "string": "…", "null": None}
_DEEPEST = 8


def add_to(schema: dict[str, Any]) -> None:
    """Puts an example beside each answer and request that has a shape and none yet."""
    shapes = schema.get("components", {}).get("schemas", {})
    for operations in schema["paths"].values():
        for operation in operations.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for media in body.get("content", {}).values():
                    if "schema" in media and "example" not in media and "examples" not in media:
                        media["example"] = example(media["schema"], shapes)
            for parameter in operation.get("parameters", ()):
                if "example" not in parameter and parameter["name"] in SAMPLES and SAMPLES[parameter["name"]]:
                    parameter["example"] = SAMPLES[parameter["name"]]


def example(shape: dict[str, Any], shapes: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """A value of the shape."""
    if depth > _DEEPEST:
        return None
    if "$ref" in shape:
        return example(shapes.get(shape["$ref"].rsplit("/", 1)[-1], {}), shapes, name, depth + 1)
    if "example" in shape:
        return shape["example"]
    if "properties" in shape:
        return {key: example(inner, shapes, key, depth + 1) for key, inner in shape["properties"].items()}
    if shape.get("type") == "array":
        return [example(shape.get("items", {}), shapes, name, depth + 1)]
    return _single(shape, shapes, name, depth)


def _single(shape: dict[str, Any], shapes: dict[str, Any], name: str, depth: int) -> Any:
    choices = shape.get("anyOf") or shape.get("allOf")
    if choices:
        inner = [one for one in choices if one.get("type") != "null"]
        return example(inner[0], shapes, name, depth + 1) if inner else None
    if "const" in shape or "enum" in shape:
        return shape.get("const", (shape.get("enum") or [None])[0])
    if name in SAMPLES and _fits(SAMPLES[name], shape.get("type", "")):
        return SAMPLES[name]
    if shape.get("type") == "object":
        return {}
    return _BY_FORMAT.get(shape.get("format", ""), _BY_TYPE.get(shape.get("type", ""), "…"))


def _fits(sample: Any, kind: str) -> bool:
    kinds = {str: "string", int: "integer", dict: "object", bool: "boolean"}
    return kinds.get(type(sample)) == kind
