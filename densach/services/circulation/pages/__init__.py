"""What the desk's screens show, in words: values for templates, made from what queries found and actions answered."""

from __future__ import annotations
