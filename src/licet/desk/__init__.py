"""The desk: server-made pages over the service, and the application that holds pages, API and agents."""
