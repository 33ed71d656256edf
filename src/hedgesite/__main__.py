"""`python -m hedgesite` is the command `hedgesite`."""

from hedgesite.cli import main

main(prog_name="hedgesite")
