"""The product catalogue: published figures of chips, to look up by name.

``Catalogue.load(folder)`` reads the TOML records; ``Catalogue.from_json(text)`` reads the
compiled artefact, which is the fast way.  ``get``, ``resolve`` and ``find`` look up.

>>> from decimal import Decimal
>>> chip = Chip(
...     id="acme-x1",
...     name="Acme X1",
...     vendor="Acme",
...     vendor_country="US",
...     headquarters="US",
...     family="acme-x1",
...     confidence="low",
...     source="made up",
...     dense_tops={"int8": Decimal(10)},
...     facts={"total_processing_performance": Decimal(80)},
... )
>>> [found.id for found in Catalogue([chip]).resolve("acme x-1")]
['acme-x1']
"""

from licet.catalogue.errors import CatalogueError, UnknownProduct
from licet.catalogue.model import Catalogue, Chip, Family, Match

__all__ = ["Catalogue", "CatalogueError", "Chip", "Family", "Match", "UnknownProduct"]
