"""The command line: `bellhop`, or `python -m desktop`."""

import gc
import sys


def main() -> int:
    """Run the program and return its exit code. The collector rests until the first paint; see `desktop.rubbish`."""
    gc.disable()
    if sys.argv[1:2] == ["--picture-of"]:
        from desktop import pictures

        return pictures.main(sys.argv[2:])
    if sys.argv[1:2] == ["--transcript-of"]:
        from desktop import transcribing

        return transcribing.main(sys.argv[2:])
    if sys.argv[1:2] == ["--text-of"]:
        from marketplace.reading import pdf

        return pdf.main(sys.argv[2])
    from desktop import commandline

    if commandline.names_verb(sys.argv[1:]):
        gc.enable()
        from desktop.cli.run import run

        return run(sys.argv[1:])
    options = commandline.parse(sys.argv[1:])
    if options.tour is not None:
        from desktop.tour.play import play

        return play(options)
    from desktop import app

    return app.run(options)


if __name__ == "__main__":
    sys.exit(main())
