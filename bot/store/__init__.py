"""Where messages, people and what happened are kept."""
