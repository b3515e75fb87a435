"""How much the frozen program weighs, where it was built."""

from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.programs import ROOT

FOLDER = ROOT / "dist" / "bellhop"


def measure() -> list[Figure]:
    """The size of `dist/bellhop`; nothing where `make dist` has not run."""
    if not FOLDER.is_dir():
        return []
    return [Figure("The frozen program's folder", f"{_bytes(FOLDER) / 1e6:.0f} MB")]


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
