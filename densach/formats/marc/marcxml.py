"""MARCXML (MARC 21 slim): read as a stream without entities and without a network; written by lxml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from lxml import etree

from densach.formats.marc import tidy
from densach.formats.marc.record import Field, Marc
from densach.formats.marc.values import Read, Told

NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"
# lxml's description of types forgets the namespace without a prefix.
_SPACES: Final = cast(dict[str, str], {None: NAMESPACE})
_HEAD: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
_TAIL: Final = b"</collection>\n"
_PARTS: Final = frozenset({"leader", "controlfield", "datafield"})


def read(stream: BinaryIO) -> Iterator[Read]:
    """Each record, in order. Where the file stops being XML, the last answer says so and at which line."""
    position = 0
    events = etree.iterparse(
        stream, events=("end",), tag="{*}record", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _event, element in events:
            if _is_marc(element):
                position += 1
                yield _read(position, element)
                _forget(element)
    except etree.XMLSyntaxError as error:
        yield Read(position + 1, None, (("marc.xml_broken", {"line": str(error.lineno or 0)}),))


def of_element(element: etree._Element) -> Marc:
    """The record of one element `record`."""
    return _marc(element, [])


def _is_marc(element: etree._Element) -> bool:
    return any(_local(child) in _PARTS for child in element)


def _local(element: etree._Element) -> str:
    """The name without its namespace; comments have a function for a tag, which is the name of no part."""
    return str(element.tag).rsplit("}", 1)[-1]


def _forget(element: etree._Element) -> None:
    """What was read needs no memory any more."""
    element.clear()
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]


def _read(position: int, element: etree._Element) -> Read:
    told: list[Told] = []
    marc = _marc(element, told)
    if not marc.fields:
        return Read(position, None, (("marc.no_fields", {}),))
    return Read(position, marc, tuple(told))


def _marc(element: etree._Element, told: list[Told]) -> Marc:
    leader, fields = "", []
    for child in element:
        match _local(child):
            case "leader":
                leader = child.text or ""
            case "controlfield" | "datafield":
                if field := _field(child, told):
                    fields.append(field)
    return Marc(tidy.leader(leader), tuple(fields))


def _field(element: etree._Element, told: list[Told]) -> Field | None:
    stated = element.get("tag", "")
    tag = tidy.tag(stated)
    if tag != stated:
        told.append(("marc.tag_wrong", {"tag": tidy.kept(stated)[:20]}))
    if not tag:
        return None
    if _local(element) == "controlfield":
        return Field(tag, tidy.kept(element.text or ""))
    subfields = tuple(
        (code[:1], tidy.kept("".join(map(str, one.itertext()))))
        for one in element
        if _local(one) == "subfield" and (code := one.get("code", ""))
    )
    signs = element.get("ind1", " ").ljust(1)[:1] + element.get("ind2", " ").ljust(1)[:1]
    return Field(tag, "", tidy.indicators(signs), subfields) if subfields else None


def write(records: Iterator[Marc]) -> Iterator[bytes]:
    """A collection, a piece for each record."""
    yield _HEAD
    for marc in records:
        yield etree.tostring(element_of(marc), encoding="UTF-8", xml_declaration=False) + b"\n"
    yield _TAIL


def element_of(marc: Marc) -> etree._Element:
    """The element `record` in the namespace."""
    record = etree.Element(f"{{{NAMESPACE}}}record", nsmap=_SPACES)
    _child(record, "leader").text = marc.leader
    for field in marc.fields:
        if field.is_control:
            _child(record, "controlfield", tag=field.tag).text = field.data
            continue
        made = _child(record, "datafield", tag=field.tag, ind1=field.indicators[0], ind2=field.indicators[1])
        for code, value in field.subfields:
            _child(made, "subfield", code=code).text = value
    return record


def _child(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{NAMESPACE}}}{name}", attrib=attributes)
