"""`python -m briefwright.cli` is the installed command."""

import sys

from briefwright.cli import main

sys.exit(main())
