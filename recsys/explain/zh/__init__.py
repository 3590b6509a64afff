"""The claim kinds in Chinese: one file for each file of kinds, and the noun phrases they share.

A kind decides what is true; here the facts that hold are only put into words. Importing this registers the words.
"""

from recsys.explain.zh import causes, films, people, standing, wishes

__all__ = ["causes", "films", "people", "standing", "wishes"]
