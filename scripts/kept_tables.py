"""Tables under tests/data that a program here writes, and the check that it still gives what is kept there."""

import csv
import io
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data"


def table(header, columns, rows):
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return f"{header}\n{lines.getvalue()}"


def write_or_check(arguments, usage, who, pinned, tables):
    """Writes what `tables()` gives, pairs of a file's name and its text, or with --check compares it; 1 if anything differs.

    `pinned` are the versions that the kept files come from, by module."""
    found = {module.__name__: module.__version__ for module in pinned}
    wanted = {module.__name__: version for module, version in pinned.items()}
    if found != wanted:
        sys.exit(f"found {found}; the files are written with {wanted}")
    if arguments not in ([], ["--check"]):
        sys.exit(usage)
    failed = 0
    for name, text in tables():
        if arguments:
            same = (FOLDER / name).read_text() == text
            failed |= not same
            print(f"{who}: {name} is {'what it gives' if same else 'NOT what it gives'}")
        else:
            (FOLDER / name).write_text(text)
            print(f"{name}: {text.count(chr(10)) - 2} rows")
    return int(failed)
