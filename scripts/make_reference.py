"""Write docs/reference from the code; run it after a change of a key or an exit code."""

from pathlib import Path

from pipeline.workspace.reference import configuration, exit_codes

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main() -> None:
    """Write both files."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in (("configuration.md", configuration()), ("exit-codes.md", exit_codes())):
        (REFERENCE / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
