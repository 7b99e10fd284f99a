"""Where preserved copies and recorded exports lie: folders, or buckets that speak S3."""

from pathlib import Path
from typing import Any

from config import env


def storage(folder: Path, bucket: str) -> dict[str, Any]:
    """A storage: the bucket of this name, else a folder."""
    if not bucket:
        return {"BACKEND": "sources.preserving.folder.Folder", "OPTIONS": {"location": folder}}
    from boto3.s3.transfer import TransferConfig  # of no use, and slow to import, where there is no bucket

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("S3_ENDPOINT") or None,
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "default_acl": None,
            # A name is a hash: writing it again writes the same bytes, which repairs what was cut off.
            "file_overwrite": True,
            # Read from disk, not from memory, once a file is larger than this.
            "max_memory_size": 1024 * 1024,
            # Parts of 8 MB, two at a time, are in memory while a file comes or goes; boto's own number is ten.
            "transfer_config": TransferConfig(max_concurrency=2),
        },
    }
