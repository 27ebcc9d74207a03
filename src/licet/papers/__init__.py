"""Drafts of the papers that go with a shipment."""
