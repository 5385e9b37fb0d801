"""A PDF and the standards that it keeps → it declares them: PDF/A for archives, PDF/UA for all."""

from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name

from briefwright.layout import Standard

_PROPERTIES = "https://briefing.invalid/properties/"


_ID = "http://www.aiim.org/pdfua/ns/id/"
_PART = (
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_ID}">'
    "<pdfuaid:part>{part}</pdfuaid:part>{rev}</rdf:Description>"
)
# PDF/A-3 wants each property that it doesn't know described (ISO 19005-3, 6.6.2.3); PDF/A-4 not.
_DESCRIBED = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>'
    f"<pdfaSchema:namespaceURI>{_ID}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>{more}</rdf:Bag></pdfaExtension:schemas>"
    "</rdf:Description>"
)
_OWN = (
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Properties of the briefing'
    f"</pdfaSchema:schema><pdfaSchema:namespaceURI>{_PROPERTIES}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>briefing</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>properties</pdfaProperty:name>'
    "<pdfaProperty:valueType>seq Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category>"
    "<pdfaProperty:description>Names and values</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
)
_END = "</rdf:RDF>"
_WITH_FILES = ' pdfaid:conformance="F"'


def declare(pdf: pikepdf.Pdf, kept: Standard, given: tuple[str, ...] = ()) -> None:
    """A PDF that says which PDF/A it is → it says which PDF/UA it is, too, and its properties.

    PDF/A-4f is what PDF/A-4 is called where files are attached; without one it is PDF/A-4.
    """
    stream = pdf.Root.Metadata
    said = stream.read_bytes().decode()
    if said.count(_END) != 1:
        raise RuntimeError("this version of WeasyPrint writes metadata in another way")
    rev = "<pdfuaid:rev>2024</pdfuaid:rev>" if kept.is_pdf_2 else ""
    described = _DESCRIBED.replace("{more}", _OWN if given else "")
    more = _PART.format(part=kept.access, rev=rev) + ("" if kept.is_pdf_2 else described)
    if given:
        items = "".join(f"<rdf:li>{escape(one)}</rdf:li>" for one in given)
        more += (
            f'<rdf:Description rdf:about="" xmlns:briefing="{_PROPERTIES}"><briefing:properties>'
            f"<rdf:Seq>{items}</rdf:Seq></briefing:properties></rdf:Description>"
        )
    said = said.replace(_END, more + _END)
    if Name.AF not in pdf.Root:
        said = said.replace(_WITH_FILES, "")
    stream.write(said.encode())
