"""Exercises: outbreaks that never were, told by health workers who write as people do."""
