"""What is told beside the sick, and is no case: put aside before anything is counted. Pure."""
