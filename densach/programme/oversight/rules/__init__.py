"""Pure rules of oversight: `lifecycle` as tables, `refusals`, `outline` of reviews and the seal."""
