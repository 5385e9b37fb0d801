"""LibreOffice as a second person's word processor: a file is opened, edited by its API, saved."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MACROS = """
Dim doc As Object
Dim missing As String

Sub Swap(before As String, after As String)
  Find(before).String = after
End Sub

Sub Add(behind As String, words As String)
  Dim at
  at = FindParagraph(behind)
  at.collapseToEnd()
  at.Text.insertControlCharacter(at, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  at.Text.insertString(at, words, False)
End Sub

Sub Remove(words As String)
  Dim at
  at = FindParagraph(words)
  at.goRight(1, True)
  at.String = ""
End Sub

Sub MoveBehind(words As String, behind As String)
  Dim whole As String
  whole = FindParagraph(words).String
  Remove(words)
  Add(behind, whole)
End Sub

Sub Comment(words As String, said As String)
  Dim field, at
  at = Find(words)
  field = doc.createInstance("com.sun.star.text.textfield.Annotation")
  field.Author = "Ana"
  field.Content = said
  at.Text.insertTextContent(at, field, True)
End Sub

Sub Embolden(words As String)
  Find(words).CharWeight = com.sun.star.awt.FontWeight.BOLD
End Sub

Sub AddRow(behind As String, first As String, second As String)
  Dim table, row
  table = Find(behind).TextTable
  row = FindRow(table, behind)
  table.Rows.insertByIndex(row + 1, 1)
  table.getCellByPosition(0, row + 1).String = first
  table.getCellByPosition(1, row + 1).String = second
End Sub

Sub RemoveRow(words As String)
  Dim table
  table = Find(words).TextTable
  table.Rows.removeByIndex(FindRow(table, words), 1)
End Sub

Sub SettleAll(how As String)
  Dim dispatcher
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" & how, "", 0, Array())
End Sub

Function Find(words As String)
  Dim n
  Find = FindIn(doc.Text, words)
  For n = 0 To doc.Footnotes.Count - 1
    If IsNull(Find) Then Find = FindIn(doc.Footnotes.getByIndex(n), words)
  Next n
  If IsNull(Find) Then missing = missing & " " & words
End Function

Function FindIn(text, words As String)
  Dim paragraphs, one, name, found, cursor, start
  found = Null
  paragraphs = text.createEnumeration()
  While paragraphs.hasMoreElements() And IsNull(found)
    one = paragraphs.nextElement()
    If one.supportsService("com.sun.star.text.TextTable") Then
      For Each name In one.CellNames
        If IsNull(found) Then found = FindIn(one.getCellByName(name), words)
      Next name
    ElseIf InStr(1, one.String, words, 0) > 0 Then
      found = one.Text.createTextCursorByRange(one.Start)
      found.goRight(InStr(1, one.String, words, 0) - 1, False)
      found.goRight(Len(words), True)
      While found.String <> words
        found.collapseToEnd()
        found.goLeft(Len(words) - 1, False)
        found.goRight(Len(words), True)
      Wend
    End If
  Wend
  FindIn = found
End Function

Function FindParagraph(words As String)
  Dim whole
  whole = Find(words)
  whole.gotoStartOfParagraph(False)
  whole.gotoEndOfParagraph(True)
  FindParagraph = whole
End Function

Function FindRow(table, words As String) As Integer
  Dim row, column
  For row = 0 To table.Rows.Count - 1
    For column = 0 To table.Columns.Count - 1
      If InStr(table.getCellByPosition(column, row).String, words) > 0 Then FindRow = row
    Next column
  Next row
End Function

Sub Load(url As String)
  ' Without a window: comments in one need files that an office on a server lacks.
  doc = createUnoService("com.sun.star.text.TextDocument")
  doc.load(Array(Named("URL", url), Named("FilterName", "MS Word 2007 XML")))
End Sub

Sub LoadInWindow(url As String)
  doc = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Named("Hidden", True)))
End Sub

Sub Save(url As String)
  doc.storeToURL(url, Array(Named("FilterName", "MS Word 2007 XML")))
  doc.close(True)
End Sub

Function Named(key As String, value)
  Dim pair As New com.sun.star.beans.PropertyValue
  pair.Name = key
  pair.Value = value
  Named = pair
End Function
"""
_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">{}</library:library>"""
_LIBRARIES = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 library:link="false"/></library:libraries>"""
_MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits"
 script:language="StarBasic">{}</script:module>"""
# A profile that counts as set up is not set up anew, which would take the macros away.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item
 oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname"
 oor:op="fuse"><value>Ana</value></prop></item><item
 oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted"
 oor:op="fuse"><value>true</value></prop></item></oor:items>"""

Edit = tuple[str, ...]  # the name of a macro above, and what it is called with


def edit_in_office(
    soffice: str, folder: Path, files: Sequence[tuple[Path, Path, Sequence[Edit]]]
) -> None:
    """A folder to work in; files, where each is saved, and its edits → saved, in one start.

    An edit whose name begins with `Tracked` is recorded, as the others are not.
    """
    steps = "\n".join(line for one in files for line in _write_steps(*one))
    log = folder / "log.txt"
    main = f"""
Sub Main()
  On Error GoTo Failed
{steps}
  StarDesktop.terminate()
  Exit Sub
Failed:
  Open "{log}" For Output As #1
  Print #1, Error$ & missing
  Close #1
  StarDesktop.terminate()
End Sub
"""
    profile = folder / "office"
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True)
    for kind, modules in (("script", '<library:element library:name="Edits"/>'), ("dialog", "")):
        (basic / f"{kind}.xlc").write_text(_LIBRARIES)
        (basic / "Standard" / f"{kind}.xlb").write_text(_LIBRARY.format(modules))
    (basic / "Standard" / "Edits.xba").write_text(_MODULE.format(escape(_MACROS + main)))
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "macro:///Standard.Edits.Main()"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    assert not log.exists(), log.read_text()


def _write_steps(file: Path, saved: Path, edits: Sequence[Edit]) -> list[str]:
    """A file, where it is saved, its edits → the lines that do it."""
    load = "LoadInWindow" if any(one[0] == "SettleAll" for one in edits) else "Load"
    lines = [f'{load} "{file.as_uri()}"']
    for name, *words in edits:
        quoted = ", ".join('"' + one.replace('"', '""') + '"' for one in words)
        lines.append(f"doc.RecordChanges = {name.startswith('Tracked')}")
        lines.append(f"{name.removeprefix('Tracked')} {quoted}")
    return [*lines, f'Save "{saved.as_uri()}"']
