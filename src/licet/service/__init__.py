"""What may be asked of Licet, said once for the command line, the pages, the API and the agents."""
