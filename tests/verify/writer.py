"""A tiny log writer for the tests, which may lie: by the definitions, not by anyone's code."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "register.example/licenses"
HOUR, DAY = 3600, 86400


def spelled(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def stamp(seconds):
    if isinstance(seconds, str):
        return seconds
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


START = 1769936400  # 2026-02-01T09:00:00Z


def at(days=0, hours=0):
    return START + days * DAY + hours * HOUR


def leaf(data):
    return sha256(b"\0" + data).digest()


def mth(leaves):
    """The root, as RFC 9162 section 2.1.1 defines it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path_of(m, leaves):
    """The inclusion proof, as section 2.1.3.1 defines it."""
    n = len(leaves)
    if n <= 1:
        return []
    k = 1
    while k * 2 < n:
        k *= 2
    if m < k:
        return [*path_of(m, leaves[:k]), mth(leaves[k:])]
    return [*path_of(m - k, leaves[k:]), mth(leaves[:k])]


def proof_of(m, leaves, whole=True):
    """The consistency proof, as section 2.1.4.1 defines it."""
    n = len(leaves)
    if m == 0:
        return []
    if m == n:
        return [] if whole else [mth(leaves)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*proof_of(m, leaves[:k], whole), mth(leaves[k:])]
    return [*proof_of(m - k, leaves[k:], whole=False), mth(leaves[:k])]


class Signer:
    """A key with a name and a type of signature."""

    def __init__(self, name, kind, seed):
        self.name, self.kind = name, bytes([kind])
        self.key = Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest())
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha256(name.encode() + b"\n" + self.kind + self.public).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64encode(self.kind + self.public).decode()}"

    def line(self, text, time=None):
        if time is None:
            signature = self.key.sign(text)
        else:
            signature = time.to_bytes(8, "big") + self.key.sign(
                b"cosignature/v1\ntime %d\n" % time + text
            )
        return f"— {self.name} {b64encode(self.id + signature).decode()}\n".encode()


LOG = Signer(ORIGIN, 1, "log")
WITNESS = Signer("press.example/witness", 4, "w1")
OTHER_WITNESS = Signer("university.example/witness", 4, "w2")


def case_id(name):
    return sha256(name.encode()).hexdigest()[:32]


def commit(field, value, salt):
    return sha256(b"licet-commitment/1\n" + salt + spelled([field, value]).encode()).hexdigest()


class TinyLog:
    """Entries in a list; every method takes what it writes, so that a test can make it lie."""

    def __init__(self, origin=ORIGIN):
        self.origin = origin
        self.entries = []
        self.chains = {}
        self.opened = {}

    def append(
        self, name, event="filed", time=None, public=None, secret=None, *, salts=None, **changes
    ):
        """Add an entry to a case; ``changes`` overrule members of it."""
        case = case_id(name)
        chain = self.chains.setdefault(case, [])
        index = len(self.entries)
        commitments = {}
        for field, value in (secret or {}).items():
            salt = (salts or {}).get(field) or sha256(f"{index} {field}".encode()).digest()
            commitments[field] = commit(field, value, salt)
            self.opened[index, field] = (value, salt.hex())
        leaves = [
            leaf(n.encode() + b"\n" + bytes.fromhex(commitments[n])) for n in sorted(commitments)
        ]
        entry = {
            "format": "licet-entry/1", "type": "event", "case": case, "seq": len(chain), "event": event,
            "time": stamp(at() if time is None else time), "public": {} if public is None else public, "commitments": commitments,
            "commitments_root": mth(leaves).hex(), "previous": chain[-1] if chain else None, **changes,
        }  # fmt: skip
        return self.put(entry, chain)

    def put(self, entry, chain=None):
        data = entry if isinstance(entry, bytes) else spelled(entry).encode()
        self.entries.append(data)
        if chain is not None:
            chain.append(leaf(data).hex())
        return len(self.entries) - 1

    def refer(self, name, seq):
        return {"seq": seq, "entry": self.chains[case_id(name)][seq]}

    @property
    def leaves(self):
        return [leaf(each) for each in self.entries]

    def text(self, size=None):
        size = len(self.entries) if size is None else size
        return f"{self.origin}\n{size}\n{b64encode(mth(self.leaves[:size])).decode()}\n".encode()

    def checkpoint(self, size=None, cosigned=None, witness=WITNESS, log=LOG):
        """A signed checkpoint; ``cosigned`` is the witness's time."""
        text = self.text(size)
        return (
            text
            + b"\n"
            + log.line(text)
            + (b"" if cosigned is None else witness.line(text, cosigned))
        )

    def statement(self, counted, result, size=None, *, log=LOG, **query):
        query = {
            "from": stamp(at(-100)),
            "to": stamp(at(1000)),
            "group_by": None,
            "suppress_below": 0,
            **query,
        }
        body = {
            "counted": counted,
            "format": "licet-statistics/1",
            "query": query,
            "result": result,
        }
        text = b"licet-statistics/1\n" + self.text(size) + spelled(body).encode() + b"\n"
        return text + b"\n" + log.line(text)

    def lines(
        self,
        *,
        checkpoints=None,
        scope="log",
        indices=None,
        openings=(),
        statements=(),
        keys=(LOG, WITNESS),
    ):
        """The lines of a bundle, without its end."""
        checkpoints = checkpoints or [self.checkpoint(cosigned=at(400))]
        sizes = [int(each.split(b"\n")[1]) for each in checkpoints]
        head = self.leaves[: sizes[-1]]
        indices = range(len(head)) if indices is None else indices
        roles = {b"\1": "log", b"\4": "witness"}
        return [
            {"line": "bundle", "format": "licet-bundle/1", "origin": self.origin, "made": stamp(at(500)), "scope": scope},
            *({"line": "key", "role": roles[each.kind], "vkey": each.vkey} for each in keys),
            *({"line": "checkpoint", "note": each.decode()} for each in checkpoints),
            *(
                {"line": "consistency", "from": a, "to": b, "proof": [x.hex() for x in proof_of(a, self.leaves[:b])]}
                for a, b in pairwise(sizes)
            ),
            *(
                {"line": "entry", "index": i, "entry": self.entries[i].decode()}
                | ({"proof": [x.hex() for x in path_of(i, head)]} if scope == "cases" else {})
                for i in indices
            ),
            *(
                {"line": "opening", "index": i, "field": f, "value": self.opened[i, f][0], "salt": self.opened[i, f][1]}
                for i, f in openings
            ),
            *({"line": "statistics", "note": each.decode()} for each in statements),
        ]  # fmt: skip

    def bundle(self, **choices):
        return bundle_of(self.lines(**choices))

    def folder(self, root, checkpoint=None):
        """The log as tiles."""
        write_tiles(Path(root), self.entries, checkpoint or self.checkpoint(cosigned=at(400)))
        return root


def bundle_of(lines):
    """A bundle's bytes, its end line written to fit."""
    data = b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in lines)
    end = {"line": "end", "lines": len(lines), "sha256": sha256(data).hexdigest()}
    return data + json.dumps(end).encode() + b"\n"


def _place(root, level, number, width):
    digits = f"{number:03}"  # the tests' logs are small
    path = root / "tile" / str(level) / (digits if width == 256 else f"{digits}.p/{width}")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_tiles(root, entries, checkpoint):
    hashes, level = [leaf(each) for each in entries], 0
    for n in range(0, len(entries), 256):
        row = entries[n : n + 256]
        _place(root, "entries", n // 256, len(row)).write_bytes(
            b"".join(len(e).to_bytes(2, "big") + e for e in row)
        )
    while hashes:
        for n in range(0, len(hashes), 256):
            row = hashes[n : n + 256]
            _place(root, level, n // 256, len(row)).write_bytes(b"".join(row))
        hashes = [mth(hashes[n : n + 256]) for n in range(0, len(hashes) - 255, 256)]
        level += 1
    (root / "checkpoint").write_bytes(checkpoint)
