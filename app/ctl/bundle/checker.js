"use strict";
// Everything is computed here, with no library and no network: SHA-2 (FIPS 180-4), Ed25519 (RFC 8032), Merkle
// inclusion (RFC 6962), checkpoints (C2SP signed notes). WebCrypto is not asked: a page opened as a file may lack it.
const Checker = (() => {
  const fromText = text => new TextEncoder().encode(text);
  const toText = bytes => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const join = (...parts) => Uint8Array.from(parts.flatMap(part => Array.from(part)));
  const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  const same = (left, right) => hex(left) === hex(right);
  function fromBase64(text) {
    const raw = atob(text);
    if (btoa(raw) !== text) throw new Error("base64 that is not in its one form");
    return Uint8Array.from(raw, letter => letter.charCodeAt(0));
  }

  // The constants of SHA-2 are the first bits of roots of the first primes.
  const primes = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every(prime => n % prime)) primes.push(n);
  function root(value, degree) {
    let low = 0n, high = value + 1n;
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (middle ** degree <= value) low = middle; else high = middle;
    }
    return low;
  }
  const bits = (prime, degree, count) => root(prime << (degree * count), degree) & ((1n << count) - 1n);

  function padded(bytes, block) {
    const lengthBytes = block / 8;
    const size = Math.ceil((bytes.length + 1 + lengthBytes) / block) * block;
    const all = new Uint8Array(size);
    all.set(bytes);
    all[bytes.length] = 0x80;
    let length = bytes.length * 8;
    for (let at = size - 1; length > 0; at--) { all[at] = length % 256; length = Math.floor(length / 256); }
    return all;
  }
  const K32 = primes.slice(0, 64).map(prime => Number(bits(prime, 3n, 32n)));
  const H32 = primes.slice(0, 8).map(prime => Number(bits(prime, 2n, 32n)));
  function sha256(bytes) {
    const state = H32.slice(), words = new Array(64), all = padded(bytes, 64);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let begin = 0; begin < all.length; begin += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          const at = begin + 4 * i;
          words[i] = (all[at] << 24 | all[at + 1] << 16 | all[at + 2] << 8 | all[at + 3]) >>> 0;
        } else {
          const x = words[i - 15], y = words[i - 2];
          words[i] = (words[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + words[i - 7] +
                      (turn(y, 17) ^ turn(y, 19) ^ y >>> 10)) >>> 0;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K32[i] + words[i]) >>> 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c)) >>> 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) >>> 0; });
    }
    return Uint8Array.from(state.flatMap(word => [word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255]));
  }
  const K64 = primes.map(prime => bits(prime, 3n, 64n)), H64 = primes.slice(0, 8).map(prime => bits(prime, 2n, 64n));
  function sha512(bytes) {
    const mask = (1n << 64n) - 1n, turn = (x, n) => (x >> n | x << (64n - n)) & mask;
    const state = H64.slice(), words = new Array(80), all = padded(bytes, 128);
    for (let begin = 0; begin < all.length; begin += 128) {
      for (let i = 0; i < 80; i++) {
        if (i < 16) {
          words[i] = BigInt("0x" + hex(all.slice(begin + 8 * i, begin + 8 * i + 8)));
        } else {
          const x = words[i - 15], y = words[i - 2];
          words[i] = (words[i - 16] + (turn(x, 1n) ^ turn(x, 8n) ^ x >> 7n) + words[i - 7] +
                      (turn(y, 19n) ^ turn(y, 61n) ^ y >> 6n)) & mask;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 80; i++) {
        const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + (e & f ^ (mask ^ e) & g) + K64[i] + words[i];
        const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + (a & b ^ a & c ^ b & c);
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) & mask; });
    }
    return Uint8Array.from(state.flatMap(word => word.toString(16).padStart(16, "0").match(/../g).map(x => parseInt(x, 16))));
  }

  // Ed25519: points (X, Y, Z, T) of -x² + y² = 1 + D·x²·y² modulo P.
  const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const mod = value => (value % P + P) % P;
  function power(base, exponent) {
    let result = 1n;
    for (base = mod(base); exponent > 0n; exponent >>= 1n, base = base * base % P) if (exponent & 1n) result = result * base % P;
    return result;
  }
  const inverse = value => power(value, P - 2n);
  const D = mod(-121665n * inverse(121666n));
  function add(p, q) {
    const a = (p[1] - p[0]) * (q[1] - q[0]), b = (p[1] + p[0]) * (q[1] + q[0]);
    const c = 2n * D * p[3] * q[3], d = 2n * p[2] * q[2];
    const e = mod(b - a), f = mod(d - c), g = mod(d + c), h = mod(b + a);
    return [e * f % P, g * h % P, f * g % P, e * h % P];
  }
  function times(count, point) {
    let total = [0n, 1n, 1n, 0n];
    for (; count > 0n; count >>= 1n, point = add(point, point)) if (count & 1n) total = add(total, point);
    return total;
  }
  const little = bytes => BigInt("0x" + hex(Uint8Array.from(bytes).reverse()));
  function unpack(bytes) {
    const y = little(bytes) & ((1n << 255n) - 1n), odd = BigInt(bytes[31] >> 7);
    const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
    let x = power(square, (P + 3n) / 8n);
    if (x * x % P !== square) x = x * power(2n, (P - 1n) / 4n) % P;
    if (x * x % P !== square || y >= P) return null;
    if ((x & 1n) !== odd) x = mod(-x);
    return [x, y, 1n, x * y % P];
  }
  const base = unpack(Uint8Array.from([0x58].concat(Array(31).fill(0x66))));
  function signed(key, message, signature) {
    if (key.length !== 32 || signature.length !== 64) return false;
    const s = little(signature.slice(32)), point = unpack(key);
    if (!point || s >= L) return false;
    const k = little(sha512(join(signature.slice(0, 32), key, message))) % L;
    const [x, y, z] = add(times(s, base), times(k, [mod(-point[0]), point[1], 1n, mod(-point[3])]));
    const flat = inverse(z), number = y * flat % P | (x * flat % P & 1n) << 255n;
    return little(signature.slice(0, 32)) === number;
  }

  // RFC 6962: does the path lead from the leaf to the root of `size` leaves?
  function included(index, size, leaf, path, wanted) {
    if (index < 0 || index >= size) return false;
    let node = index, last = size - 1, hash = leaf;
    for (const sibling of path) {
      if (last === 0) return false;
      if (node % 2 === 1 || node === last) {
        hash = sha256(join([1], sibling, hash));
        while (node % 2 === 0 && node !== 0) { node = Math.floor(node / 2); last = Math.floor(last / 2); }
      } else {
        hash = sha256(join([1], hash, sibling));
      }
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 && same(hash, wanted);
  }

  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return "{" + Object.keys(value).sort().map(key => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  }

  const notes = new Map(); // a note is the same text for many events: judged once
  function noteTrouble(note, origin, keys, revocations) {
    const size = Number(note.split("\n")[1]);
    const gap = note.indexOf("\n\n"), lines = note.slice(gap + 2, -1).split("\n");
    let good = false, revoked = false;
    for (const line of lines) {
      const words = line.split(" ");
      if (words.length !== 3 || words[0] !== "—" || !note.endsWith("\n")) return "its checkpoint is malformed";
      const bytes = fromBase64(words[2]);
      for (const key of keys) {
        const id = sha256(join(fromText(origin + "\n"), [1], key)).slice(0, 4);
        if (words[1] !== origin || !same(id, bytes.slice(0, 4))) continue;
        if (!signed(key, fromText(note.slice(0, gap + 1)), bytes.slice(4))) return "the signature of its checkpoint does not hold";
        // Over larger sizes a revoked key counts for nothing: whoever took it may sign what never was.
        if (revocations.some(one => one.key_id === hex(id) && size > one.from_size)) revoked = true;
        else good = true;
      }
    }
    return good ? "" : revoked ? "its checkpoint is signed by a key that was revoked" : "its checkpoint is signed by no key of the journal";
  }
  function proofTrouble(entry, seq, origin, keys, revocations) {
    const gap = entry.proof.indexOf("\n\n"), head = entry.proof.slice(0, gap).split("\n"), note = entry.proof.slice(gap + 2);
    if (head[0] !== "c2sp.org/tlog-proof@v1" || head[1] !== "index " + (seq - 1)) return "its proof is of another event or form";
    const lines = note.split("\n"), size = Number(lines[1]);
    if (lines[0] !== origin || String(size) !== lines[1] || lines[3] !== "") return "its checkpoint is of another journal or form";
    const leaf = sha256(join([0], fromText(entry.body)));
    if (!included(seq - 1, size, leaf, head.slice(2).map(fromBase64), fromBase64(lines[2]))) return "it is not in the signed tree: it was changed";
    if (!notes.has(note)) notes.set(note, noteTrouble(note, origin, keys, revocations));
    return notes.get(note);
  }

  function operatorKey(events, name, before) {
    const key = events.filter(event => event.stream === "operator/" + name && event.payload.public_key && event.seq < before).pop();
    return key && fromBase64(key.payload.public_key);
  }
  const decisions = { ApprovalGranted: "approve", ApprovalRejected: "reject", BreakGlassReviewed: "" };
  // Empty = the operator's own signature holds.
  function decisionTrouble(event, evidence, events) {
    const payload = event.payload, name = event.actor.replace("operator/", "");
    const said = { journal_id: evidence.journal_id, approval_id: evidence.approval_id, operator: name,
                   decision: decisions[event.kind] || (payload.agrees ? "agree" : "object") };
    for (const field of ["version", "diff_sha256", "reason", "seen", "break_glass", "decided_at"])
      if (payload[field] !== undefined) said[field] = payload[field];
    const key = operatorKey(events, name, event.seq);
    if (!key) return payload.signature ? "no key of " + name + " is known" : "";
    if (!payload.signature) return name + " has a key and did not sign";
    return signed(key, fromText(canonical(said)), fromBase64(payload.signature)) ? "" : "the signature of " + name + " does not hold";
  }

  // Takes the embedded base64 text; answers {problems, evidence, events, unsigned}.
  function check(encoded) {
    const problems = [], result = { problems, evidence: null, events: [], unsigned: [] };
    try {
      notes.clear();
      const text = toText(fromBase64(encoded)), evidence = JSON.parse(text);
      if (canonical(evidence) !== text || evidence.format !== 1 || Object.keys(evidence).join() !== "approval_id,events,format,journal_id") throw new Error("it is not in its one form");
      const events = evidence.events.map(entry => JSON.parse(entry.body));
      Object.assign(result, { evidence, events });
      const created = events.find(event => event.seq === 1 && event.kind === "JournalCreated");
      if (!created || created.payload.journal_id !== evidence.journal_id) throw new Error("event 1 does not name this journal and its key");
      const keys = events.filter(event => event.stream === "system" && event.payload.public_key).map(event => fromBase64(event.payload.public_key));
      const revocations = events.filter(event => event.kind === "JournalKeyRevoked").map(event => event.payload);
      result.fingerprint = hex(sha256(keys[0]));
      events.forEach((event, at) => {
        let trouble;
        try { trouble = proofTrouble(evidence.events[at], event.seq, "penelope/" + evidence.journal_id, keys, revocations); } catch (error) { trouble = error.message; }
        if (trouble) problems.push("Event " + event.seq + " (" + event.kind + "): " + trouble + ".");
      });
      checkStory(result);
    } catch (error) {
      problems.push("The evidence cannot be read: " + error.message + ".");
    }
    return result;
  }
  function checkStory(result) {
    const { evidence, events, problems } = result, name = "approval/" + evidence.approval_id;
    const story = events.filter(event => event.stream === name);
    if (!story.length || story[0].kind !== "ApprovalRequested") throw new Error("there is no request " + name);
    story.forEach((event, at) => {
      if (event.stream_version !== at + 1) problems.push("An event of the request before event " + event.seq + " was left out.");
      if (!(event.kind in decisions)) return;
      const trouble = decisionTrouble(event, evidence, events);
      if (trouble) problems.push("Event " + event.seq + " (" + event.kind + "): " + trouble + ".");
      else if (!event.payload.signature) result.unsigned.push(event.seq);
    });
    const patch = events.find(event => event.stream === "patch/" + story[0].payload.patch_id && event.kind === "PatchProposed");
    if (!patch || hex(sha256(fromText(patch.payload.diff))) !== story[0].payload.diff_sha256)
      problems.push("The patch is not the one that was asked about.");
  }
  return { check, sha256, sha512, signed, hex, fromText };
})();

function show() {
  const put = (parent, tag, text) => {
    const element = document.createElement(tag);
    // As text, never as markup; marks that turn the direction of reading are shown, not obeyed.
    element.textContent = String(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, mark => "⟨U+" + mark.charCodeAt(0).toString(16).toUpperCase() + "⟩");
    parent.appendChild(element);
    return element;
  };
  const result = Checker.check(document.getElementById("evidence").textContent.trim());
  const verdict = document.getElementById("verdict"), main = document.getElementById("story");
  verdict.className = result.problems.length ? "wrong" : "valid";
  verdict.textContent = result.problems.length ? "Not valid" : "Valid: " + result.events.length + " events are what was signed";
  result.problems.forEach(problem => put(main, "p", problem).className = "problem");
  if (!result.evidence) return;
  if (result.fingerprint) put(main, "p", "Consistent with the journal's own key. Compare its fingerprint with the one that you know: " + result.fingerprint);
  if (result.unsigned.length) put(main, "p", "Decided by name alone, without an operator's key: events " + result.unsigned.join(", "));
  for (const event of result.events) {
    put(main, "h2", event.seq + " · " + event.kind);
    put(main, "p", new Date(event.time).toISOString() + " · " + event.actor + " · " + event.stream);
    const list = put(main, "dl", "");
    for (const [key, value] of Object.entries(event.payload)) {
      put(list, "dt", key);
      put(put(list, "dd", ""), "pre", typeof value === "string" ? value : JSON.stringify(value, null, 2));
    }
  }
}
show();
