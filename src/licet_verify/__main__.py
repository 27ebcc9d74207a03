"""``python -m licet_verify``."""

import sys

from licet_verify.command import main

if __name__ == "__main__":
    sys.exit(main())
