"""Bundles as zips: written, looked into, compared and checked."""
