"""Runs every program NAME.py of a folder on its own and leaves NAME.out (what it printed) and NAME.codes (all codes, as u32)."""

import contextlib
import io
import os
import sys
import traceback
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
os.chdir(folder)
for program in sorted(folder.glob("*.py")):
    printed = io.StringIO()
    names = {}
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(program.read_text(), program.name, "exec"), names)
        np.asarray(names["codes"]).astype("<u4").tofile(program.with_suffix(".codes"))
    except Exception:
        traceback.print_exc(file=printed)
    program.with_suffix(".out").write_text(printed.getvalue())
