"""SCORM: what an LMS is told of a bundle, in the versions that are in use."""
