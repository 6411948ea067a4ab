"""Alliances as networks: the landscape of two camps, structural balance, and stability against war."""
