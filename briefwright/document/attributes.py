"""The attributes that a template may write on the elements of the vocabulary, and those it must."""

# Attributes that a template may write on a role's element, beside `class`.
# data-at       the address of a leaf or block      data-number   its number, given by the Edition
# data-running  what the head of a page calls a section whose heading says more
# data-label    its series: “Figure”, “Table”       data-fact     the fact that a number is
# data-chart    the kind of a chart that Word draws itself, from the data table beside it
# data-value    a number in plain digits, "" where there is none
# data-unit     what a chart counts, printed in its drawing
# data-floor    the power of ten at which its logarithmic scale begins
# data-ticks    where the numbers of its axis of values stand; data-second-ticks, of a second one
# data-second-unit   what the second axis counts
# data-drawn    on the name of a series: “threshold”, for a line across all others, or “line”
# data-muted    on the name of a row or a series: “yes” where others are highlighted
# data-result   what of a reference's words follows from its target, and data-shows what that is:
#               label (“Figure 2”), number, title, page or note
# data-change   of two editions compared: a drawing that came (“ins”) or went (“del”)
# data-move     what stands in two places because it moved, by a name of its own
GLOBAL_ATTRIBUTES = frozenset({"class", "id", "lang", "dir", "data-role", "data-at"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "body": frozenset({"data-running", "data-foot", "data-marking", "data-watermark"}),
    "h2": frozenset({"data-number", "data-running"}),
    "h3": frozenset({"data-number"}),
    "h4": frozenset({"data-number"}),
    "h5": frozenset({"data-number"}),
    "ol": frozenset({"type"}),
    "li": frozenset({"data-number", "value"}),
    "endnote": frozenset({"data-number", "value"}),
    "cell-item": frozenset({"value"}),
    "footnote": frozenset({"data-number"}),
    "figure": frozenset({"data-number", "data-label"}),
    "figcaption": frozenset({"data-number", "data-label"}),
    "img": frozenset(
        {
            "src",
            "alt",
            "width",
            "height",
            "data-change",
            "data-chart",
            "data-unit",
            "data-floor",
            "data-ticks",
            "data-second-unit",
            "data-second-ticks",
        }
    ),
    "cover-picture": frozenset({"src", "alt", "width", "height"}),
    "cell-drawing": frozenset({"src", "alt", "data-change"}),
    "data-name": frozenset({"data-muted", "data-drawn"}),
    "data-value": frozenset({"data-value", "data-fact"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "a": frozenset({"href"}),
    "reference": frozenset({"href", "data-shows", "data-result"}),
    "call": frozenset({"href", "data-number"}),
    "data": frozenset({"value", "data-fact"}),
    "ins": frozenset({"data-move"}),
    "del": frozenset({"data-move"}),
    "page": frozenset({"data-ref"}),
    "contents": frozenset({"data-series"}),
    "entry": frozenset({"data-level"}),
}
REQUIRED_ATTRIBUTES: dict[str, frozenset[str]] = {
    "img": frozenset({"src", "alt"}),
    "cover-picture": frozenset({"src", "alt"}),
    "cell-drawing": frozenset({"src", "alt"}),
    "data-value": frozenset({"data-value", "data-at"}),
    "a": frozenset({"href"}),
    "reference": frozenset({"href"}),
    "call": frozenset({"href", "data-number"}),
    "endnote": frozenset({"data-number", "id"}),
    "footnote": frozenset({"data-number"}),
    "th": frozenset({"scope"}),
    "data": frozenset({"value", "data-fact"}),
    "page": frozenset({"data-ref"}),
}

# The class of a page whose lines stand closer, so that its last sheet isn't nearly empty.
CLOSE = "close"
