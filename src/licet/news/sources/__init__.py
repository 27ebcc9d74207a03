"""Where articles come from: a file or standard input, a page, a PDF, a feed, a folder."""
