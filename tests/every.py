"""Every case of the long tests, or the part of them that each day's run takes."""

import os

EVERY = os.environ.get("LAYERWISE_TESTS") == "all"
