"""The local store: what the client knows and what the user typed. The only package that imports apsw. No Qt."""
