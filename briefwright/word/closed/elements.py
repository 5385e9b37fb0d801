"""What may stand in the XML of a Word file: elements, their attributes, their values, their words.

A row names an element and what may stand in it, each with its attributes:

    w:tr: w:trPr w:tc
    w:numPr: w:ilvl(w:val=$level) w:numId(w:val=$number)

An attribute's values are parted by |; one that begins with $ is a class of VALUES; ~ is a space.
Each attribute may be left out. Words may stand only in the elements of TEXTS.
Not on the list, for instance: hidden text, frames, text that is narrowed, lifted or set over other
text, tracked changes, comments, custom XML, forms, objects, macros, and all fields but nine.
"""

from briefwright.word.closed.parts import NAMESPACES

# Lengths in twips reach as far as Word's largest page, 22 inches; sizes of type are half points.
_PERCENT = r'("[%٪\u00a0\u202f\u200e\u200f\u061c ]{1,4}")?'
_SIGNS = r"(\[\$-(2000401|3000429|4000439|40C|807|407)\])?"  # digits, separators
_NUMBER = rf"{_SIGNS}{_PERCENT}(#,##0|0)(\.0{{1,9}})?{_PERCENT}"
VALUES = {
    "on": r"|0|1|true|false",
    "length": r"\d{1,4}|[12]\d{4}|3[01]\d{3}",
    "shift": r"-?\d{1,4}|-?[12]\d{4}",
    "tracking": r"-?\d{1,2}|1\d\d",
    "size": r"[1-9]\d?|[1-3]\d\d",
    "line": r"\d{1,3}",
    "overlap": r"0|-\d{1,2}|100",
    "number": r"\d{1,10}",
    "level": r"[0-9]",
    "count": r"-1|\d{1,5}",
    "rgb": r"[0-9A-Fa-f]{6}",
    "colour": r"auto|[0-9A-Fa-f]{6}",
    "theme": r"(text|accent|background|dark|light)[1-6]|hyperlink|followedHyperlink|none",
    "shade": r"[0-9A-F]{2}",
    "border": r"nil|none|single|dashed|dotted|double|thick",
    "relation": r"[A-Za-z]{1,10}\d{1,6}",
    "bookmark": r"_(at|Ref|Toc)_?[A-Za-z0-9_]{1,36}",
    "address": r"[^\s<>\"]{1,64}",
    "style": r"[^\W_][\w-]{0,60}",
    "title": r"[^\W_][\w ()/,.’'&+-]{0,60}",
    "face": r"[+\w][\w .,'-]{0,60}",
    "hex": r"[0-9A-F]{8,20}",
    "guid": r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}",
    "language": r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?",
    "marker": r"(%[1-9][.)]?)+|.{0,3}|“.{1,3}”",
    "emu": r"-?\d{1,9}",
    "share": r"-?\d(\.\d+)?(E-\d+)?",
    "scale": r"-?\d+(\.\d+)?(e[+-]\d+)?",
    "format": rf"General|{_NUMBER}(;−{_NUMBER})?",
    "words": r".*",
    "cell": r"[A-Z]{1,3}\d{1,5}",
    "cells": r"[A-Z]{1,3}\d{1,5}(:[A-Z]{1,3}\d{1,5})?",
    "spans": r"\d+:\d+",
    "accent": r"accent[1-6]|(tx|bg|lt|dk)[12]|phClr|hlink|folHlink",
    "script": r"[A-Z][a-z]{3}",
}

# What may be said in the elements that hold words; Marks and statements are compared with them.
TEXTS = {
    "w:t": r".*",
    "w:instrText": (
        r" ((PAGE|NUMPAGES|SECTIONPAGES)( +\\\* (MERGEFORMAT|ARABIC|Arabic))*"
        r'|TOC \\o "1-[1-9]" \\h \\z \\u|TOC \\h \\z \\c "\w{1,40}"'
        r"|PAGEREF _\w{1,39} \\h|NOTEREF _\w{1,39} (\\f )?\\h"
        r"|REF _\w{1,39} (\\w \\h|\\h \\\* MERGEFORMAT)|SEQ \w{1,40} \\\* ARABIC( \\r \d{1,4})?"
        r'|STYLEREF ([1-9]|"[^"\\]{1,60}")( \\n)?) ?'
    ),
    "wp:posOffset": r"-?\d{1,9}",
    "wp:align": r"left|center|right|inside|outside|top|bottom",
    "c:separator": r"  ", "c:v": r".*", "a:t": r".*",
    "c:f": r"Sheet1!\$[A-Z]{1,2}\$\d{1,4}(:\$[A-Z]{1,2}\$\d{1,4})?",
    "c:formatCode": VALUES["format"],
    "dc:title": r".*", "dc:creator": r".*", "dc:subject": r".*", "cp:keywords": r".*",
    "cp:lastModifiedBy": r".*", "dc:language": VALUES["language"],
    "dcterms:created": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "dcterms:modified": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "vt:lpwstr": r".*",
    "vt:lpstr": r"Worksheets|Sheet1", "vt:i4": r"1",
    "ep:Application": r"Microsoft Excel", "ep:DocSecurity": r"0", "ep:ScaleCrop": r"false",
    "ep:LinksUpToDate": r"false", "ep:SharedDoc": r"false", "ep:HyperlinksChanged": r"false",
    "ep:AppVersion": r"12\.0000",
    "x:t": r".*", "x:v": VALUES["scale"],
}  # fmt: skip

_EDGES = " ".join(
    f"w:{side}(w:val=$border w:sz=$line w:space=$line w:color=$colour w:themeColor=$theme "
    "w:themeTint=$shade w:themeShade=$shade w:w=$length w:type=dxa|nil)"
    for side in ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
)
_SHADING = (
    "w:shd(w:val=clear w:color=auto w:fill=$colour w:themeFill=$theme w:themeFillTint=$shade "
    "w:themeFillShade=$shade)"
)
_RUNS = (
    "w:r w:hyperlink(w:anchor=$bookmark w:history=1 r:id=$relation) "
    "w:bookmarkStart(w:id=$number w:name=$bookmark) w:bookmarkEnd(w:id=$number)"
)
_VALUE = "w:val=$on"
WORDS = f"""
w:document: w:background(w:color=$rgb) w:body
w:body: w:p w:tbl w:sdt w:sectPr
w:hdr: w:p
w:ftr: w:p
w:footnotes: w:footnote(w:id=$count w:type=separator|continuationSeparator)
w:footnote: w:p
w:sdt: w:sdtPr w:sdtContent
w:sdtPr: w:alias(w:val=$address) w:tag(w:val=$address) w:id(w:val=$number) w:docPartObj \
w15:appearance(w15:val=hidden)
w:docPartObj: w:docPartGallery(w:val=Quick~Parts|Table~of~Contents) w:docPartUnique
w:sdtContent: w:p w:sdt w:tbl
w:p: w:pPr {_RUNS}
w:hyperlink: w:r
w:r: w:rPr w:t(xml:space=preserve) w:tab w:br(w:type=column) \
w:fldChar(w:fldCharType=begin|separate|end) w:instrText(xml:space=preserve) \
w:softHyphen w:noBreakHyphen w:drawing w:pict w:separator \
w:continuationSeparator w:footnoteRef w:footnoteReference(w:id=$number w:customMarkFollows=1)
w:pPr: w:pStyle(w:val=$style) w:keepNext({_VALUE}) w:keepLines({_VALUE}) \
w:pageBreakBefore({_VALUE}) w:widowControl({_VALUE}) w:numPr w:pBdr {_SHADING} w:tabs \
w:suppressAutoHyphens({_VALUE}) w:autoSpaceDE({_VALUE}) w:autoSpaceDN({_VALUE}) w:bidi({_VALUE}) \
w:spacing(w:before=$length w:after=$length w:line=$length w:lineRule=auto|atLeast|exact) \
w:ind(w:left=$shift w:right=$shift w:hanging=$length w:firstLine=$length) \
w:contextualSpacing({_VALUE}) w:jc(w:val=left|center|right|both|start|end) \
w:outlineLvl(w:val=$level) \
w:rPr w:sectPr
w:numPr: w:ilvl(w:val=$level) w:numId(w:val=$number)
w:pBdr: {_EDGES}
w:tabs: w:tab(w:val=left|center|right|num|clear w:leader=dot|none w:pos=$length)
w:rPr: w:rStyle(w:val=$style) w:rFonts(w:ascii=$face w:hAnsi=$face w:eastAsia=$face w:cs=$face \
w:asciiTheme=majorHAnsi|minorHAnsi w:hAnsiTheme=majorHAnsi|minorHAnsi \
w:eastAsiaTheme=majorEastAsia|minorEastAsia w:cstheme=majorBidi|minorBidi w:hint=default) \
w:b({_VALUE}) w:bCs({_VALUE}) w:i({_VALUE}) w:iCs({_VALUE}) w:caps({_VALUE}) \
w:smallCaps({_VALUE}) w:strike({_VALUE}) w:noProof({_VALUE}) \
w:color(w:val=$colour w:themeColor=$theme w:themeShade=$shade w:themeTint=$shade) \
w:spacing(w:val=$tracking) w:kern(w:val=$line) w:sz(w:val=$size) w:szCs(w:val=$size) \
w:u(w:val=single|none) {_SHADING} w:vertAlign(w:val=superscript|subscript|baseline) \
w:rtl({_VALUE}) w:lang(w:val=$language w:bidi=$language w:eastAsia=$language) \
w14:ligatures(w14:val=standardContextual) w14:numForm(w14:val=default|lining|oldStyle) \
w14:numSpacing(w14:val=default|proportional|tabular)
w:sectPr: w:headerReference(w:type=default|first|even r:id=$relation) \
w:footerReference(w:type=default|first|even r:id=$relation) w:type(w:val=continuous|nextPage) \
w:pgSz(w:w=$length w:h=$length w:orient=landscape) w:pgMar(w:top=$length w:right=$length \
w:bottom=$length w:left=$length w:header=$length w:footer=$length w:gutter=0) \
w:pgBorders(w:offsetFrom=page|text) w:cols(w:num=$level w:space=$length) w:titlePg \
w:bidi
w:pgBorders: {_EDGES}
w:tbl: w:tblPr w:tblGrid w:tr
w:tblPr: w:tblStyle(w:val=$style) w:bidiVisual w:tblStyleRowBandSize(w:val=$level) \
w:tblStyleColBandSize(w:val=$level) w:tblW(w:w=$length w:type=dxa) \
w:tblInd(w:w=$shift w:type=dxa) w:tblBorders w:tblLayout(w:type=fixed) w:tblCellMar \
w:tblLook(w:val=$shade|0400|0420|0440|0460|0480|04A0|04C0|04E0 w:firstRow=0|1 w:lastRow=0|1 \
w:firstColumn=0|1 w:lastColumn=0 w:noHBand=0 w:noVBand=1)
w:tblBorders: {_EDGES}
w:tblCellMar: {_EDGES}
w:tblGrid: w:gridCol(w:w=$length)
w:tr: w:trPr w:tc
w:trPr: w:cantSplit w:tblHeader
w:tc: w:tcPr w:p w:tbl w:sdt
w:tcPr: w:tcW(w:w=$length w:type=dxa) w:gridSpan(w:val=$line) w:vMerge(w:val=restart|continue) \
w:tcBorders {_SHADING} w:tcMar w:vAlign(w:val=top|center|bottom)
w:tcBorders: {_EDGES}
w:tcMar: {_EDGES}
w:drawing: wp:inline(distT=0 distB=0 distL=0 distR=0)
w:drawing: wp:anchor(distT=0 distB=0 distL=0 distR=0 simplePos=0 relativeHeight=1 behindDoc=1 \
locked=0 layoutInCell=1 allowOverlap=1)
wp:anchor: wp:simplePos(x=0 y=0) wp:positionH(relativeFrom=page) wp:positionV(relativeFrom=page) \
wp:extent(cx=$emu cy=$emu) wp:effectExtent(l=0 t=0 r=0 b=0) wp:wrapNone wp:wrapTopAndBottom \
wp:docPr(id=$number name=$title descr=$words) wp:cNvGraphicFramePr a:graphic
wp:positionH: wp:posOffset
wp:positionV: wp:posOffset
wp:inline: wp:extent(cx=$emu cy=$emu) wp:docPr(id=$number name=$title descr=$words) \
wp:cNvGraphicFramePr a:graphic
wp:docPr: a:extLst
wp:cNvGraphicFramePr: a:graphicFrameLocks(noChangeAspect=1)
a:graphic: a:graphicData(uri={NAMESPACES["c"]}|{NAMESPACES["pic"]})
a:graphicData: pic:pic c:chart(r:id=$relation)
pic:pic: pic:nvPicPr pic:blipFill pic:spPr
pic:nvPicPr: pic:cNvPr(id=$number name=$title) pic:cNvPicPr
pic:blipFill: a:blip(r:embed=$relation) a:stretch
a:blip: a:extLst
a:extLst: a:ext(uri={{96DAC541-7B7A-43D3-8B79-37D633B846F1}}|\
{{C183D7F6-B498-43B3-948B-1728B52AA6E4}})
a:ext: asvg:svgBlip(r:embed=$relation) adec:decorative(val=1)
a:stretch: a:fillRect
pic:spPr: a:xfrm a:prstGeom(prst=rect)
a:xfrm: a:off(x=0 y=0) a:ext(cx=$emu cy=$emu)
a:prstGeom: a:avLst
w:pict: v:shapetype(id=_x0000_t136 coordsize=21600,21600 o:spt=136 adj=10800 \
path=m@7,l@8,m@5,21600l@6,21600e) v:shape(id=$title o:spid=$words type=#_x0000_t136 alt= \
style=$watermark o:allowincell=f fillcolor=$paint stroked=f)
v:shapetype: v:formulas v:path(textpathok=t o:connecttype=rect) v:textpath(on=t fitshape=t)
v:formulas: v:f(eqn=$formula)
v:shape: v:textpath(style=$lettering string=$words)
w:styles: w:docDefaults w:latentStyles(w:defLockedState=0 w:defUIPriority=$number \
w:defSemiHidden=$on w:defUnhideWhenUsed=$on w:defQFormat=0 w:count=$number) \
w:style(w:type=paragraph|character|table|numbering w:default=1 w:styleId=$style w:customStyle=1)
w:latentStyles: w:lsdException(w:name=$title w:semiHidden=$on w:uiPriority=$number \
w:unhideWhenUsed=$on w:qFormat=$on w:locked=$on)
w:docDefaults: w:rPrDefault w:pPrDefault
w:rPrDefault: w:rPr
w:pPrDefault: w:pPr
w:style: w:name(w:val=$title) w:basedOn(w:val=$style) w:next(w:val=$style) w:link(w:val=$style) \
w:uiPriority(w:val=$number) w:semiHidden w:unhideWhenUsed w:qFormat w:rsid(w:val=$hex) w:pPr \
w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr(w:type=$style)
w:tblStylePr: w:pPr w:rPr w:tblPr w:trPr w:tcPr
w:numbering: w:abstractNum(w:abstractNumId=$number) w:num(w:numId=$number)
w:abstractNum: w:nsid(w:val=$hex) w:multiLevelType(w:val=multilevel|singleLevel|hybridMultilevel) \
w:tmpl(w:val=$hex) w:lvl(w:ilvl=$level w:tplc=$hex)
w:lvl: w:start(w:val=$number) w:numFmt(w:val=bullet|decimal|decimalZero|lowerLetter|upperLetter|\
lowerRoman|upperRoman|none) w:pStyle(w:val=$style) w:suff(w:val=tab|nothing|space) \
w:lvlText(w:val=$marker) w:lvlJc(w:val=left|right|center|start|end) w:pPr w:rPr
w:num: w:abstractNumId(w:val=$number) w:lvlOverride(w:ilvl=$level)
w:lvlOverride: w:startOverride(w:val=$number)
w:fonts: w:font(w:name=$face)
w:font: w:altName(w:val=$face) w:panose1(w:val=$hex) w:charset(w:val=$shade) \
w:family(w:val=auto|roman|swiss|modern|script|decorative) w:notTrueType \
w:pitch(w:val=variable|fixed|default) w:sig(w:usb0=$hex w:usb1=$hex w:usb2=$hex w:usb3=$hex \
w:csb0=$hex w:csb1=$hex) w:embedRegular({{0}}) w:embedBold({{0}}) w:embedItalic({{0}}) \
w:embedBoldItalic({{0}})
w:settings: w:zoom(w:percent=100) w:displayBackgroundShape w:embedTrueTypeFonts w:saveSubsetFonts \
w:defaultTabStop(w:val=720) w:autoHyphenation w:evenAndOddHeaders \
w:characterSpacingControl(w:val=doNotCompress) w:footnotePr w:compat \
w:themeFontLang(w:val=$language w:bidi=$language) w:clrSchemeMapping(w:bg1=light1 w:t1=dark1 \
w:bg2=light2 w:t2=dark2 w:accent1=accent1 w:accent2=accent2 w:accent3=accent3 w:accent4=accent4 \
w:accent5=accent5 w:accent6=accent6 w:hyperlink=hyperlink w:followedHyperlink=followedHyperlink) \
w:decimalSymbol(w:val=.) w:listSeparator(w:val=,)
w:footnotePr: w:footnote(w:id=-1|0)
w:compat: w:compatSetting(w:name=compatibilityMode|differentiateMultirowTableHeaders|\
doNotFlipMirrorIndents|enableOpenTypeFeatures|overrideTableStyleFontSizeAndJustification \
w:uri=http://schemas.microsoft.com/office/word w:val=1|15)
""".replace("{0}", "w:fontKey=$guid r:id=$relation w:subsetted=1")
VALUES |= {
    "paint": r"#[0-9A-Fa-f]{6}",
    "formula": r"(sum|prod|if)( [#@]?\d{1,5}){2,3}",
    "watermark": (
        r"position:absolute;margin-left:0;margin-top:0;width:\d+pt;height:\d+pt;rotation:\d+;"
        r"z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        r"mso-position-vertical:center;mso-position-vertical-relative:page"
    ),
    "lettering": r'font-family:"[\w .-]{1,60}";font-size:1pt(;font-weight:bold)?',
}

# Heads and feet besides, as organisations make them: tables, and pictures at a place on the page.
_FROM = (
    "relativeFrom=margin|page|column|character|paragraph|line|leftMargin|rightMargin|topMargin|"
    "bottomMargin|insideMargin|outsideMargin"
)
_BY_OFFICE = "w:w=$length w:type=dxa|pct|auto"
HEADS = f"""
w:hdr: w:tbl
w:ftr: w:tbl
w:r: w:br
w:drawing: wp:anchor(distT=$emu distB=$emu distL=$emu distR=$emu simplePos=0 \
relativeHeight=$number behindDoc=0|1 locked=0|1 layoutInCell=0|1 allowOverlap=0|1)
wp:anchor: wp:simplePos(x=$emu y=$emu) wp:positionH({_FROM}) wp:positionV({_FROM}) \
wp:extent(cx=$emu cy=$emu) wp:effectExtent(l=$emu t=$emu r=$emu b=$emu) wp:wrapNone \
wp:wrapSquare(wrapText=bothSides|left|right|largest) wp:wrapTopAndBottom \
wp:docPr(id=$number name=$title descr=$words) wp:cNvGraphicFramePr a:graphic
wp:inline: wp:effectExtent(l=$emu t=$emu r=$emu b=$emu)
wp:positionH: wp:posOffset wp:align
wp:positionV: wp:posOffset wp:align
pic:blipFill: a:srcRect(l=$emu t=$emu r=$emu b=$emu)
w:tblPr: w:tblW({_BY_OFFICE}) w:tblInd(w:w=$shift w:type=dxa|auto) w:jc(w:val=left|center|right) \
w:tblLayout(w:type=fixed|autofit)
w:tcPr: w:tcW({_BY_OFFICE})
w:trPr: w:trHeight(w:val=$length w:hRule=atLeast|exact|auto)
"""
_FILL = "a:solidFill a:noFill a:ln(w=$number cap=rnd)"
_SWITCHES = (
    "c:dLblPos(val=b|ctr|outEnd|t|r|l|inEnd) c:showLegendKey(val=0|1) c:showVal(val=0|1) "
    "c:showCatName(val=0) c:showSerName(val=0|1) c:showPercent(val=0) c:showBubbleSize(val=0) "
    "c:separator"
)
_LABEL = f"c:numFmt(formatCode=$format sourceLinked=0) c:spPr c:txPr {_SWITCHES}"
_AXIS = (
    "c:axId(val=1|2|3|4) c:scaling c:delete(val=0|1) c:axPos(val=b|l|r) c:majorGridlines c:title "
    "c:numFmt(formatCode=General|$format sourceLinked=0) c:majorTickMark(val=none) "
    "c:minorTickMark(val=none) c:tickLblPos(val=low|nextTo) c:spPr c:txPr c:crossAx(val=1|2|3|4) "
    "c:crosses(val=autoZero|max)"
)
CHART = f"""
c:chartSpace: c:date1904(val=0) c:roundedCorners(val=0) c:chart c:spPr c:txPr \
c:externalData(r:id=$relation)
c:externalData: c:autoUpdate(val=0)
c:chart: c:title c:autoTitleDeleted(val=0|1) c:plotArea c:legend c:plotVisOnly(val=1) \
c:dispBlanksAs(val=gap)
c:plotArea: c:layout c:areaChart c:barChart c:lineChart c:catAx c:valAx c:spPr
c:layout: c:manualLayout
c:manualLayout: c:layoutTarget(val=inner) c:xMode(val=edge) c:yMode(val=edge) c:x(val=$share) \
c:y(val=$share) c:w(val=$share) c:h(val=$share)
c:barChart: c:barDir(val=bar|col) c:grouping(val=clustered|stacked|percentStacked) \
c:varyColors(val=0) c:ser c:gapWidth(val=$line) c:overlap(val=$overlap) c:axId(val=1|2)
c:areaChart: c:grouping(val=stacked) c:varyColors(val=0) c:ser c:axId(val=1|2)
c:lineChart: c:grouping(val=standard) c:varyColors(val=0) c:ser c:marker(val=1) c:smooth(val=0) \
c:axId(val=1|2|3|4)
c:ser: c:idx(val=$line) c:order(val=$line) c:tx c:spPr c:marker c:invertIfNegative(val=0) c:dPt \
c:dLbls c:cat c:val c:smooth(val=0)
c:dPt: c:idx(val=$number) c:invertIfNegative(val=0) c:spPr
c:tx: c:strRef c:rich
c:title: c:tx c:layout c:overlay(val=0)
c:rich: a:bodyPr(rot=0 vert=horz) a:lstStyle a:p
a:r: a:rPr(lang=$language sz=$number b=0) a:t
a:rPr: a:solidFill a:latin(typeface=$face) a:ea(typeface=$face) a:cs(typeface=$face)
c:cat: c:strRef
c:val: c:numRef
c:strRef: c:f c:strCache
c:numRef: c:f c:numCache
c:strCache: c:ptCount(val=$number) c:pt(idx=$number)
c:numCache: c:formatCode c:ptCount(val=$number) c:pt(idx=$number)
c:pt: c:v
c:marker: c:symbol(val=circle|square|diamond|triangle|x|star|none) c:size(val=5) c:spPr
c:dLbls: c:dLbl {_LABEL} c:showLeaderLines(val=0)
c:dLbl: c:idx(val=$number) c:layout {_LABEL}
c:spPr: {_FILL}
a:ln: a:noFill a:solidFill a:prstDash(val=solid|dash|sysDot|dashDot|lgDash|lgDashDot) a:round
a:solidFill: a:schemeClr(val=$accent)
a:schemeClr: a:lumMod(val=25000|60000|70000) a:lumOff(val=30000|40000|75000)
c:txPr: a:bodyPr(wrap=none) a:lstStyle a:p
a:p: a:pPr a:r a:endParaRPr(lang=$language)
a:pPr: a:defRPr(sz=$number b=0|1)
a:defRPr: a:solidFill a:latin(typeface=$face) a:ea(typeface=$face) a:cs(typeface=$face)
c:catAx: {_AXIS} c:auto(val=0) c:lblAlgn(val=ctr) c:lblOffset(val=100) \
c:tickLblSkip(val=1) c:noMultiLvlLbl(val=1)
c:valAx: {_AXIS} c:crossBetween(val=between|midCat) c:majorUnit(val=$scale)
c:majorGridlines: c:spPr
c:scaling: c:logBase(val=10) c:orientation(val=minMax|maxMin) c:max(val=$scale) c:min(val=$scale)
c:legendEntry: c:idx(val=$number) c:delete(val=1)
c:legend: c:legendPos(val=t) c:legendEntry c:layout c:overlay(val=0) c:txPr
"""
# Themes are Office's as often as ours: its effects too, which nothing of a briefing uses.
_COLOURS = (
    "a:srgbClr(val=$rgb) a:sysClr(val=window|windowText lastClr=$rgb) a:schemeClr(val=$accent)"
)
_PAINTS = "a:solidFill a:gradFill(rotWithShape=0|1)"
_SCHEME = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
THEME = f"""
a:theme(name=$title): a:themeElements a:objectDefaults a:extraClrSchemeLst
a:themeElements: a:clrScheme(name=$title) a:fontScheme(name=$title) a:fmtScheme(name=$title)
a:clrScheme: {" ".join("a:" + slot for slot in _SCHEME.split())}
{"".join(f"a:{slot}: {_COLOURS}" + chr(10) for slot in _SCHEME.split())}\
a:fontScheme: a:majorFont a:minorFont
a:majorFont: a:latin(typeface=$face) a:ea(typeface=|$face) a:cs(typeface=|$face) \
a:font(script=$script typeface=$words)
a:minorFont: a:latin(typeface=$face) a:ea(typeface=|$face) a:cs(typeface=|$face) \
a:font(script=$script typeface=$words)
a:fmtScheme: a:fillStyleLst a:lnStyleLst a:effectStyleLst a:bgFillStyleLst
a:fillStyleLst: {_PAINTS}
a:bgFillStyleLst: {_PAINTS}
a:lnStyleLst: a:ln(w=$number cap=flat cmpd=sng algn=ctr)
a:ln: {_PAINTS} a:prstDash(val=solid) a:miter(lim=800000)
a:solidFill: {_COLOURS}
a:gradFill: a:gsLst a:lin(ang=$number scaled=0|1) a:path(path=circle)
a:gsLst: a:gs(pos=$number)
a:gs: {_COLOURS}
a:path: a:fillToRect(l=$emu t=$emu r=$emu b=$emu)
a:schemeClr: a:tint(val=$number) a:satMod(val=$number) a:shade(val=$number) a:lumMod(val=$number)
a:srgbClr: a:alpha(val=$number)
a:effectStyleLst: a:effectStyle
a:effectStyle: a:effectLst a:scene3d a:sp3d
a:effectLst: a:outerShdw(blurRad=$number dist=$number dir=$number algn=ctr rotWithShape=0)
a:outerShdw: {_COLOURS}
a:scene3d: a:camera(prst=orthographicFront) a:lightRig(rig=threePt dir=t)
a:camera: a:rot(lat=$number lon=$number rev=$number)
a:lightRig: a:rot(lat=$number lon=$number rev=$number)
a:sp3d: a:bevelT(w=$number h=$number)
a:objectDefaults: a:spDef a:lnDef
a:spDef: a:spPr a:bodyPr a:lstStyle a:style
a:lnDef: a:spPr a:bodyPr a:lstStyle a:style
a:style: a:lnRef(idx=$number) a:fillRef(idx=$number) a:effectRef(idx=$number) a:fontRef(idx=minor)
a:lnRef: {_COLOURS}
a:fillRef: {_COLOURS}
a:effectRef: {_COLOURS}
a:fontRef: {_COLOURS}
"""
PROPERTIES = """
cp:coreProperties: dc:title dc:creator cp:lastModifiedBy dc:subject cp:keywords dc:language \
dcterms:created(xsi:type=dcterms:W3CDTF) dcterms:modified(xsi:type=dcterms:W3CDTF)
op:Properties: op:property(fmtid={D5CDD505-2E9C-101B-9397-08002B2CF9AE} pid=$number name=$words)
op:property: vt:lpwstr
ep:Properties: ep:Application ep:DocSecurity ep:ScaleCrop ep:HeadingPairs ep:TitlesOfParts \
ep:Company ep:LinksUpToDate ep:SharedDoc ep:HyperlinksChanged ep:AppVersion
ep:HeadingPairs: vt:vector(size=2 baseType=variant)
ep:TitlesOfParts: vt:vector(size=1 baseType=lpstr)
vt:vector: vt:variant vt:lpstr
vt:variant: vt:lpstr vt:i4
"""
WORKBOOK = """
x:workbook: x:fileVersion(appName=xl lastEdited=4 lowestEdited=4 rupBuild=4505) \
x:workbookPr(defaultThemeVersion=124226) x:bookViews x:sheets \
x:calcPr(calcId=124519 fullCalcOnLoad=1)
x:bookViews: x:workbookView(xWindow=240 yWindow=15 windowWidth=16095 windowHeight=9660)
x:sheets: x:sheet(name=Sheet1 sheetId=1 r:id=$relation)
x:worksheet: x:dimension(ref=$cells) x:sheetViews x:sheetFormatPr(defaultRowHeight=15) x:cols \
x:sheetData x:pageMargins(left=0.7 right=0.7 top=0.75 bottom=0.75 header=0.3 footer=0.3)
x:sheetViews: x:sheetView(tabSelected=1 workbookViewId=0)
x:cols: x:col(min=1 max=1 width=$scale customWidth=1)
x:sheetData: x:row(r=$number spans=$spans)
x:row: x:c(r=$cell t=s s=$number)
x:c: x:v
x:sst(count=$number uniqueCount=$number): x:si
x:si: x:t(xml:space=preserve)
x:styleSheet: x:numFmts(count=$number) x:fonts(count=1) x:fills(count=2) x:borders(count=1) \
x:cellStyleXfs(count=1) x:cellXfs(count=$number) x:cellStyles(count=1) x:dxfs(count=0) \
x:tableStyles(count=0 defaultTableStyle=TableStyleMedium9 defaultPivotStyle=PivotStyleLight16)
x:numFmts: x:numFmt(numFmtId=$number formatCode=$format)
x:fonts: x:font
x:font: x:sz(val=11) x:color(theme=1) x:name(val=Calibri) x:family(val=2) x:scheme(val=minor)
x:fills: x:fill
x:fill: x:patternFill(patternType=none|gray125)
x:borders: x:border
x:border: x:left x:right x:top x:bottom x:diagonal
x:cellStyleXfs: x:xf(numFmtId=0 fontId=0 fillId=0 borderId=0)
x:cellXfs: x:xf(numFmtId=$number fontId=0 fillId=0 borderId=0 xfId=0 applyNumberFormat=1)
x:cellStyles: x:cellStyle(name=Normal xfId=0 builtinId=0)
"""
# Which table a part is read by: its kind, else WORDS.
TABLES = {
    "chart": CHART,
    "theme": THEME,
    **dict.fromkeys(("header", "footer"), WORDS.strip() + HEADS),
    "core": PROPERTIES,
    "custom": PROPERTIES,
    "app": PROPERTIES,
    **dict.fromkeys(("book", "sheet", "strings", "cell styles"), WORKBOOK),
}
