"""Native charts of a Word file that say something else: in XML, cache and workbook."""

from collections.abc import Mapping

from tampering.word import CHART, Change, in_book, sub

SHEET = "xl/worksheets/sheet1.xml"

_PALE = '<a:schemeClr val="accent1"><a:lumMod val="5000"/><a:lumOff val="95000"/></a:schemeClr>'

ROWS: Mapping[str, Change] = {
    "order of rows turned": sub(CHART, "(<c:catAx>.*?)maxMin", r"\1minMax"),
    "values mirrored": sub(CHART, "(<c:valAx>.*?)minMax", r"\1maxMin"),
    "no categories": sub(CHART, '(<c:catAx>.*?)<c:delete val="0"/>', r'\1<c:delete val="1"/>'),
    "categories elsewhere": sub(
        CHART, '(<c:catAx>.*?)<c:tickLblPos val="nextTo"/>', r'\1<c:tickLblPos val="none"/>'
    ),
    "format hundred": sub(CHART, 'formatCode="#,##0"', 'formatCode="0E+00"'),
    "format words": sub(CHART, 'formatCode="#,##0"', 'formatCode="&quot;900&quot;"'),
    "format blank": sub(CHART, 'formatCode="#,##0"', 'formatCode=";;;"'),
    "cache format": sub(CHART, "<c:formatCode>#,##0", "<c:formatCode>;;;"),
    "format date": sub(CHART, 'formatCode="#,##0"', 'formatCode="yyyy"'),
    "shows category": sub(CHART, '<c:showCatName val="0"/>', '<c:showCatName val="1"/>'),
    "shows series": sub(CHART, '<c:showSerName val="0"/>', '<c:showSerName val="1"/>'),
    "shows percent": sub(CHART, '<c:showPercent val="0"/>', '<c:showPercent val="1"/>'),
    "label inside": sub(CHART, '<c:dLblPos val="outEnd"/>', '<c:dLblPos val="inBase"/>'),
    "label white": sub(CHART, "(<c:dLbls>.*?)tx1", r"\1bg1"),
    "label tiny": sub(CHART, '(<c:dLbls>.*?)sz="850"', r'\1sz="100"'),
    "cat labels white": sub(CHART, "(<c:catAx>.*?)tx1", r"\1bg1"),
    "lighter fill": sub(CHART, '<a:schemeClr val="accent1"/>', _PALE),
    "no fill": sub(CHART, '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', "<a:noFill/>"),
    "invert": sub(CHART, '<c:invertIfNegative val="0"/>', '<c:invertIfNegative val="1"/>'),
    "gap": sub(CHART, r'<c:gapWidth val="\d+"/>', '<c:gapWidth val="500"/>'),
    "overlap": sub(CHART, r'<c:overlap val="-\d+"/>', '<c:overlap val="100"/>'),
    "vary": sub(CHART, '<c:varyColors val="0"/>', '<c:varyColors val="1"/>'),
    "max": sub(CHART, r'<c:max val="[^"]+"/>', '<c:max val="9999999"/>'),
    "no max": sub(CHART, r'<c:max val="[^"]+"/>', ""),
    "log": sub(CHART, "(<c:valAx>.*?<c:scaling>)", r'\1<c:logBase val="10"/>'),
    "crosses max": sub(
        CHART, '(<c:valAx>.*?)<c:crosses val="autoZero"/>', r'\1<c:crosses val="max"/>'
    ),
    "crosses": sub(CHART, '(<c:catAx>.*?)<c:crosses val="autoZero"/>', r'\1<c:crosses val="max"/>'),
    "layout": sub(CHART, '<c:w val="0.7077"/>', '<c:w val="0.0100"/>'),
    "layout h": sub(CHART, '<c:h val="1.0000"/>', '<c:h val="0.0100"/>'),
    "blanks zero": sub(CHART, '<c:dispBlanksAs val="gap"/>', '<c:dispBlanksAs val="zero"/>'),
    "visible": sub(CHART, '<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="0"/>'),
    "count": sub(CHART, '<c:ptCount val="3"/>', '<c:ptCount val="9"/>'),
    "stray cell": in_book(
        SHEET, "</sheetData>", '<row r="9"><c r="F9"><v>42</v></c></row></sheetData>'
    ),
    "stray column": in_book(SHEET, '(<row r="2".*?)</row>', r'\1<c r="D2"><v>42</v></c></row>'),
    "hidden row": in_book(SHEET, '<row r="2"', '<row hidden="1" r="2"'),
    "book number": in_book(SHEET, "<v>139</v>", "<v>138</v>"),
    "book format": in_book("xl/styles.xml", "#,##0", "0.0%"),
    "axpos": sub(CHART, '<c:axPos val="l"/>', '<c:axPos val="r"/>'),
    "tick number format": sub(CHART, '(<c:valAx>.*?)formatCode="General"', r'\1formatCode="0%"'),
    "type line": sub(CHART, '<c:barDir val="bar"/>', '<c:barDir val="col"/>'),
    "range": sub(CHART, r"\$B\$2:\$B\$4", r"$B$3:$B$5"),
    "auto title": sub(CHART, '<c:autoTitleDeleted val="1"/>', '<c:autoTitleDeleted val="0"/>'),
}
