# Every target makes what it needs: a machine with Python 3.11 or newer and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Two threads train as fast as more, and leave room for the rest; sums stay the same.
export OPENBLAS_NUM_THREADS ?= 2

.PHONY: help lab demo test image-test lint mistakes build source bundle site bench clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable '.[instructor,dev]'
	@touch $(READY)

lab: $(READY)  ## open the course in JupyterLab
	$(BIN)/jupyter lab notebooks/network/1_initialize.ipynb

demo: $(READY)  ## grade the sample class into .work/demo/
	$(BIN)/python -m tests.demo

# Three processes share the cores: a second thread of theirs would only wait, and burn its time.
test: export OPENBLAS_NUM_THREADS = 1
test: $(READY)  ## run the tests
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

image-test: $(READY)  ## make the container's image with debootstrap, and grade in it (root; some minutes)
	LAYERWISE_TESTS=image $(BIN)/python -m pytest tests/engine/test_image.py

lint: $(READY)  ## ruff, mypy, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mistakes: source  ## judge the catalogue of mistakes: which are rejected, which are named; and mutants (minutes)
	$(BIN)/grader mistakes network
	$(BIN)/grader mutate network
	$(BIN)/grader mistakes improve
	$(BIN)/grader mutate improve

build: $(READY)  ## regenerate notebooks, expected values and the sample class (HIDDEN_SEED=n for hidden cases of your own)
	$(BIN)/grader build network $(if $(HIDDEN_SEED),--hidden-seed $(HIDDEN_SEED))
	$(BIN)/grader build improve $(if $(HIDDEN_SEED),--hidden-seed $(HIDDEN_SEED))
	$(BIN)/python -m tests.sample_class

source: $(READY)  ## make nbgrader's source folder, for nbgrader's own commands
	$(BIN)/grader build network --until cases
	$(BIN)/grader build improve --until cases

bundle: $(READY)  ## zip what a student gets, into dist/
	$(BIN)/grader bundle network

site: $(READY)  ## the static site for self-learners, into .work/site/html (COURSE=1 leaves solutions out)
	$(BIN)/python docs/site/build.py $(if $(COURSE),--course)

bench: $(READY)  ## measure; figures go to .work/bench/
	$(BIN)/python -m tests.bench

clean:  ## remove everything that the targets made
	rm -rf $(VENV) .work dist build source *.egg-info
