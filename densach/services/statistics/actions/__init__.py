"""The only writer of the room: self-assessments."""
