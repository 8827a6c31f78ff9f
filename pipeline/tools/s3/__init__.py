"""An S3 bucket as a target: the only place that knows boto3. Import it only when it is needed."""

from pipeline.tools.s3.storage import S3Storage

__all__ = ["S3Storage"]
