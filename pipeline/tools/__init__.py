"""The edges: outside programs, the file system, S3."""
