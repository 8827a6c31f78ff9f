"""The steps of an episode, each (value, empty folder, tell) to result."""
