"""How well the reader reads: labelled texts, what an engine found in them, and the counts of both.

The form of a labelled text is that of ``evaluation/news/FORMAT.md``.
"""
