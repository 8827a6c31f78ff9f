"""The style of pages that stand alone, without files beside them."""

STYLE = (
    ":root{color-scheme:light dark;background:Canvas;color:CanvasText}"
    "body{max-width:38rem;margin:2rem auto;padding:0 1rem;"
    "font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}cite{font-style:normal;font-weight:700}"
    "h1{font-size:1.7rem;line-height:1.2;hyphens:auto}"
    "time{font-variant-numeric:tabular-nums}p{margin:.25rem 0 1rem}"
)
"""One for all of them, because a server that lets no foreign style run must know it by its digest."""
