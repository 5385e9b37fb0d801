"""Native charts of a Word file: drawn by Word from a workbook inside the file.

part      a chart of the page → its part, its workbook, its place in the text
grid      its rows and series as Word numbers them
geometry  its size, its axes and where they cross
xml       its DrawingML
workbook  its numbers as a workbook
read      a finished file's charts → their numbers, from XML, cache and workbook
"""
