"""The rules that a bundle is checked by, by what they look at."""
