"""A folder becomes a ``Workspace``, or every ``Problem`` in it at once."""
