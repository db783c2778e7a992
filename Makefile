# Two commands for a fresh machine with Python 3.11+ and make:
#   make run    serve the demo city on http://127.0.0.1:8000
#   make test   install everything a test needs and run all of them
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
SCRATCH ?= /tmp/civic-lighthouse
HTML_VALIDATE := 10.17.0
# A test that fails is tried once more and named at the end; RERUNS=0 takes no second try.
RERUNS ?= 1
# One more than the machine has cores: some tests wait for a browser or a server.
PROCESSES ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
PYTEST := $(BIN)/pytest -n $(PROCESSES) --dist worksteal --reruns $(RERUNS)
FLASK := CIVIC_DEMO=1 $(BIN)/flask --app wsgi

# Compiled once and kept: each start runs four processes, and each would compile all of it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test tests walks lint demo-plan bench lighthouse html translations words clean

run: $(VENV)/runtime translations static/vendor/fetched
	@$(BIN)/python deploy/run.py $(PORT)

test: $(VENV)/dev translations static/vendor/fetched
	$(BIN)/python deploy/find_browser.py
	$(BIN)/python -m deploy.find_engines
	@$(MAKE) --no-print-directory --jobs 2 lint tests

tests:
	@echo "== tests on SQLite, and in the browser"
	CIVIC_COVERAGE=1 $(PYTEST) -m "not more_walks"
	@echo "== tests on PostgreSQL"
	CIVIC_TEST_DATABASE=postgresql $(PYTEST) -m "not browser"

# A resident's walk in every mode of every engine; `make test` has one of each.
walks: $(VENV)/dev translations static/vendor/fetched
	$(BIN)/python -m deploy.find_engines
	$(BIN)/pytest tests/browser/engines

lint: $(VENV)/dev
	@echo "== lint"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo "== types"
	$(BIN)/mypy

# The main job without a browser: the demo round, and its section in every format in ./out/.
demo-plan: $(VENV)/runtime translations
	@$(FLASK) demo prepare --quiet
	@$(FLASK) plans export --municipality gaon --round 1 --out out

bench: $(VENV)/dev translations static/vendor/fetched
	$(BIN)/python -m bench.requests
	-$(BIN)/python -m bench.bare_page
	$(BIN)/python -m bench.vote
	$(BIN)/python -m bench.tally
	$(BIN)/python -m bench.compile
	$(BIN)/python -m bench.dashboard
	$(BIN)/python -m bench.footprint

# What a phone makes of the main pages; docs/SPEED.md has the table. Needs npm.
lighthouse: $(VENV)/dev translations static/vendor/fetched
	$(BIN)/python deploy/find_browser.py
	@mkdir -p $(SCRATCH) && cd $(SCRATCH) && npm install --silent --no-audit --no-fund lighthouse@12.8.2
	CIVIC_DEMO=1 $(BIN)/python -m bench.lighthouse $(SCRATCH)/node_modules/.bin/lighthouse

# Whether html-validate finds nothing on the page that explains the API. Needs npm.
html: $(VENV)/dev translations
	@mkdir -p $(SCRATCH) && cd $(SCRATCH) && npm install --silent --no-audit --no-fund html-validate@$(HTML_VALIDATE)
	CIVIC_HTML_VALIDATE=$(SCRATCH)/node_modules/.bin/html-validate \
		$(BIN)/pytest tests/open_data/api/test_docs_markup.py

$(VENV)/runtime: requirements.txt requirements-grown.txt requirements-themes.txt \
		requirements-faces.txt requirements-forms.txt requirements-heic.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt \
		-r requirements-grown.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-themes.txt \
		|| echo "Texts will be grouped by words alone: requirements-themes.txt can't be installed here."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-faces.txt \
		|| echo "Faces are not suggested: requirements-faces.txt can't be installed here."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-forms.txt \
		|| echo "Forms will have no pictures of pages: requirements-forms.txt can't be installed here."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-heic.txt \
		|| echo "HEIC photos are refused: requirements-heic.txt can't be installed here."
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

translations: $(patsubst %.po,%.mo,$(wildcard civic/translations/*/LC_MESSAGES/messages.po))

%.mo: %.po $(VENV)/runtime
	$(BIN)/pybabel -q compile -i $< -o $@ --locale=$(word 3,$(subst /, ,$<))

# New messages go into each language's catalogue, those that are gone go out; says what is missing.
words: $(VENV)/runtime
	$(BIN)/python deploy/write_words.py

# Without the kept copies the pages still work from the CDN, so a failure here stops nobody.
static/vendor/fetched: deploy/assets.json $(VENV)/runtime
	@$(BIN)/python deploy/fetch_assets.py && touch $@ || true

clean:
	rm -rf $(VENV) instance out static/vendor
