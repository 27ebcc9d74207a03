"""The product catalogue: published figures of chips, tools and materials, to look up by name.

``Catalogue.load(folder)`` reads the TOML records; ``Catalogue.from_json(text)`` reads the
compiled artefact, which is the fast way.  ``get``, ``resolve`` and ``find`` look up; ``on``
gives the products of one shelf.

>>> from decimal import Decimal
>>> tool = Product(
...     id="acme-scan-1",
...     shelf="tool",
...     kind="lithography",
...     name="Acme Scan 1",
...     family="acme-scan-1",
...     confidence="low",
...     source="made up",
...     facts={"wavelength_nm": Decimal(193), "dedicated_chuck_overlay_nm": "(1.5, 2.4]"},
...     details={},
... )
>>> [found.id for found in Catalogue([tool]).resolve("acme scan-1")]
['acme-scan-1']
"""

from licet.catalogue.errors import CatalogueError, UnknownProduct
from licet.catalogue.model import Catalogue, Family, Match, Product

__all__ = ["Catalogue", "CatalogueError", "Family", "Match", "Product", "UnknownProduct"]
