"""Take the picture that a section shows, a `figure` or a `graph`, as an SVG for the page."""
