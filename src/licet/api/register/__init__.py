"""``/register``: the license register over the wire: files, acts, shipments, money, the public log."""
