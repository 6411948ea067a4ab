"""Figures of a study: analysis tables in, matplotlib figures out, each as PNG and SVG."""
