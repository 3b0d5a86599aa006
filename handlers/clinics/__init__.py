"""Where to go: fixed clinics, and the visits of mobile teams."""
