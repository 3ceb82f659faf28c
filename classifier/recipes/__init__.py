"""Public sets' own files and our own corpus made into samples, for building a model only."""

from typing import Final

from classifier.recipes import bullying, comments, languages, mails, ordinary, sexism, tweets, wikipedia
from classifier.recipes.recipe import Recipe, datasets_folder, samples, verified

__all__ = ["RECIPES", "Recipe", "datasets_folder", "samples", "verified"]

RECIPES: Final[tuple[Recipe, ...]] = (
    *wikipedia.RECIPES,
    *comments.RECIPES,
    *sexism.RECIPES,
    *tweets.RECIPES,
    *bullying.RECIPES,
    *languages.RECIPES,
    *ordinary.RECIPES,
    *mails.RECIPES,
)
"""Every public set, in the order in which the first copy of a text is kept."""
