"""What goes wrong with a producer's transcript."""


class TranscriptError(ValueError):
    """The transcript cannot be used; the message is a sentence that says why, and what to do."""
