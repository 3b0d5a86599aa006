"""Where the files are that come with the program."""

from pathlib import Path

_HERE = Path(__file__).parent
LOCALES = _HERE / "locales" if (_HERE / "locales").is_dir() else _HERE.parent / "locales"
