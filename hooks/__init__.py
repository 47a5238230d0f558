"""How the site is made from documents and knowledge; the reasoning is not here."""
