"""Native charts of every kind that say something else: each change, wherever a chart has room."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NAMES = {"c": C[1:-1], "a": A[1:-1]}

Node = etree._Element
# A chart's XML → whether it has been changed: not every kind has what a change is about.
Change = Callable[[Node], bool]


def _find(root: Node, path: str) -> list[Node]:
    found = root.xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def _set(path: str, value: str, key: str = "val") -> Change:
    """The first node of a path → another value of it."""

    def change(root: Node) -> bool:
        found = next((one for one in _find(root, path) if one.get(key) != value), None)
        if found is None:
            return False
        found.set(key, value)
        return True

    return change


def _write(path: str, text: str) -> Change:
    def change(root: Node) -> bool:
        found = next((one for one in _find(root, path) if one.text != text), None)
        if found is None:
            return False
        found.text = text
        return True

    return change


def _drop(path: str) -> Change:
    def change(root: Node) -> bool:
        found = next(iter(_find(root, path)), None)
        parent = None if found is None else found.getparent()
        if found is None or parent is None:
            return False
        parent.remove(found)
        return True

    return change


def _put(path: str, xml: str, place: int = 0) -> Change:
    """The first node of a path → with more XML in it."""

    def change(root: Node) -> bool:
        found = next(iter(_find(root, path)), None)
        if found is None:
            return False
        for number, one in enumerate(_parse(xml)):
            found.insert(place + number, one)
        return True

    return change


def _replace(path: str, xml: str) -> Change:
    def change(root: Node) -> bool:
        found = next(iter(_find(root, path)), None)
        parent = None if found is None else found.getparent()
        if found is None or parent is None:
            return False
        parent.replace(found, next(_parse(xml)))
        return True

    return change


def _parse(xml: str) -> Iterator[Node]:
    yield from etree.fromstring(f'<x xmlns:c="{C[1:-1]}" xmlns:a="{A[1:-1]}">{xml}</x>'.encode())


def _swap_series(root: Node) -> bool:
    found = _find(root, "//c:ser")
    if len(found) < 2:
        return False
    parent = found[0].getparent()
    assert parent is not None
    parent.insert(list(parent).index(found[0]), found[1])
    return True


def _turn_colours(root: Node) -> bool:
    """Each series in the next one's colour, its line and its marks as well."""
    for one in _find(root, "//c:ser//a:schemeClr[starts-with(@val, 'accent')]"):
        one.set("val", f"accent{int(one.get('val', '')[-1]) % 6 + 1}")
    return True


def _name_colours(root: Node) -> bool:
    """Each series in one red of its own, its line and its marks as well."""
    for one in _find(root, "//c:ser//a:schemeClr[starts-with(@val, 'accent')]"):
        parent = one.getparent()
        assert parent is not None
        parent.replace(one, next(_parse('<a:srgbClr val="C00000"/>')))
    return True


def _swap_names(root: Node) -> bool:
    found = _find(root, "//c:ser/c:tx//c:v")
    if len(found) < 2:
        return False
    found[0].text, found[1].text = found[1].text, found[0].text
    return True


_SERIES = "//c:ser[1]/c:spPr"
_OWN = '<a:srgbClr val="C00000"/>'
_PALE = '<a:lumMod val="5000"/><a:lumOff val="95000"/>'
_RED = '<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'
_DARK = '<c:spPr><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></c:spPr>'

ROWS: Mapping[str, Change] = {
    # ------------------------------------------------------------- colours
    "a series in another accent": _set(f"{_SERIES}//a:schemeClr", "accent4"),
    "the last series in the first's accent": _set("//c:ser[2]/c:spPr//a:schemeClr", "accent1"),
    "a series in a colour of its own": _replace(f"{_SERIES}//a:schemeClr", _OWN),
    "a series paler": _put(f"{_SERIES}//a:schemeClr", _PALE),
    "a series seen through": _put(f"{_SERIES}//a:schemeClr", '<a:alpha val="5000"/>'),
    "a series without fill": _replace(f"{_SERIES}//a:solidFill", "<a:noFill/>"),
    "all in the next accent": _turn_colours,
    "all in red": _name_colours,
    "a mark in another accent": _set("//c:marker//a:schemeClr", "accent5"),
    "a point in a colour of its own": _put(
        "//c:ser[1]", f'<c:dPt><c:idx val="0"/><c:spPr>{_RED}</c:spPr></c:dPt>', 4
    ),
    "a bar not muted": _drop("//c:dPt"),
    "another bar muted": _set("//c:dPt/c:idx", "0"),
    "a muted line in an accent": _set("//c:lineChart/c:ser[2]/c:spPr//a:schemeClr", "accent2"),
    "each point in its colour": _set("//c:varyColors", "1"),
    "other colours below zero": _set("//c:invertIfNegative", "1"),
    "a dark plot": _replace("//c:plotArea/c:spPr", _DARK),
    "a dark chart": _replace("/c:chartSpace/c:spPr", _DARK),
    # ------------------------------------------------------------- lines and marks
    "a line bent": _put("//c:lineChart/c:ser[1]", '<c:smooth val="1"/>', 99),
    "a line smoothed": _set("//c:ser[1]/c:smooth", "1"),
    "a line of another dash": _set("//c:ser[1]//a:prstDash", "sysDashDotDot"),
    "a line too thin": _set("//c:lineChart/c:ser[1]/c:spPr/a:ln", "1", "w"),
    "a line not drawn": _replace("//c:lineChart/c:ser[1]/c:spPr/a:ln/a:solidFill", "<a:noFill/>"),
    "no marks": _set("//c:ser[1]//c:symbol", "none"),
    "other marks": _set("//c:ser[1]//c:symbol", "dash"),
    "huge marks": _set("//c:ser[1]//c:marker/c:size", "72"),
    "no lines between parts": _drop("//c:ser[1]/c:spPr/a:ln"),
    "dark lines between parts": _set("//c:ser[1]/c:spPr/a:ln//a:schemeClr[@val='bg1']", "tx1"),
    "wide lines between parts": _set("//c:barChart/c:ser[1]/c:spPr/a:ln", "127000", "w"),
    # ------------------------------------------------------------- type
    "stacked otherwise": _set("//c:grouping", "stacked"),
    "of one whole": _set("//c:grouping", "percentStacked"),
    "side by side": _set("//c:grouping", "clustered"),
    "upright": _set("//c:barDir", "col"),
    "lying": _set("//c:barDir", "bar"),
    "gaps in a histogram": _set("//c:gapWidth[@val='0']", "60"),
    "no gaps between columns": _set("//c:barChart[c:barDir/@val='col']/c:gapWidth", "0"),
    "numbers moved away": _set("//c:dLbl[c:showLegendKey/@val='1']//c:x", "-0.2"),
    "keys in bars": _set("//c:dLbls[c:dLblPos/@val='ctr']/c:showLegendKey[@val='0']", "1"),
    "names left out": _set("//c:tickLblSkip", "3"),
    "thin bars": _set("//c:gapWidth", "500"),
    "bars over one another": _set("//c:overlap", "60"),
    "bars far apart": _set("//c:overlap", "-100"),
    # ------------------------------------------------------------- numbers
    "values hidden": _set("//c:ser[1]/c:dLbls/c:showVal", "0"),
    "one value deleted": _put("//c:dLbls", '<c:dLbl><c:idx val="0"/><c:delete val="1"/></c:dLbl>'),
    "all values deleted": _put("//c:ser[1]/c:dLbls", '<c:delete val="1"/>'),
    "format of a value": _set("//c:dLbls/c:numFmt", ";;;", "formatCode"),
    "format of one value": _set("//c:dLbl/c:numFmt", '"9"', "formatCode"),
    "format that rounds": _set("//c:dLbls/c:numFmt", "0,", "formatCode"),
    "format of the cache": _write("//c:numCache/c:formatCode", "0.0%"),
    "values elsewhere": _set("//c:ser[1]/c:dLbls/c:dLblPos", "inBase"),
    "values of a line elsewhere": _set("//c:lineChart/c:ser[1]/c:dLbls/c:dLblPos", "r"),
    "values in the colour of paper": _set("//c:dLbls/c:txPr//a:schemeClr[@val='tx1']", "bg1"),
    "values in the bar's colour": _set("//c:dLbls/c:txPr//a:schemeClr", "accent1"),
    "values too small": _set("//c:dLbls/c:txPr//a:defRPr", "100", "sz"),
    "a number of the cache": _write("//c:val//c:v", "777"),
    "a category of the cache": _write("//c:cat//c:v", "Other"),
    "names exchanged": _swap_names,
    "a name of the cache": _write("//c:ser[1]/c:tx//c:v", "Other"),
    "a point less": _drop("//c:val//c:pt"),
    "another range": _write("//c:val//c:f", "Sheet1!$B$3:$B$5"),
    "another range of names": _write("//c:cat//c:f", "Sheet1!$A$3:$A$5"),
    "series exchanged": _swap_series,
    "series of one number": _set("//c:ser[2]/c:order", "0"),
    # ------------------------------------------------------------- names at the ends of lines
    "an end without its name": _set("//c:dLbl/c:showSerName[@val='1']", "0"),
    "a name on the other side": _set("//c:dLbl[c:showSerName/@val='1']/c:dLblPos", "r"),
    "a name at another line": _set("//c:dLbl[c:showSerName/@val='1']/c:layout//c:y", "0.9"),
    "an end less": _drop("//c:dLbl[c:showSerName/@val='1']"),
    # ------------------------------------------------------------- axes
    "values turned over": _set("//c:valAx//c:orientation[@val='minMax']", "maxMin"),
    "categories turned over": _set("//c:catAx//c:orientation[@val='maxMin']", "minMax"),
    "categories the other way": _set("//c:catAx//c:orientation[@val='minMax']", "maxMin"),
    "no categories": _set("//c:catAx/c:delete[@val='0']", "1"),
    "categories without letters": _set("//c:catAx/c:tickLblPos", "none"),
    "categories at the far end": _set("//c:catAx/c:tickLblPos", "high"),
    "categories in the colour of paper": _set("//c:catAx//c:txPr//a:schemeClr", "bg1"),
    "categories too small": _set("//c:catAx//a:defRPr", "100", "sz"),
    "a logarithm": _put("//c:valAx/c:scaling", '<c:logBase val="10"/>'),
    "an end too far": _set("//c:valAx//c:max", "999999999999"),
    "no end": _drop("//c:valAx//c:max"),
    "another beginning": _put("//c:valAx/c:scaling", '<c:min val="5"/>', 9),
    "another beginning set": _set("//c:valAx//c:min", "5"),
    "no beginning": _drop("//c:valAx//c:min"),
    "crossing at the end": _set("//c:catAx/c:crosses", "max"),
    "values crossing at the end": _set("//c:valAx/c:crosses", "max"),
    "values on the other side": _set("//c:valAx/c:axPos[@val='l']", "r"),
    "a scale that isn't logarithmic": _drop("//c:logBase"),
    "a logarithmic scale by powers of two": _set("//c:logBase", "2"),
    "a logarithmic scale from another number": _set("//c:scaling[c:logBase]/c:min", "1"),
    "a scale that is logarithmic": _put("//c:valAx/c:scaling", '<c:logBase val="10"/>'),
    "an axis of values": _set("//c:valAx/c:delete[@val='1']", "0"),
    "ticks": _set("//c:catAx/c:majorTickMark", "cross"),
    "gridlines": _put("//c:valAx", "<c:majorGridlines/>", 4),
    "categories as dates": _set("//c:catAx/c:auto", "1"),
    "columns cut off at the edges": _set("//c:crossBetween[@val='between']", "midCat"),
    "areas that begin inside": _set("//c:crossBetween[@val='midCat']", "between"),
    "some categories left out": _put("//c:catAx", '<c:tickLblSkip val="2"/>', 16),
    # ------------------------------------------------------------- a second axis
    "a second axis with another end": _set("//c:valAx[2]//c:max", "9"),
    "a second axis with another step": _set("//c:valAx[2]/c:majorUnit", "3"),
    "a second axis on the first one's side": _set("//c:valAx[2]/c:axPos", "l"),
    "a second axis that crosses the first": _set("//c:valAx[2]/c:crosses", "autoZero"),
    "a second axis without its title": _drop("//c:valAx[2]/c:title"),
    "a second axis that counts something else": _write("//c:valAx[2]/c:title//a:t", "days"),
    "a second axis that isn't shown": _set("//c:valAx[2]/c:delete", "1"),
    "a second axis of rows that is shown": _set("//c:catAx[2]/c:delete", "0"),
    "a second axis of rows the other way": _set("//c:catAx[2]//c:orientation", "maxMin"),
    "lines on the first axis": _set("//c:lineChart/c:axId[@val='4']", "2"),
    "a second axis of other ticks": _set("//c:valAx[2]/c:numFmt", '"9"', "formatCode"),
    # ------------------------------------------------------------- thresholds
    "a threshold with points": _set("//c:symbol[@val='none']", "circle"),
    "a threshold in an accent": _set(
        "//c:ser[c:marker/c:symbol/@val='none']/c:spPr//a:schemeClr", "accent3"
    ),
    "a threshold that rises": _write("//c:ser[c:marker/c:symbol/@val='none']//c:val//c:v", "31"),
    "a threshold without its line": _replace(
        "//c:ser[c:marker/c:symbol/@val='none']/c:spPr/a:ln/a:solidFill", "<a:noFill/>"
    ),
    "an unnamed series named by Word": _drop("//c:legendEntry"),
    # ------------------------------------------------------------- the unit
    "another unit": _write("//c:title//a:t", "millions of ships"),
    "no unit": _drop("//c:title"),
    "a unit in the colour of paper": _set("//c:title//a:rPr//a:schemeClr", "bg1"),
    "a unit too small": _set("//c:title//a:rPr", "100", "sz"),
    # ------------------------------------------------------------- legend and frame
    "no legend": _drop("//c:legend"),
    "a legend elsewhere": _set("//c:legendPos", "r"),
    "a legend over the bars": _set("//c:legend/c:overlay", "1"),
    "a name left out of the legend": _put(
        "//c:legend", '<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>', 1
    ),
    "a legend in the colour of paper": _set("//c:legend//a:schemeClr", "bg1"),
    "a legend too small": _set("//c:legend//a:defRPr", "100", "sz"),
    "a legend out of sight": _set("//c:legend//c:x", "2.0"),
    "a plot too narrow": _set("//c:plotArea/c:layout//c:w", "0.0100"),
    "a plot out of sight": _set("//c:plotArea/c:layout//c:x", "2.0"),
    "a plot lower": _set("//c:plotArea/c:layout//c:y", "0.9000"),
    "gaps as zero": _set("//c:dispBlanksAs", "zero"),
    "gaps bridged": _set("//c:dispBlanksAs", "span"),
    "what is hidden shown": _set("//c:plotVisOnly", "0"),
    "a title of its own": _set("//c:autoTitleDeleted", "0"),
    "letters in the colour of paper": _set("/c:chartSpace/c:txPr//a:schemeClr", "bg1"),
}  # fmt: skip
