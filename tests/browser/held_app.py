"""The app, with files that are not ready before the test allows it: while ``hold`` lies in the temporary folder."""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOLD = Path(tempfile.gettempdir()) / "hold"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import layers.exports  # noqa: E402 - found only now
from dashboard import downloads  # noqa: E402


def make_held(*arguments, watch=None, **options):
    while HOLD.exists():
        time.sleep(0.02)
        if watch:
            watch(0, 4)
    return layers.exports.make_export(*arguments, watch=watch, **options)


downloads.make_export = make_held
app = ROOT / "app.py"
exec(compile(app.read_text(encoding="utf-8"), app, "exec"))  # noqa: S102 - as streamlit runs it
