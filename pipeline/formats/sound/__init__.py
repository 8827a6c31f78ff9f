"""The report on a mastering, for a person who would rather look than read."""
