"""The frozen content types. They know what content is, and nothing of files, pages or sites."""
