"""What every worker needs, loaded by importing this module: once, before workers are made of it.

What is missing is passed over: whoever needs it says so.
"""

import contextlib
import gc
import importlib
import io

_LIBRARIES = (
    *("weasyprint", "jinja2.sandbox", "lxml.html", "pikepdf", "pypdfium2", "docx"),
    *("babel.numbers", "babel.dates", "num2words", "fontTools.subset", "fontTools.ttLib"),
    *("PIL.Image", "PIL.ImageFont", "PIL.PngImagePlugin", "PIL.JpegImagePlugin"),
    *("pptx.chart.xmlwriter", "xlsxwriter", "python_calamine"),
    *(
        "briefwright.pipeline",
        "briefwright.layout",
        "briefwright.verify.disclosure",
        "briefwright.edition",
    ),
    *("briefwright.pdf.write", "briefwright.pdf.read"),
    *("briefwright.word.write", "briefwright.word.read"),
    *("briefwright.web.write", "briefwright.web.read"),
)


def _load() -> None:
    for name in _LIBRARIES:
        # A library that misses another may print a notice of its own.
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module(name)


_load()
gc.freeze()  # nobody need look through all this for garbage, and workers share its memory
