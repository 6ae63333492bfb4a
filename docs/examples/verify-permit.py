#!/usr/bin/env python3
"""Checks the QR code of a permit: verify-permit.py <scanned address> <keys.json> [<unix time> [<list.cose>]]. Needs openssl; see docs/verify-a-permit.md."""
import base64, datetime, json, subprocess, sys, tempfile, time

CODE, PERMIT, HOLDER, TERM, VALIDITY, WITHDRAWN, SUPERSEDED = -70001, -70002, -70003, -70004, -70005, -70006, -70007


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
    width = 0 if size < 24 else 1 if size < 256 else 2 if size < 65536 else 4
    return (bytes([64 + size]) if width == 0 else bytes([{1: 88, 2: 89, 4: 90}[width]]) + size.to_bytes(width, "big")) + data


def signed(said, signature, x):
    # The head of an Ed25519 key in DER, then its 32 bytes.
    key = bytes.fromhex("302a300506032b6570032100") + base64.urlsafe_b64decode(x + "=")
    with tempfile.NamedTemporaryFile() as a, tempfile.NamedTemporaryFile() as b, tempfile.NamedTemporaryFile() as c:
        for file, content in ((a, said), (b, signature), (c, key)):
            file.write(content), file.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", c.name, "-rawin"]
        return subprocess.run(command + ["-in", a.name, "-sigfile", b.name], capture_output=True).returncode == 0


def opened(message, keys, purpose=b""):
    """The claims of a message; None: of a key that is not published. ValueError: altered, or of another purpose."""
    try:
        (_, (header, _, payload, signature)), _ = cbor(message)
        named = cbor(header)[0]
        again = b"\xd2\x84" + byte_string(header) + b"\xa0" + byte_string(payload) + byte_string(signature)
        if again != message or named[1] != -8:
            raise ValueError("not as it is written")
        name = base64.urlsafe_b64encode(named[4]).decode().rstrip("=")
    except (KeyError, IndexError, TypeError):
        raise ValueError("no whole message")
    x = {each["kid"]: each["x"] for each in keys}.get(name)
    if x is None:
        return None
    if not signed(b"\x84\x6aSignature1" + byte_string(header) + byte_string(purpose) + byte_string(payload), signature, x):
        raise ValueError("the signature is of something else")
    return cbor(payload)[0]


def main(address, keys, now=None, list_file=None):
    now, keys = float(now or time.time()), json.load(open(keys))["keys"]
    text = address.split("#")[-1]
    try:
        message = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if base64.urlsafe_b64encode(message).decode().rstrip("=") != text:
            raise ValueError("not as it is written")
        claims = opened(message, keys)
    except ValueError as reason:
        say(f"Altered: {reason}.", 1)
    if claims is None:
        say("Not ours: nobody whose keys are published signed it.", 1)
    told = f"permit {'/'.join(map(str, claims[PERMIT]))}, term {claims[TERM]}, {claims[VALIDITY][0]} to {claims[VALIDITY][1]}, {' '.join(claims[HOLDER])}, document {claims[CODE]}"
    if list_file:
        try:
            listed = opened(open(list_file, "rb").read(), keys, b"tajdeed-withdrawal-list")
        except ValueError:
            listed = None
        if listed is None:
            say("No answer: the list is altered, or not ours.", 1)
        # The day in Amman, whose clocks do not change.
        day = (datetime.datetime.fromtimestamp(now, datetime.timezone.utc) + datetime.timedelta(hours=3)).date().isoformat()
        told += f"; by the list of {int((now - listed[6]) // 60)} minutes ago"
        for document, on in listed[WITHDRAWN]:
            if document == claims[7] and on <= day:
                say(f"Genuine, and withdrawn on {on}: {told}", 0)
        for document, term, first, last in listed[SUPERSEDED]:
            if document == claims[7] and first <= day:
                say(f"Genuine, and followed by term {term} to {last}: {told}", 0)
    if now >= claims[4]:
        say(f"Genuine, and ended: {told}", 0)
    say(f"Genuine: {told}", 0)


main(*sys.argv[1:])
