# Thin on purpose: every target is a verb of the package tools/, which runs the same on Windows as
# `py -m tools run`. `make help` lists the targets; ARGS passes options on: make run ARGS="--theme dark".

TARGETS := setup run test lint format bench scorecard soak tour dist lock clean help

# PYTHON chooses the interpreter; otherwise any Python starts the tools, and they find a fitting one.
LAUNCHER := $(or $(PYTHON),$(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 6))' 2>/dev/null && echo "$$python" && break; done))

.PHONY: $(TARGETS)
.DEFAULT_GOAL := help

$(TARGETS):
	@$(if $(LAUNCHER),"$(LAUNCHER)" -m tools $@,echo "Bellhop needs Python 3.11, 3.12 or 3.13; none was found. Install one, or name it: make $@ PYTHON=/path/to/python3" >&2; exit 2)
