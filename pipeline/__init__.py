"""fremskritt: recordings become published podcast episodes (command ``publish``)."""

__version__ = "0.1.0"
