"""Opening a page from disk in a real browser without a network, and asking it what it shows."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "no chromium here (Debian: apt install chromium)"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
)  # fmt: skip
#: Waits until the page is ready, runs a script that fills `answer`, and leaves it in the document.
PROBE = """<script>
(async () => {{
  // the browser's clock is virtual here and no screen asks for frames: they come by that clock
  window.requestAnimationFrame = (then) => setTimeout(() => then(performance.now()), 16);
  const pause = (ms) => new Promise((then) => setTimeout(then, ms));
  while (document.documentElement.dataset.state !== "ready") await pause(10);
  const key = (name, more) => (document.activeElement || document.body).dispatchEvent(
    new KeyboardEvent("keydown", {{ key: name, bubbles: true, cancelable: true, ...more }}));
  const answer = {{}};
  {script}
  document.body.append(Object.assign(document.createElement("pre"), {{ id: "answer", textContent: JSON.stringify(answer) }}));
}})();
</script></body>"""


def ask(page: Path, script: str, window: str = "1280,720") -> tuple[dict, list[str]]:
    """What `script` (with `answer`, `pause`, `key` at hand) finds in a page, and what the browser complained of."""
    folder = page.parent / "browser"
    folder.mkdir(exist_ok=True)
    asked = folder / page.name
    text = page.read_text(encoding="utf-8")
    assert text.count("</body>") == 1
    asked.write_text(text.replace("</body>", PROBE.format(script=script)), encoding="utf-8")
    own = (f"--user-data-dir={folder / 'profile'}", f"--window-size={window}", "--virtual-time-budget=20000")
    done = subprocess.run(
        [CHROMIUM, *QUIET, *own, "--dump-dom", asked.as_uri()],
        capture_output=True, text=True, timeout=300, env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    found = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout, re.DOTALL)
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert found, (complaints, done.stderr[-2000:])
    return json.loads(html.unescape(found[1])), complaints
