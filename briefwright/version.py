"""The version of Briefwright: in the command's answer, and in the properties of every file."""

__version__ = "0.1.0"
