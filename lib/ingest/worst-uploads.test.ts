import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { acceptUpload } from "./accept-upload";
import type { UploadFormat } from "./packet-slices";
import { MAX_BODY_BYTES } from "./read-body";
import { edgeInto, uploadOf } from "./testing/upload-of";
import { UploadTurns } from "./upload-turns";

/** Far more than is seen on an idle machine (about a third), far less than anybody waits for. */
const LONGEST_BLOCK_MS = 200;

const HEAD = '{"v":1,"bike_id":"LI-1","source":"app"';
/** As much of `part` as an upload may have between a beginning and an end. */
function filled(
  start: string,
  part: (at: number) => string,
  end: string,
  maxParts = Number.POSITIVE_INFINITY,
) {
  const parts: string[] = [];
  let room = MAX_BODY_BYTES - start.length - end.length;
  for (let at = 0; at < maxParts; at++) {
    const next = part(at);
    room -= next.length;
    if (room < 0) break;
    parts.push(next);
  }
  return start + parts.join("") + end;
}
const list = (element: string) => (at: number) => (at === 0 ? element : `,${element}`);

const BODIES: readonly (readonly [string, UploadFormat, string | number, () => string])[] = [
  ["readings that are none", "json", "too-large", () => filled(`${HEAD},"readings":[`, list("1"), "]}")],
  ["packets that are none", "json", "too-large", () => filled("[", list("1"), "]")],
  ["lines that are no packets", "ndjson", "too-large", () => filled("", () => "x\n", "")],
  ["empty lines", "ndjson", "invalid", () => filled("", () => "\n", "")],
  ["brackets", "json", "invalid", () => filled("", () => "[", "")],
  ["brackets in a reading", "json", "invalid", () => filled(`${HEAD},"readings":[`, () => "[", "]}")],
  ["one text without end", "json", "invalid", () => filled(`${HEAD},"readings":["`, () => "x", "")],
  ["backslashes", "json", "invalid", () => filled(`${HEAD},"readings":["`, () => "\\", '"]}')],
  [
    "names in a packet",
    "json",
    "invalid",
    () => filled(`${HEAD},"readings":[{"t":1}]`, (at) => `,"n${at}":1`, "}"),
  ],
  [
    "names in a reading",
    "json",
    "invalid",
    () => filled(`${HEAD},"readings":[{"t":1`, (at) => `,"n${at}":1`, "}]}"),
  ],
  [
    "readings of half a megabyte of names",
    "json",
    17,
    () => {
      const names = Array.from({ length: 44_000 }, (_, at) => `"n${at}":1`).join(",");
      return filled(`${HEAD},"readings":[`, list(`{"t":1,${names}}`), "]}");
    },
  ],
  [
    "as many faulty readings as may be",
    "json",
    100_000,
    () =>
      filled(
        `${HEAD},"readings":[`,
        list('{"t":-1,"lat":1,"speed_kmh":999,"x":[{}],"soc_pct":""}'),
        "]}",
        100_000,
      ),
  ],
  [
    "as many packets of five faulty readings as may be",
    "ndjson",
    100_000,
    () =>
      filled("", () => `${HEAD},"readings":[${'{"t":-1,"lat":1,"x":1,"y":2},'.repeat(4)}{}]}\n`, "", 20_000),
  ],
];

describe("the worst eight megabytes", () => {
  it.each(BODIES)("of %s never keep the event loop", async (_name, format, outcome, make) => {
    const body = Buffer.from(make());
    const edge = edgeInto(async () => undefined);
    let longestMs = 0;
    let lastMs = performance.now();
    const beat = () => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    };
    const timer = setInterval(beat, 1);
    const upload = async () =>
      acceptUpload(edge, new UploadTurns(), uploadOf(body, format, Date.UTC(2026, 10, 20)));
    const got = await upload().then(
      (report) => report.accepted.readings,
      (fault: unknown) => (fault instanceof AppError ? fault.code : fault),
    );
    beat();
    clearInterval(timer);
    expect(got).toBe(outcome);
    expect(longestMs).toBeLessThan(LONGEST_BLOCK_MS);
  });
});
