"""Runs the terminal door; knows nothing else."""

import sys

from .terminal import main

sys.exit(main())
