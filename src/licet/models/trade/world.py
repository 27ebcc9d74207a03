"""Names of the world table's regions and sectors, and how they are put together. No figures stand here."""

from __future__ import annotations

REDUCED_REGIONS = {
    "USA": "USA", "CHN": "CHN", "HKG": "CHN", "TWN": "TWN", "KOR": "KOR", "JPN": "JPN", "NLD": "NLD",
    "DEU": "EUR", "FRA": "EUR", "ITA": "EUR", "IRL": "EUR", "REU": "EUR",
    "SGP": "SEA", "MYS": "SEA", "VNM": "SEA", "THA": "SEA", "IDN": "SEA", "PHL": "SEA",
    "GBR": "ROW", "CHE": "ROW", "IND": "ROW", "ISR": "ROW", "ARE": "ROW", "SAU": "ROW", "MEX": "ROW",
    "CAN": "ROW", "BRA": "ROW", "AUS": "ROW", "RUS": "ROW", "ROW": "ROW",
}  # fmt: skip
"""30 regions to 9. Hong Kong goes with China, as the control rules have it since December 2020."""

SERVICES = ("UTL", "CON", "TRD", "TRN", "ICT", "FIN", "BUS", "PUB")
PRIMARY = ("AGR", "ENE", "MIN")
GOODS = (
    "FOO", "TEX", "WPP", "PET", "CHM", "PHA", "RUB", "NMM", "STL", "NFM", "FAB", "ELQ", "AUT", "OTR", "OMF",
)  # fmt: skip

REDUCED_SECTORS = (
    {"ELE": "ELE", "MAC": "MAC"}
    | dict.fromkeys(PRIMARY, "RAW")
    | dict.fromkeys(GOODS, "GDS")
    | dict.fromkeys(SERVICES, "SRV")
)
"""28 sectors to 5: electronics, machinery, raw goods, other goods, services."""

KINDS = (
    {"ELE": "electronics", "MAC": "machinery", "CHIPS": "chips", "SERVERS": "electronics", "TOOLS": "tools"}
    | dict.fromkeys((*PRIMARY, *GOODS, "RAW", "GDS"), "goods")
    | dict.fromkeys((*SERVICES, "SRV"), "services")
)  # fmt: skip
"""Which trade elasticity a sector takes."""

PARTS = {"ELE": ("CHIPS", "SERVERS"), "MAC": ("TOOLS",)}
"""Parts that satellite shares split off; what is left keeps the sector's name."""
