"""Native charts of a Word file: drawn by Word from a workbook inside the file.

part      a chart of the page → its part, its workbook, the run that shows it
grid      its rows and series as the workbook holds them, and the format of each number
geometry  where its plot, its legend and its axes stand
xml       its DrawingML, in the theme's look
axes      its axes, and what they count
labels    the numbers at its bars and points
looks     its fills and letters
workbook  its numbers as an .xlsx
read      a finished file's chart → its numbers, from its XML and its workbook
read_description  the same chart → its shape, its series and its axes in words
read_look  the same chart → what of its axes, letters and room isn't right
"""
