"""A fictional working group that shows the whole portal; the one place that may import every storey."""
