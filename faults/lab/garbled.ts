import { gzipSync } from "node:zlib";
import type { Random } from "@/simulator/random";

interface Garbled {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const GZIP = { "content-encoding": "gzip" };
const NESTED = 5_000;
const STRANGE = ["null", "1e400", "-0", "[]", '"\\ud800"', "99999999999999999999", "{}", "NaN", '"x', ""];

type Garbling = (random: Random, lines: string) => Garbled;

/** Ways in which an upload comes that nobody meant to send. */
const GARBLINGS: readonly Garbling[] = [
  (random, lines) => plain(lines.slice(0, random.whole(0, lines.length - 1))),
  (random, lines) => plain(lines.slice(random.whole(1, lines.length - 1))),
  (random, lines) => ({ body: flipped(random, Buffer.from(lines)), headers: {} }),
  (random, lines) => ({ body: flipped(random, gzipSync(lines)), headers: GZIP }),
  (random) => ({ body: noise(random), headers: {} }),
  (random) => ({ body: noise(random), headers: GZIP }),
  (random, lines) => plain(lines.replaceAll(/"speed_kmh":\d+/g, () => `"speed_kmh":${random.pick(STRANGE)}`)),
  (random, lines) =>
    plain(lines.replaceAll(/"odometer_m":\d+/g, () => `"odometer_m":${random.pick(STRANGE)}`)),
  (random, lines) => plain(lines.replaceAll(/"v":1/g, () => `"v":${random.pick(STRANGE)}`)),
  (_, lines) => plain(lines.replace('"readings":[', `"readings":[${"[".repeat(NESTED)}`)),
  (_, lines) => plain(lines.replaceAll("\n", "")),
  (_, lines) => ({ body: Buffer.from(lines, "utf16le"), headers: {} }),
  (_, lines) => ({ body: Buffer.from(lines), headers: { "content-type": "application/json" } }),
  (_, lines) => ({ body: Buffer.from(lines), headers: { "content-type": "text/plain" } }),
  (_, lines) => ({ body: gzipSync(gzipSync(lines)), headers: GZIP }),
  (_, lines) => ({ body: Buffer.from(lines), headers: GZIP }),
  (_, lines) => ({ body: gzipSync(lines), headers: {} }),
];

/** A good upload, garbled in a way that the numbers choose. */
export const garbled = (random: Random, lines: string): Garbled => random.pick(GARBLINGS)(random, lines);

const plain = (text: string): Garbled => ({ body: Buffer.from(text), headers: {} });

const noise = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: random.whole(0, 3_000) }, () => random.whole(0, 255)));

/** With a few bytes that are others. */
function flipped(random: Random, bytes: Buffer): Buffer {
  for (let times = random.whole(1, 4); times > 0; times--)
    bytes[random.whole(0, bytes.length - 1)] = random.whole(0, 255);
  return bytes;
}
