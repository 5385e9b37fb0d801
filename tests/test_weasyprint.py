"""The one loud test for a new WeasyPrint: what layout reaches into is still there."""

import importlib

import pytest
import weasyprint

KNOWN = "70."

# Module, what is looked for in it, a name that must occur in its code.
PARTS = [
    ("weasyprint.document", "Document._build_layout_context", "get_all_computed_styles"),
    ("weasyprint.document", "Document._render", "_build_layout_context"),
    ("weasyprint.document", "Page.__init__", "_page_box"),
    ("weasyprint.formatting_structure.boxes", "Box.__init__", "element_tag"),
    ("weasyprint.formatting_structure.boxes", "Box.descendants", "placeholders"),
    ("weasyprint.formatting_structure.boxes", "Box.is_leader", ""),
    ("weasyprint.css.properties", "KNOWN_PROPERTIES", ""),
    ("weasyprint.pdf.fonts", "Font.clean", "instantiateVariableFont"),
    ("weasyprint.pdf.metadata", "DocumentMetadata.__init__", "custom"),
    ("weasyprint.pdf.tags", "add_tags", "_build_box_tree"),
    ("weasyprint.pdf.tags", "_build_box_tree", "_build_box_tree"),
    ("weasyprint.pdf.stream", "Stream.marked", "begin_marked_content"),
    ("weasyprint.text.fonts", "FontConfiguration.__init__", "_config"),
    ("weasyprint.text.fonts", "FontConfiguration.add_font_face", "rule_descriptors"),
    ("weasyprint.text.ffi", "ffi", ""),
    ("weasyprint.text.ffi", "fontconfig", ""),
    ("weasyprint.text.ffi", "pangoft2", ""),
    ("weasyprint.logger", "LOGGER", ""),
    ("pydyf", "PDF.page_references", ""),
]


def gone(module: str, path: str, name: str) -> str:
    """A part → what is missing of it, in words, or nothing."""
    try:
        part = importlib.import_module(module)
        for step in path.split("."):
            part = getattr(part, step)
    except (ImportError, AttributeError):
        return f"{module}.{path} is gone"
    part = getattr(part, "__wrapped__", part)
    code = getattr(part, "__code__", None)
    known = {*code.co_names, *code.co_varnames, *code.co_freevars} if code else {name}
    return "" if not name or name in known else f"{module}.{path} no longer uses {name}"


def test_this_is_the_weasyprint_that_layout_was_written_for() -> None:
    assert weasyprint.__version__.startswith(KNOWN), (
        f"briefwright/layout/ reaches into WeasyPrint {KNOWN}x, not "
        f"{weasyprint.__version__}: "
        "look at every page it makes, mend what the next test names, then change KNOWN here"
    )


def test_every_private_part_that_layout_reaches_into_is_there() -> None:
    missing = [sentence for part in PARTS if (sentence := gone(*part))]
    assert not missing, (
        f"WeasyPrint {weasyprint.__version__} has changed where "
        f"briefwright/layout/ reaches into it: {'; '.join(missing)}"
    )


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (("weasyprint.nowhere", "x", ""), "weasyprint.nowhere.x is gone"),
        (("weasyprint.pdf.tags", "x", ""), "weasyprint.pdf.tags.x is gone"),
        (
            ("weasyprint.pdf.tags", "add_tags", "x"),
            "weasyprint.pdf.tags.add_tags no longer uses x",
        ),
    ],
)
def test_a_part_that_is_gone_is_named(part: tuple[str, str, str], sentence: str) -> None:
    assert gone(*part) == sentence
