#!/usr/bin/env python3
"""Checks a Penelope journal with Python's standard library alone: python3 verify.py FILE [ANCHORS]
FILE is a journal or a .penelope-audit archive of one. ANCHORS holds checkpoints kept elsewhere. Exit 0 valid, 1 not valid, 2 not readable. Explained in verification.md."""
import base64, hashlib, json, pathlib, sqlite3, sys, tarfile

# Ed25519 (RFC 8032): points (X, Y, Z, T) of -x² + y² = 1 + D·x²·y² modulo P.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * D * p[3] * q[3], 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(count, point):
    total = (0, 1, 1, 0)
    while count:
        total = add(total, point) if count & 1 else total
        count, point = count >> 1, add(point, point)
    return total
def unpack(data):
    y, odd = int.from_bytes(data, "little") & (1 << 255) - 1, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P: raise ValueError("no point of the curve")
    x = x if x & 1 == odd else -x % P
    return x, y, 1, x * y % P
def holds(key, text, signature):  # S·B − k·A must be the point R that the signature begins with
    k, s = hashlib.sha512(signature[:32] + key + text).digest(), int.from_bytes(signature[32:], "little")
    x, y, z, t = unpack(key)
    minus = times(int.from_bytes(k, "little") % ORDER, (-x % P, y, z, -t % P))
    x, y, z, t = add(times(s, unpack(b"\x58" + b"\x66" * 31)), minus)
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return len(signature) == 64 and s < ORDER and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]

def sha(data): return hashlib.sha256(data).digest()
def key_id(origin, key): return sha(origin + b"\n\1" + key)[:4]
def root_of(tree):  # RFC 6962: the perfect subtrees so far, hashed together from the right
    total = tree[-1][1] if tree else sha(b"")
    for _, left in tree[-2::-1]: total = sha(b"\1" + left + total)
    return total
def grow(tree, height, root):
    tree.append((height, root))
    while len(tree) > 1 and tree[-1][0] == tree[-2][0]:  # two subtrees of one height make the next
        tree[-2:] = [(tree[-1][0] + 1, sha(b"\1" + tree[-2][1] + tree[-1][1]))]
def cover(tree, hashes, at, end):  # the largest subtrees between two places, from left to right
    for root in map(bytes.fromhex, hashes):
        if at >= end: raise ValueError("there are more hashes around the range than fit")
        height = max(h for h in range(60) if at % 2**h == 0 and at + 2**h <= end)
        grow(tree, height, root)
        at += 2**height
    if at != end: raise ValueError("hashes around the range are missing")
def trouble(note, size, root, origin, keys):  # what is wrong with a checkpoint; None = nothing
    text, _, lines = note.partition(b"\n\n")
    signatures = [base64.b64decode(line.split(b" ")[2]) for line in lines.splitlines() if line.split(b" ")[1] == origin]
    for key in keys:
        if not any(s[:4] == key_id(origin, key) and holds(key, text + b"\n", s[4:]) for s in signatures):
            return "its signature does not hold, or is another key's"
    if text.split(b"\n")[:2] != [origin, b"%d" % size]: return "it is of another journal or size"
    if root is None: return "it covers events that are not there: the end was cut off"
    if base64.b64decode(text.split(b"\n")[2]) != root: return "the events up to it are not what was signed"

def checked_notes(notes, roots, origin, first, rotated, revoked):  # (size, trouble) of each; trust goes from key to key
    key, signed = first, 0
    for size, note, outside in notes:
        needed = [[key] + [new for seq, new in rotated if signed < seq <= size][-1:]]
        if outside: needed = [[key] for key in [first] + [new for _, new in rotated]]
        try: wrong = min((trouble(note, size, roots[size], origin, keys) or "" for keys in needed), key=len)
        except (IndexError, ValueError): wrong = "it is malformed"
        if any(key_id(origin, k).hex() == i and size > limit for k in needed[0] for i, limit in revoked):
            wrong = wrong or "its key was revoked"
        if not wrong and not outside: key, signed = needed[0][-1], size
        yield size, wrong

def check(path, anchors):
    db = sqlite3.connect(pathlib.Path(path).absolute().as_uri() + "?mode=ro", uri=True)
    db.text_factory, found, tree, last, system = bytes, [], [], 0, []
    db.execute("BEGIN")  # one moment of a journal that is being written
    notes = [(*row, False) for row in db.execute("SELECT size, note FROM checkpoints ORDER BY size")]
    notes += [(int(note.split(b"\n")[1]), note, True) for note in anchors]
    roots = {size: None for size, _, _ in notes}
    for row in db.execute("SELECT seq, time, kind, stream, stream_version, body, leaf FROM events ORDER BY seq"):
        if row[0] != last + 1: found.append(f"events {last + 1} to {row[0] - 1} are missing")
        last, leaf = row[0], sha(b"\0" + row[5])
        if leaf != row[6]: found.append(f"event {last}: its body does not match its stored hash")
        try: body = dict(json.loads(row[5]))
        except (TypeError, ValueError): body = {}
        columns = [value.decode(errors="replace") if isinstance(value, bytes) else value for value in row[:5]]
        fields = [body.get(name) for name in ("seq", "time", "kind", "stream", "stream_version")]
        if fields != columns: found.append(f"event {last}: its row says {columns}, its body {fields}")
        grow(tree, 0, leaf)
        if last in roots: roots[last] = root_of(tree)
        if body.get("stream") == "system": system.append((last, body["kind"], body["payload"]))
    if not system or system[0][:2] != (1, "JournalCreated"): raise ValueError("event 1 does not name the journal's key")
    rotated = [(seq, base64.b64decode(said["public_key"])) for seq, kind, said in system if kind == "JournalKeyRotated"]
    revoked = [(said["key_id"], said["from_size"]) for _, kind, said in system if kind == "JournalKeyRevoked"]
    origin, key = b"penelope/" + system[0][2]["journal_id"].encode(), base64.b64decode(system[0][2]["public_key"])
    results = list(checked_notes(notes, roots, origin, key, rotated, revoked))
    found += [f"checkpoint of {size}: {wrong}" for size, wrong in results if wrong]
    print(f"events {last}, signed to {max([size for size, wrong in results if not wrong], default=0)}")
    print(f"root {root_of(tree).hex()}\nfirst key's fingerprint {sha(key).hex()}")
    return found

def pieces(data):  # the notes of a file of checkpoints
    parts = data.strip().split(b"\n\n") if data.strip() else []
    return [text + b"\n\n" + lines for text, lines in zip(parts[::2], parts[1::2])]
def check_archive(path, anchors):
    tar, found, tree, system = tarfile.open(path, "r:"), [], [], []
    content = {member.name: tar.extractfile(member) for member in tar}
    manifest = json.loads(content["manifest.json"].read())
    stated = manifest.pop("manifest_sha256")
    if sha(json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hex() != stated:
        found.append("manifest.json is not what was written")
    if list(content) != ["manifest.json"] + [member["name"] for member in manifest["members"]]:
        raise ValueError("the members are not those that the manifest names")
    for member in manifest["members"]:
        digest = hashlib.sha256()
        while block := content[member["name"]].read(1 << 20): digest.update(block)
        if digest.hexdigest() != member["sha256"]: found.append(f"{member['name']} is not what was written")
        content[member["name"]].seek(0)
    first, last, size = manifest["first"], manifest["last"], manifest["size"]
    origin = b"penelope/" + manifest["journal_id"].encode()
    notes = [(int(note.split(b"\n")[1]), note, False) for note in pieces(content["checkpoints.txt"].read())]
    notes += [(int(note.split(b"\n")[1]), note, True) for note in anchors]
    roots = {number: None for number, _, _ in notes}
    cover(tree, manifest["left"], 0, first - 1)
    lines = (line for name in list(content)[3:] for line in content[name])
    lost = {seq: entry["leaves"][seq - entry["first"]] if "leaves" in entry else None
            for entry in manifest["lost"] for seq in range(entry["first"], entry["last"] + 1)}
    found += [f"events {entry['first']} to {entry['last']} are lost" for entry in manifest["lost"]]
    for seq in range(first, last + 1):
        if seq in lost and lost[seq] is None: raise ValueError(f"the hash of event {seq} is lost: ask penelopectl verify")
        if seq in lost: grow(tree, 0, bytes.fromhex(lost[seq]))
        else:
            body = next(lines, b"{}\n")[:-1]
            said = json.loads(body)
            if said.get("seq") != seq: raise ValueError(f"event {seq} is not where it should be")
            grow(tree, 0, sha(b"\0" + body))
            if said["stream"] == "system": system.append((seq, said["kind"], said["payload"]))
        if seq in roots: roots[seq] = root_of(tree)
    if next(lines, None): found.append("there are more events than the manifest says")
    cover(tree, manifest["right"], last, size)
    if size in roots: roots[size] = root_of(tree)
    if root_of(tree).hex() != manifest["root"]: found.append("the events do not give the manifest's root")
    keys = [base64.b64decode(line.split(b"+", 2)[2])[1:] for line in content["keys.txt"].read().splitlines()]
    rotated = [(seq, base64.b64decode(said["public_key"])) for seq, kind, said in system if kind == "JournalKeyRotated"]
    revoked = [(said["key_id"], said["from_size"]) for _, kind, said in system if kind == "JournalKeyRevoked"]
    if first > 1:  # which of its keys signed when stands in events that are not here: any of them counts
        notes, rotated = [(number, note, True) for number, note, _ in notes], [(0, key) for key in keys[1:]]
    elif system and base64.b64decode(system[0][2]["public_key"]) != keys[0]: found.append("keys.txt is not the journal's")
    notes = [note for note in notes if note[0] >= first - 1]
    results = list(checked_notes(notes, roots, origin, keys[0], rotated, revoked))
    found += [f"checkpoint of {number}: {wrong}" for number, wrong in results if wrong]
    print(f"events {first} to {last} of {size}, signed to {max([n for n, wrong in results if not wrong], default=0)}")
    print(f"root {root_of(tree).hex()}\nfirst key's fingerprint {sha(keys[0]).hex()}")
    return found

try:
    anchors = pieces(open(sys.argv[2], "rb").read()) if len(sys.argv) > 2 else []
    database = open(sys.argv[1], "rb").read(16) == b"SQLite format 3\0"
    findings = (check if database or not tarfile.is_tarfile(sys.argv[1]) else check_archive)(sys.argv[1], anchors)
except (LookupError, OSError, sqlite3.Error, tarfile.TarError, TypeError, ValueError) as error:
    sys.exit(print(f"cannot be checked: {error}", file=sys.stderr) or 2)
print("\n".join(findings) or "valid")
sys.exit(1 if findings else 0)
