"""Images and copies of sources: whether a file can be shown, and the files that a site publishes in its place."""

from hedgesite.images.copies import inspect_copy, publish_copies
from hedgesite.images.inspect import Fault, inspect_image
from hedgesite.images.looks import inspect_look, publish_looks
from hedgesite.images.publish import in_own_format, publish_images
from hedgesite.images.static import inspect_static, publish_static

__all__ = [
    "Fault",
    "in_own_format",
    "inspect_copy",
    "inspect_image",
    "inspect_look",
    "inspect_static",
    "publish_copies",
    "publish_images",
    "publish_looks",
    "publish_static",
]
