"""Who owns whom, through time, and what listed owners make of a party."""
