"""The page as PDF: printed by the browser that is on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from gridgov.text.faults import Fault, Faults, fault

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip
LONGEST = 300  # seconds
#: The browser writes the time into the file, and names parts of the page by numbers of its own process; the same page shall give the same bytes.
DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")
NODE = re.compile(rb"\(node(\d{8})\)")


def browser() -> str:
    """Where the browser is; raises Faults where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise Faults([_fault("--pdf", "report_no_browser")])
    return found


def print_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print a page that lies on this disk; raises Faults where the browser makes nothing of it."""
    with tempfile.TemporaryDirectory() as profile:
        # the browser's own wall does not stand for the superuser, as whom containers run; the page has no script and reaches nothing
        wall = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        words = [browser, *QUIET, *wall, f"--user-data-dir={profile}", f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()]
        try:
            done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired as wrong:
            raise Faults([_fault("--pdf", "report_browser", browser=browser, reason=f"{LONGEST} s")]) from wrong
    if not pdf.is_file():
        reason = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise Faults([_fault("--pdf", "report_browser", browser=browser, reason=reason)])
    pdf.write_bytes(_steady(pdf.read_bytes()))


def _steady(text: bytes) -> bytes:
    """A PDF without time, its nodes numbered from 0 in their order; as long as before, so that no address within the file moves."""
    number = {node: b"(node%08d)" % place for place, node in enumerate(sorted(set(NODE.findall(text))))}
    text = NODE.sub(lambda found: number[found[1]], text)
    return DATE.sub(lambda found: re.sub(rb"\d", b"0", found[0]), text)


def _fault(place: str, code: str, **arguments) -> Fault:
    return fault(place, None, "", "", Fault.NO_VALUE, code, **arguments)
