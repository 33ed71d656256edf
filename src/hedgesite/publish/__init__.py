"""The adapter to the shell. Nothing else in hedgesite knows MkDocs."""
