"""A course as learners meet it: its page, its document for the browser, and all the files of a bundle."""
