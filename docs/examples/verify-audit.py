#!/usr/bin/env python3
"""Verifies an export of the audit: verify-audit.py <export> <public.pem> [<checkpoint.json> ...]. Needs openssl; see docs/audit.md."""
import hashlib, json, subprocess, sys, tempfile

FIELDS = ["id", "at", "actor", "action", "subject", "reason", "place", "data", "previous", "hash"]
KIND = "tajdeed-audit-checkpoint-1"


def write(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bad(sentence):
    print(sentence)
    sys.exit(1)


def signed(point, key):
    said = write([KIND] + [point[name] for name in ("entries", "hash", "at", "key")]).encode()
    with tempfile.NamedTemporaryFile() as statement, tempfile.NamedTemporaryFile() as signature:
        for file, content in ((statement, said), (signature, bytes.fromhex(point["signature"]))):
            file.write(content), file.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin"]
        command += ["-in", statement.name, "-sigfile", signature.name]
        return subprocess.run(command, capture_output=True).returncode == 0


def main(export, key, *files):
    points, hashes, end = [json.load(open(name)) for name in files], ["0" * 64], False
    for line in open(export, encoding="utf-8", newline="\n"):
        entry = json.loads(line)
        if end or write(entry) != line.rstrip("\n"):
            bad(f"The line after entry {len(hashes) - 1} is not what an export writes.")
        if "checkpoint" in entry:
            points, end = points + [entry["checkpoint"]], True
            continue
        if list(entry) != FIELDS or entry["id"] != len(hashes):
            bad(f"In the place of entry {len(hashes)} stands something else.")
        said = bytes.fromhex(entry["previous"]) + write([entry[name] for name in FIELDS[:8]]).encode()
        if hashlib.sha256(said).hexdigest() != entry["hash"] or entry["previous"] != hashes[-1]:
            bad(f"The chain breaks at entry {entry['id']}.")
        hashes.append(entry["hash"])
    for point in points:
        if not signed(point, key):
            bad(f"The checkpoint of {point['entries']} entries is not signed by this key.")
        if hashes[point["entries"] : point["entries"] + 1] != [point["hash"]]:
            bad(f"The first {point['entries']} entries are not those of the checkpoint.")
    if not end or points[-1]["entries"] != len(hashes) - 1:
        bad(f"The end, after {len(hashes) - 1} entries, is not signed.")
    print(f"Good: {len(hashes) - 1} entries, {len(points)} checkpoints.")


main(*sys.argv[1:])
