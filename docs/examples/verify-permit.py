#!/usr/bin/env python3
"""Checks the QR code of a permit: verify-permit.py <scanned address> <keys.json> [<unix time>]. Needs openssl; see docs/verify-a-permit.md."""
import base64, json, subprocess, sys, tempfile, time

CODE, PERMIT, HOLDER, TERM, VALIDITY = -70001, -70002, -70003, -70004, -70005


def say(sentence, code):
    print(sentence)
    sys.exit(code)


def cbor(data):
    kind, number = data[0] >> 5, data[0] & 31
    rest = data[1:]
    if number > 23:
        size = {24: 1, 25: 2, 26: 4, 27: 8}[number]
        number, rest = int.from_bytes(rest[:size], "big"), rest[size:]
    if kind in (2, 3):
        if number > len(rest):
            raise ValueError("cut")
        return (rest[:number] if kind == 2 else rest[:number].decode()), rest[number:]
    if kind in (4, 5, 6):
        items = []
        for _ in range({4: number, 5: number * 2, 6: 1}[kind]):
            item, rest = cbor(rest)
            items.append(item)
        return {4: items, 5: dict(zip(items[::2], items[1::2])), 6: (number, items[0] if items else None)}[kind], rest
    return {0: number, 1: -1 - number}[kind], rest


def byte_string(data):
    size = len(data)
    return (bytes([64 + size]) if size < 24 else bytes([88, size]) if size < 256 else bytes([89, size >> 8, size & 255])) + data


def signed(said, signature, x):
    # The head of an Ed25519 key in DER, then its 32 bytes.
    key = bytes.fromhex("302a300506032b6570032100") + base64.urlsafe_b64decode(x + "=")
    with tempfile.NamedTemporaryFile() as a, tempfile.NamedTemporaryFile() as b, tempfile.NamedTemporaryFile() as c:
        for file, content in ((a, said), (b, signature), (c, key)):
            file.write(content), file.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", c.name, "-rawin"]
        return subprocess.run(command + ["-in", a.name, "-sigfile", b.name], capture_output=True).returncode == 0


def main(address, keys, now=None):
    text = address.split("#")[-1]
    try:
        message = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        (_, (header, _, payload, signature)), _ = cbor(message)
        named = cbor(header)[0]
        again = b"\xd2\x84" + byte_string(header) + b"\xa0" + byte_string(payload) + byte_string(signature)
        if base64.urlsafe_b64encode(again).decode().rstrip("=") != text or named[1] != -8:
            raise ValueError("not as it is written")
        name = base64.urlsafe_b64encode(named[4]).decode().rstrip("=")
    except (ValueError, KeyError, IndexError, TypeError):
        say("Altered: it is no whole code.", 1)
    x = {each["kid"]: each["x"] for each in json.load(open(keys))["keys"]}.get(name)
    if x is None:
        say("Not ours: nobody whose keys are published signed it.", 1)
    if not signed(b"\x84\x6aSignature1" + byte_string(header) + b"\x40" + byte_string(payload), signature, x):
        say("Altered: the signature is of something else.", 1)
    claims = cbor(payload)[0]
    told = f"permit {'/'.join(map(str, claims[PERMIT]))}, term {claims[TERM]}, {claims[VALIDITY][0]} to {claims[VALIDITY][1]}, {' '.join(claims[HOLDER])}, document {claims[CODE]}"
    if float(now or time.time()) >= claims[4]:
        say(f"Genuine, and ended: {told}", 0)
    say(f"Genuine: {told}", 0)


main(*sys.argv[1:])
