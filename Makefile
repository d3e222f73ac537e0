# Set-up and the jobs of the project, each by one command. `make help` lists them.

# Relative on purpose: make cannot handle a target whose path holds a space, and the folder's own path may hold one.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Stamps carry a sum of the folder's path: an environment holds absolute paths, so a moved or copied checkout needs a new one.
PLACE := $(shell pwd | cksum | cut -d ' ' -f 1)
CREATED := $(VENV)/.created-$(PLACE)
INSTALLED := $(VENV)/.installed-$(PLACE)
WITH_TEST := $(VENV)/.with-test-$(PLACE)
WITH_BENCH := $(VENV)/.with-bench-$(PLACE)

# The interpreter to build on: PYTHON=... on the command line, or the first of these that is new enough.
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.11 python3 python3.12 python3.13)

# Paths set in the caller's shell would come before the pinned packages.
unexport PYTHONPATH PYTHONHOME
# Where it is set, each of the hundreds of processes that the tests start would translate the package anew: half a second each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test verify gallery bench clean
.DELETE_ON_ERROR:

help:
	@echo "make demo     set up and compare three policies on the district of Ningjiang: the main job"
	@echo "make test     set up and run every test, the import contracts and the style check"
	@echo "make verify   repeat every check with large samples; writes docs/verification.md, docs/background/calibration.md, documents.md and warmup.md (up to an hour)"
	@echo "make gallery  sweep the plans that docs/gallery shows and draw its pictures anew (a quarter of an hour; goes on where it was cut off)"
	@echo "make bench    measure speed and scale against the rivals"
	@echo "make install  set up only: the package and what it needs, in .venv"
	@echo "make clean    remove .venv and all caches of the checkout; results/ stays"

install: $(INSTALLED)

demo: $(INSTALLED)
	$(BIN)/gridgov compare ningjiang --policies before,five_chiefs,five_chiefs_whistle --replicates 10

# Each of the two processes has a stretch of the tests of its own, so that those of one file share what they make once, and
# takes from the other when it has nothing left.
test: $(WITH_TEST)
	@command -v git >/dev/null || { echo "The tests look through the files that git knows, and git is missing. Please install the Debian package git:  sudo apt install git" >&2; exit 1; }
	$(BIN)/python -m ruff check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest -n 2 --dist worksteal

verify: $(WITH_TEST)
	GRIDGOV_VERIFY=1 $(BIN)/python -m pytest tests/parity/test_engines.py tests/unit/jit/test_cache.py tests/laws/test_documents.py
	$(BIN)/python -m tests.verify
	$(BIN)/python -m gridgov.analysis.targets --write
	$(BIN)/python -m gridgov.analysis.documents > docs/background/documents.partial
	mv docs/background/documents.partial docs/background/documents.md
	$(BIN)/python -m gridgov.analysis.warmup --write

gallery: $(INSTALLED)
	$(BIN)/python -m gridgov.report.gallery docs/gallery

bench: $(WITH_BENCH)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find sim tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

$(CREATED):
	@set -e; python=""; \
	for candidate in $(CANDIDATES); do \
	    if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "gridgov needs Python 3.11, 3.12 or 3.13, and none of these is one: $(CANDIDATES). Please install the Debian packages python3 and python3-venv:  sudo apt install python3 python3-venv" >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	    package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	    echo "$$python is here but cannot make an environment, because a part of it is packed apart. Please install the Debian package $$package:  sudo apt install $$package" >&2; exit 1; \
	fi; \
	echo "Making the environment $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV)
	@touch $@

# Installed from the checkout as it stands, so that an edit is in force at once. The tool that builds it is pinned like
# the rest, and therefore installed first and not fetched by pip behind our back.
$(INSTALLED): $(CREATED) pyproject.toml constraints.txt
	@echo "Installing gridgov and what it needs (about 650 MB, a few minutes the first time)"
	@$(PIP) install -c constraints.txt hatchling && $(PIP) install -c constraints.txt --no-build-isolation -e . || \
	    { echo "The installation failed: pip's own message is above. It needs a way to a package index, and 1 GB of free disk." >&2; exit 1; }
	@touch $@

$(WITH_TEST): $(INSTALLED)
	@echo "Installing the tools that the tests need"
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[test]'
	@touch $@

$(WITH_BENCH): $(INSTALLED)
	@echo "Installing the rivals of the benchmarks"
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[bench]'
	@touch $@
