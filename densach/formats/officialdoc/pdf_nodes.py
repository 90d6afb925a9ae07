"""A paper as the plain data that the PDF's template draws: lists of nodes, each line naming its look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from densach.formats.officialdoc import form, lines
from densach.formats.officialdoc.paper import (
    Align,
    Annex,
    Block,
    GroupRow,
    Heading,
    Landscape,
    ListItem,
    Media,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)

Node = dict[str, Any]
"""What the template reads; its shape is the template's affair."""


def sections(paper: Paper) -> list[Node]:
    """Return the body and each annex, whose pages are numbered apart."""
    body = blocks(lines.finished(paper.body), form.TEXT_WIDTH)
    for node in body[-1:]:
        node["changes"] = {**node.get("changes", {}), "keep_next": True}
    whole = [*_head(paper), *_title(paper), *body, line("gap", ""), _foot(paper)]
    annexes = [_annex(paper, annex, position) for position, annex in enumerate(paper.annexes, start=1)]
    return [{"landscape": False, "nodes": whole}, *annexes]


def line(look: str, text: str, **changes: object) -> Node:
    """Return a line in a look, with what differs from it."""
    return runs(look, (Run(text),), **changes)


def runs(look: str, pieces: Iterable[Run], **changes: object) -> Node:
    """Return a paragraph in a look."""
    written = [{"text": lines.clean(run.text), "bold": run.bold, "italic": run.italic} for run in pieces]
    return {"kind": "line", "look": look, "runs": written, "changes": changes}


def rule(length: float) -> Node:
    """Return a solid rule in the middle, `length` in mm."""
    return {"kind": "rule", "length": length}


def _head(paper: Paper) -> list[Node]:
    issuer = [line("issuer", lines.body_name(paper.issuer)), rule(form.ISSUER_RULE)]
    if paper.parent_body:
        issuer.insert(0, line("parent", lines.parent_name(paper.parent_body)))
    nation = [line("nation", form.NATION), line("motto", form.MOTTO), rule(form.MOTTO_RULE)]
    number = [line("number", lines.number_line(paper))]
    if not paper.type_name:
        number.append(line("letter_abstract", lines.letter_abstract(paper)))
    if paper.draft:
        number.append(line("draft", form.DRAFT))
    place = [line("place_date", lines.place_date_line(paper))]
    widths = [form.HEAD_LEFT, form.HEAD_RIGHT]
    return [{"kind": "sides", "widths": widths, "cells": [issuer, nation, number, place]}]


def _title(paper: Paper) -> list[Node]:
    nodes = []
    if paper.type_name:
        nodes += [
            line("type", lines.capitals(paper.type_name)),
            line("abstract", lines.clean(paper.abstract)),
        ]
        nodes += [rule(form.ABSTRACT_RULE), line("gap", "")]
    first, *others = lines.addressee_lines(paper) or ("",)
    if first:
        nodes.append(line("addressees" if others else "addressee", first))
    for position, other in enumerate(others, start=1):
        nodes.append(line("addressee_item", other, after=12 if position == len(others) else 0))
    return [*nodes, *(line("legal_basis", basis) for basis in lines.legal_basis_lines(paper))]


def _foot(paper: Paper) -> Node:
    recipients = [line("recipient", recipient) for recipient in lines.recipient_lines(paper)]
    signature = [line("authority", text) for text in lines.signature_lines(paper.signature)]
    signature.append(line("signer", lines.signer_name(paper.signature)))
    widths = [form.SIGNATURE_LEFT, form.SIGNATURE_RIGHT]
    cells = [[line("recipients_head", "Nơi nhận:"), *recipients], signature]
    return {"kind": "sides", "widths": widths, "cells": cells}


def _annex(paper: Paper, annex: Annex, position: int) -> Node:
    room = form.LANDSCAPE_TEXT_WIDTH if annex.landscape else form.TEXT_WIDTH
    heading = [
        line("annex", lines.annex_heading(position, len(paper.annexes))),
        line("annex_title", lines.annex_title(annex)),
        line("annex_reference", lines.annex_reference(paper)),
    ]
    return {"landscape": annex.landscape, "nodes": [*heading, *blocks(annex.blocks, room)]}


def blocks(written: Iterable[Block], room: float) -> list[Node]:
    """Return the nodes of blocks; `room` is the width of the text in mm."""
    nodes: list[Node] = []
    for block in written:
        nodes += _block(block, room)
    return nodes


def _block(block: Block, room: float) -> list[Node]:
    match block:
        case Heading():
            first, *others = lines.heading_lines(block)
            level = block.level.value
            return [line(level, first), *(line(f"{level}_title", other) for other in others)]
        case Paragraph():
            return [{**runs("body", block.pieces(), align=block.align.value), "indent": block.indent}]
        case ListItem():
            return [runs("item", block.pieces())]
        case Table():
            caption = [line("caption", block.caption)] if block.caption else []
            return [*caption, _table(block), *(line("note", note) for note in block.notes), line("gap", "")]
        case Picture():
            return _picture(block, room)
        case PageBreak():
            return [{"kind": "break"}]
        case Landscape():
            return [{"kind": "landscape", "nodes": blocks(block.blocks, form.LANDSCAPE_TEXT_WIDTH)}]


def _picture(picture: Picture, room: float) -> list[Node]:
    drawn = {
        "kind": "picture",
        "data": list(picture.data),
        "format": "svg" if picture.media is Media.SVG else "png",
        "width": min(picture.width, room),
        "alt": lines.one_line(picture.alt),
        "captioned": bool(picture.caption),
    }
    return [drawn, line("picture_caption", picture.caption)] if picture.caption else [drawn]


def _table(table: Table) -> Node:
    header = [
        _cell("cell_head", Run(cell.text), Align.CENTER, cell.colspan, cell.rowspan)
        for row in table.header_grid()
        for _, cell in row
    ]
    cells = [cell for row in table.rows for cell in _row(table, row)]
    widths = [column.width for column in table.columns]
    return {"kind": "table", "widths": widths, "header": header, "cells": cells}


def _row(table: Table, row: Row | GroupRow) -> list[Node]:
    if isinstance(row, GroupRow):
        whole = _cell("cell", Run(row.text, bold=True), Align.LEFT, len(table.columns))
        return [{**whole, "group": True}]
    return [
        _cell("cell", Run(lines.number(value), bold=row.bold), column.stand(value))
        for column, value in zip(table.columns, row.cells, strict=True)
    ]


def _cell(look: str, run: Run, align: Align, colspan: int = 1, rowspan: int = 1) -> Node:
    return {**runs(look, (run,)), "align": align.value, "colspan": colspan, "rowspan": rowspan}
