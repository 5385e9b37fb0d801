"""The command line: `build.py` and the installed command `briefwright`.

main           words → a command, without loading the engine
options        the words after `build.py` → options, by subject
folders        where briefings, templates and what is built stand
repeating      a build of which nothing has changed → its words of last time
dispatch       options → a command, run; what it did → lines or JSON
commands       what each command does, as values
report         results → lines, JSON, exit codes
progress       a line that says which edition is being built
outcomes       an edition's outcome → its files written, or its last good files withdrawn
output_folder  files in the output folder, each whole or not there at all
disk           files written whole, moved, never half
scaffold       new audiences
doctor         what this machine has, and what it lacks
sampler        every role of a page in an audience's look
"""

from briefwright.cli.main import main

__all__ = ["main"]
