"""Access tokens in the operating system's keyring. The only package that imports keyring, and only when needed."""
