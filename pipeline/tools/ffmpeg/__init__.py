"""ffmpeg: found, asked, made to decode and to encode."""
