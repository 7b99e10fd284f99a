# The commands of README.md. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo static test check format screenshots requirements

RUN := .venv/bin/python

# Packages go into .venv, and only when the list of them has changed.
define install
@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		exec $$python scripts/environment.py $(1); \
	fi; \
done; \
echo "Python 3.11 or newer is needed, and none was found: install one, or name yours with PYTHON=/path/to/python3." >&2; \
exit 1
endef

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

demo: ## From nothing to a served site with the demo data (PORT, HOST, VAR_DIR, DATABASE_URL)
	$(call install,requirements.txt)
	@exec $(RUN) -m config.demo

static: ## Write the public site as files that any web server can serve (OUTPUT=folder, VAR_DIR, DATABASE_URL)
	$(call install,requirements.txt)
	@exec $(RUN) manage.py static_copy "$(or $(OUTPUT),var/static-copy)" $(ARGS)

test: ## From nothing to a finished test run, browser tests included (ARGS="tests/claims -x")
	$(call install,requirements-dev.txt)
	@$(RUN) -m scripts.browser
	@exec $(RUN) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: ## Format, lint, types, migrations, and what Django checks
	$(call install,requirements-dev.txt)
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy .
	@exec $(RUN) -m scripts.check

format: ## Write the code as `make check` wants it
	$(call install,requirements-dev.txt)
	@$(RUN) -m ruff check --fix .
	@exec $(RUN) -m ruff format .

screenshots: ## Make the pictures of README.md from the running demo (PORT, HOST, VAR_DIR)
	$(call install,requirements-dev.txt)
	@$(RUN) -m scripts.browser
	@exec $(RUN) -m scripts.screenshots

requirements: ## Pin the packages again, with their hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
