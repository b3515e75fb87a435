"""`python pdf.py FILE`: print a PDF's text layer, within the means this process allows itself."""

import sys

MEGABYTE = 1024 * 1024
MEMORY = 768 * MEGABYTE
CPU_SECONDS = 15
PAGES = 100
LONGEST = 210_000
"""Characters; a little more than is looked at, so that it shows that there are more."""


def main(path: str) -> int:
    """Print the text; 1 where there is no PDF that can be read."""
    _limit()
    import pypdfium2  # not before the limits

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 1
    left = LONGEST
    for number in range(min(PAGES, len(document))):
        text = document[number].get_textpage().get_text_bounded()[:left]
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        left -= len(text)
        if left <= 0:
            break
    return 0


def _limit() -> None:
    """No more memory and time than a document needs, where the system can be asked for that."""
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the limit there
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_NOFILE, 64)):
        _, hardest = resource.getrlimit(what)
        resource.setrlimit(what, (most if hardest < 0 else min(most, hardest), hardest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
