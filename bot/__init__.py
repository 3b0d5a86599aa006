"""The core: knows messages, contacts, areas and places, not diseases."""
