"""Chips and years that the tests of the compute model share."""

from licet.models.compute.chips import Chip
from licet.models.compute.path import Chips
from licet.models.compute.scenarios import headline

DRAWS = 2000
YEARS = (2026, 2027, 2028, 2029, 2030)
H100 = Chip("H100", 15824, 3350)
H200 = Chip("H200", 15832, 4800)
B30A = Chip("B30A", 28000, 4000, 2250)
ASCEND = Chip("Ascend 910C", 12800, 3200)
CHIPS = Chips(H100, ASCEND, H100)
BAN, CAPPED, FREE, BLACKWELL, *REST = headline(H200, B30A, cap_share=0.5, levy_share=0.25)
