"""News to dated events: who did what, to whom, when, at what stage, and who merely said so.

``licet.news.reader.read_articles`` is the way in.  Nothing here asks a network, runs anything of an
article, or adds a word that the article does not hold: every event, quotation and sentence of a
summary is a span of the cleaned text, and every span maps back into the source.
"""
