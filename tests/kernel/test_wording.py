"""Every refusal of the kernel has a sentence, and the sentence can be filled."""

from __future__ import annotations

from densach.kernel import errors
from densach.ui.wording import kernel as wording


def _tree(kind: type[errors.Refusal]) -> list[type[errors.Refusal]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _tree(child))]


def test_every_refusal_of_the_kernel_has_its_sentence() -> None:
    ids = {kind.message_id for kind in _tree(errors.Refusal) if kind.__module__ == errors.__name__}
    assert ids == set(wording.SENTENCES)


def test_a_sentence_asks_only_for_the_text_that_was_given() -> None:
    for sentence in wording.SENTENCES.values():
        assert "%" not in sentence % {"text": "abc"}
