"""Parts of learn_news.py: the texts, the model, the acts, and the fields of acts."""
