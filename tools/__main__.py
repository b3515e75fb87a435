"""Start a target on a fitting Python. Parses on every Python since 3.6, like `interpreter.py`."""

import os
import subprocess
import sys

from tools import interpreter


def main() -> int:
    """Answer the exit code of the target named on the command line."""
    try:
        python = interpreter.find()
    except interpreter.NoInterpreter as problem:
        print(problem, file=sys.stderr)
        return 2
    if os.path.realpath(python) != os.path.realpath(sys.executable):
        return subprocess.call([python, "-m", "tools", *sys.argv[1:]])
    from tools import targets  # needs a fitting Python, so not before we know that it is one

    return targets.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
