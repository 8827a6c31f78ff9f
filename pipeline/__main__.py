"""Run ``publish`` as ``python -m pipeline``."""

import sys

from pipeline.cli.main import main

sys.exit(main())
