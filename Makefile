# What can be done here, each with one command on a fresh machine; how it is done stands in hooks/.

PORT ?= 8000
PYTHON := .venv/bin/python
BARE_PYTHON = bare=$$(.ci/python) && "$$bare"
PYTEST := $(PYTHON) -m pytest

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve test build engine setup chromium firefox wordpress nginx hunspell release digest holidays embeds bench mutants format lock clean distclean port

help: ## list what can be done
	@echo "make WHAT, where WHAT is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 13

serve: port build ## build the site and serve it on this machine; PORT=8001 takes another port
	@exec $(PYTHON) -m hooks.serve --port "$(PORT)"

test: setup chromium firefox wordpress nginx hunspell ## run every check and every test, the fast ones first
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	@$(PYTHON) -m hooks.make_site
	$(PYTEST) -m "not pyodide and not browser"
	$(PYTHON) -m decision_tree check
	$(PYTEST) -m pyodide
	$(PYTEST) -m browser

build: setup ## build the site into build/site
	@$(PYTHON) -m hooks.make_site

engine: setup ## build the files that the browser needs to run Python into build/engine
	@$(PYTHON) -m hooks.engine

setup: ## install all packages of the lock files into .venv and node_modules
	@$(BARE_PYTHON) -m hooks.setup
	@$(PYTHON) -m hooks.node_packages

release: test ## run every test, and fail when a figure is past its day of review
	$(PYTHON) -m hooks.release

digest: setup ## write down that the interviews changed, as a reviewer must see it
	$(PYTHON) -m decision_tree check > tests/digest.txt.tmp
	@tail -n 1 tests/digest.txt.tmp | cut -d" " -f2 > tests/digest.txt && rm tests/digest.txt.tmp
	$(PYTHON) -c "import decision_tree as d, decision_tree.steps as s; print(s.outcome_digest(s.outcomes(d.load())))" > tests/outcomes.txt

holidays: setup ## write the public holidays of the knowledge anew from the library that knows them
	@$(PYTHON) -m hooks.public_holidays

embeds: setup ## keep the scripts for other sites as a new release, if their sources have changed
	@$(PYTHON) -m hooks.embed_scripts

bench: setup ## measure how fast the site is beside stock Pyodide; takes half an hour, or BENCH=--quick less
	@$(PYTHON) -m hooks.bench $(BENCH)

mutants: setup ## change the package in many small ways and count what the tests notice; takes hours, or MODULES="advice evidence" alone
	@$(PYTHON) -m hooks.mutants $(MODULES)

format: setup ## format the Python files and mend what can be mended
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

lock: setup ## resolve the versions chosen in pyproject.toml and package.json into the lock files
	@$(PYTHON) -m hooks.lock

clean: ## remove what was built
	rm -rf build .mypy_cache .pytest_cache .ruff_cache

distclean: clean ## remove what was built and what was installed
	rm -rf .venv node_modules

chromium: setup
	@$(PYTHON) -m hooks.chromium

firefox: setup
	@$(PYTHON) -m hooks.firefox

wordpress: setup
	@$(PYTHON) -m hooks.wordpress

nginx: setup
	@$(PYTHON) -m hooks.nginx

hunspell: setup
	@$(PYTHON) -m hooks.hunspell

port:
	@$(BARE_PYTHON) -m hooks.serve --port "$(PORT)" --check
