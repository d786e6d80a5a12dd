"""Samordna: the open system in which a samordningsförbund does its work."""

__version__ = "0.1.0"
