"""A person wants a human: a talk with who answers for their area, both by role, not by number."""
