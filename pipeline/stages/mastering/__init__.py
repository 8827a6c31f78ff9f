"""Mastering: analyse, gain curve, render, and the proof on the decoded file."""
