"""One YAML briefing in; a PDF and a Word version out, proven to say the same."""

__version__ = "0.1.0"
