"""Variables of the stylesheets, such as `--accent`: one that nothing reads was misspelt."""

import re
from collections.abc import Iterator

from briefwright.document.assets import Assets
from briefwright.layout.sources import list_declarations
from briefwright.problems import Problem, suggest

_READ = re.compile(r"var\(\s*(--[\w-]+)")
# Read by charts, maps and Word's theme, not by a stylesheet.
_OURS = frozenset({
    "--word-style", "--word-fonts", "--sea", "--land", "--border", "--home",
    *(f"--chart-{number}" for number in range(1, 7)),
})  # fmt: skip


def check_variables(assets: Assets) -> Iterator[Problem]:
    """Stylesheets → a warning for each variable that is set and that nothing reads."""
    sheets = [asset for asset in assets if asset.media_type == "text/css"]
    read = {name for sheet in sheets for name in _READ.findall(sheet.data.decode())} | _OURS
    for _, _, node, spot in list_declarations(assets):
        if node.name.startswith("--") and node.name not in read:
            close = suggest(node.name, sorted(read)) or "."
            message = f"`{node.name}` has no effect: no stylesheet reads it{close}"
            yield Problem("L802", message, spot, level="warning")
