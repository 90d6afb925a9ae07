"""Words of this room's templates."""
