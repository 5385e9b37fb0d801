"""Setting up a machine: what `build.py` does before anything is installed.

preparing      the story: what lacks → a `.venv` that can run Briefwright, and the way into it
requirements   the table of what the system must provide, and its packages for each packager
packagers      the system's own packager: which one, whether it may install, how
unpacking      Debian's packages, for users who may not install any
environments   `.venv` and the packages of Python in it
installation   where all of it stands, and the record of what was done
running        other programs, their log, and what to say where one fails

It needs the standard library only, and nothing of Briefwright.
"""
