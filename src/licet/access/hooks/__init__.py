"""Programs that are told what happens in the register: signed messages, queued in the store, sent until they arrive."""
