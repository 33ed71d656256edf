"""Formulas: TeX to MathML at build time, written from a list of allowed elements."""

from hedgesite.mathml.convert import Formula, Macros, convert, problem_of_macro
from hedgesite.mathml.limits import LONGEST
from hedgesite.mathml.problem import Problem

__all__ = ["LONGEST", "Formula", "Macros", "Problem", "convert", "problem_of_macro"]
