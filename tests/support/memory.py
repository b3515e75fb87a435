"""What a process holds in memory, as the system counts it."""

import os
from pathlib import Path


def resident(process: int | None = None) -> int:
    """Bytes of this process, or another one, that are in memory; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process or 'self'}/statm").read_text("ascii").split()[1])
    except FileNotFoundError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
