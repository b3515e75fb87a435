"""The way to the marketplace: the only package that imports httpx. No Qt, no store."""

import sys

# Where click and rich happen to be installed, httpx brings its own command line with it: 90 modules, 5 MB.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # None forbids an import; httpx goes on without
