"""Pictures of a paper: what Word cannot hold (SVG) becomes pixels."""

from __future__ import annotations

from typing import ClassVar, Final

import typst

from densach.formats.officialdoc.paper import Media, PaperRefused, Picture

PIXELS_PER_INCH: Final = 220


class PictureUnreadable(PaperRefused):
    """A picture that is neither the SVG nor the PNG it says it is (parameter: alt)."""

    message_id: ClassVar[str] = "officialdoc.picture_unreadable"


def as_png(picture: Picture) -> bytes:
    """Return the picture as PNG; an SVG is drawn at the paper's width. Raise `PictureUnreadable`."""
    if picture.media is Media.PNG:
        return picture.data
    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)'
    )
    try:
        svg = picture.data.decode("utf-8")
        drawn = typst.Compiler(source.encode()).compile(
            format="png",
            ppi=PIXELS_PER_INCH,
            sys_inputs={"svg": svg, "width": str(picture.width)},
        )
    except (UnicodeDecodeError, typst.TypstError) as error:
        raise PictureUnreadable(alt=picture.alt) from error
    if not isinstance(drawn, bytes):
        raise PictureUnreadable(alt=picture.alt)
    return drawn
