"""Window, navigation, command palette, messages. Assembles; contains no feature."""
