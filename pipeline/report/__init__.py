"""What a person or a program is told: plain lines, bars on a terminal, or JSON lines."""
