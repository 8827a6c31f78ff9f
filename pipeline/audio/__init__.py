"""What the project exists for: analysis, gain curve, limiter, render."""
