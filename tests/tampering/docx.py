"""A finished Word file, spoilt in one part of its package."""
