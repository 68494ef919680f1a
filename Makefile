# lab (students) · demo (instructors) · test · proof · redteam · release · record · site · bench · lock; each prepares .venv first

PYTHON ?= python3
LAB ?= en/ch01_sequence_models/sequence_models.ipynb
LAB_FLAGS ?=
TESTS ?=
CHAPTER ?=
BIN := .venv/bin
# As many tests at a time as there are processors, each on one of them. The order is that of tests/conftest.py.
PYTEST := OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 $(BIN)/pytest -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder
# PYTHON, where it is said, is the Python of .venv from then on: make test PYTHON=python3.13
ANOTHER := $(if $(filter-out file,$(origin PYTHON)),$(filter-out $(shell $(BIN)/python -V 2>&1),$(shell $(PYTHON) -V 2>&1 || echo none)))
unexport PYTHONDONTWRITEBYTECODE  # without bytecode every process takes ten seconds more to import TensorFlow

.PHONY: another lab demo test proof redteam release record site bench lock

lab: .venv/ready
	cd course && JUPYTER_CONFIG_PATH=$(CURDIR)/course/.jupyter ../$(BIN)/jupyter lab --ServerApp.root_dir=. $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_FLAGS) $(LAB)

demo: .venv/ready
	$(BIN)/autograder demo $(CHAPTER)

test: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(PYTEST) $(TESTS)

# What takes longer: every mutant and rewrite, the whole red team, more seeds and draws.
proof: .venv/ready
	$(PYTEST) -m proof

redteam: .venv/ready
	$(BIN)/pytest -s -m proof tests/test_redteam.py

release: .venv/ready
	$(BIN)/autograder release $(CHAPTER)

# Hours: every notebook in the full budget. What is on record already, of the same code, is passed by.
record: .venv/ready
	$(BIN)/autograder record $(CHAPTER)

# The website, in .build/site: the first time every notebook runs (half an hour), then those whose code has changed.
site: .venv/site
	$(BIN)/autograder site $(CHAPTER)

bench: .venv/ready
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_grading.py

# The locked set of packages, with hashes; universal for Python 3.11 to 3.13. uv.lock itself names registry hosts and stays here.
lock: .venv/ready
	$(BIN)/uv lock --upgrade
	$(BIN)/uv export --quiet --no-emit-workspace --all-groups --no-group site --no-header --format requirements.txt --output-file requirements.txt
	$(BIN)/uv export --quiet --package unrolled --no-emit-workspace --no-dev --no-header --format requirements.txt --output-file course/requirements.txt
	$(BIN)/uv export --quiet --no-emit-workspace --only-group site --no-header --format requirements.txt --output-file requirements-site.txt

.venv/ready: requirements.txt pyproject.toml course/pyproject.toml $(if $(ANOTHER),another)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This course needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(if $(ANOTHER),false,test -x $(BIN)/python) || $(PYTHON) -m venv --clear .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check $$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.txt)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e course -e .
	touch $@

.venv/site: .venv/ready requirements-site.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-site.txt
	touch $@
