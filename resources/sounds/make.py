#!/usr/bin/env python3
"""Makes the tones of the console: python3 make.py. Sine waves with soft edges, so that they are told apart by rhythm and
direction and do not frighten: new = two notes up, last minutes = three short equal notes, feed lost = three notes down."""
import math
import struct
import wave

RATE = 22050
PEAK = 0.5


def note(frequency, seconds):
    samples = []
    count = int(RATE * seconds)
    for at in range(count):
        t = at / RATE
        attack = min(1.0, t / 0.012)
        decay = math.exp(-3.2 * t / seconds)
        release = min(1.0, (seconds - t) / 0.02)
        tone = math.sin(2 * math.pi * frequency * t) + 0.22 * math.sin(4 * math.pi * frequency * t)
        samples.append(PEAK * tone / 1.22 * attack * decay * release)
    return samples


def pause(seconds):
    return [0.0] * int(RATE * seconds)


def write(name, samples):
    with wave.open(name + ".wav", "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", round(32767 * s)) for s in samples))


write("new", note(587.33, 0.16) + note(880.0, 0.42))
write("last-minutes", (note(880.0, 0.11) + pause(0.07)) * 2 + note(880.0, 0.26))
write("feed-lost", note(659.26, 0.22) + note(493.88, 0.22) + note(329.63, 0.5))
