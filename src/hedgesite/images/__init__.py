"""Images: whether a file can be shown, and the files that a site publishes in its place."""

from hedgesite.images.inspect import Fault, inspect_image
from hedgesite.images.publish import publish_images

__all__ = ["Fault", "inspect_image", "publish_images"]
