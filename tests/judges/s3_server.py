"""An S3-compatible store on loopback for the tests: moto's server.

Usage: s3_server.py FOLDER

Makes the buckets `plain` and `kept` (which has locks), and writes its port into FOLDER/port when it
listens. Ends with its standard input, from which it takes orders, a JSON list a line, and answers each
with a line of JSON:

    ["keys", BUCKET]                  the names of all objects
    ["put", BUCKET, KEY, TEXT]        writes an object
    ["delete", BUCKET, KEY]           removes an object
    ["retention", BUCKET, KEY]        until when an object is locked, and how
    ["uploads", BUCKET]               how many uploads in parts have begun and not ended
"""

import json
import os
import pathlib
import sys

os.environ.update(AWS_ACCESS_KEY_ID="key", AWS_SECRET_ACCESS_KEY="secret", AWS_DEFAULT_REGION="us-east-1",
                  NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")

import boto3
from moto.server import ThreadedMotoServer


def obey(s3, order, bucket, *values):
    if order == "keys":
        return [own["Key"] for own in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    if order == "put":
        s3.put_object(Bucket=bucket, Key=values[0], Body=values[1].encode())
        return True
    if order == "delete":
        s3.delete_object(Bucket=bucket, Key=values[0])
        return True
    if order == "retention":
        kept = s3.head_object(Bucket=bucket, Key=values[0])
        return [kept["ObjectLockMode"], kept["ObjectLockRetainUntilDate"].strftime("%Y-%m-%d")]
    if order == "uploads":
        return len(s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []))
    raise ValueError(order)


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    s3 = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}")
    s3.create_bucket(Bucket="plain")
    s3.create_bucket(Bucket="kept", ObjectLockEnabledForBucket=True)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "new").write_text(str(port))
    (folder / "new").rename(folder / "port")
    for line in sys.stdin:
        print(json.dumps(obey(s3, *json.loads(line))), flush=True)
    server.stop()


main()
