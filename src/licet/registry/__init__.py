"""The office that keeps the register: events in the store, who may act and read, and what must not be done twice."""
