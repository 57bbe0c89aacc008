import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { acceptUpload } from "./accept-upload";
import type { UploadFormat } from "./packet-slices";
import { heldBytes } from "./testing/held-bytes";
import { edgeInto, uploadOf } from "./testing/upload-of";
import { UploadMemory } from "./upload-memory";
import { UploadTurns } from "./upload-turns";

const RECEIVED = Date.UTC(2026, 10, 20);
/** For what the test itself and the engine hold. */
const SLACK_BYTES = 512 * 1024;
const LOOK_EVERY_TURNS = 5;

const packet = (readings: string, beside = "") =>
  `{"v":1,"bike_id":"LI-1","source":"app"${beside},"readings":[${readings}]}`;
const times = (count: number, text: string, separator = ",") => Array(count).fill(text).join(separator);
const text = (bytes: number, of = "x") => of.repeat(bytes);
const bothLanes = `{"t":${RECEIVED}},{"t":1}`;

const BODIES: readonly (readonly [string, UploadFormat, () => string])[] = [
  ["readings of two bytes", "json", () => packet(times(100_000, "1"))],
  ["the smallest packets", "ndjson", () => times(20_000, packet("1"), "\n")],
  ["lines that are no packets", "ndjson", () => `${packet("1")}\n${times(19_999, "x", "\n")}`],
  ["packets of both lanes", "ndjson", () => times(20_000, packet(bothLanes), "\n")],
  ["parts that repeat much", "json", () => packet(times(100_000, "1"), `,"x":"${text(60_000)}"`)],
  ["lists of empty objects", "json", () => packet(times(15, `{"t":1,"x":[${times(160_000, "{}")}]}`))],
  ["large values in every reading", "json", () => packet(times(1_000, `{"t":"${text(7_000)}"}`))],
  ["large values that are wide", "json", () => packet(times(1_000, `{"x":"Ж${text(7_000)}"}`))],
  ["numbers that are long when shown", "json", () => packet(times(100, `{"x":[${times(14_000, "1e20")}]}`))],
  ["large packets that are none", "ndjson", () => `${packet("1")}\n${times(1_000, text(3_500, "Ж"), "\n")}`],
  [
    "small packets of many faults",
    "ndjson",
    () => times(2_000, packet(times(9, '{"t":"Жxxxxxxxxxxxx"}')), "\n"),
  ],
];

describe("while others work", () => {
  it.each(BODIES)(
    "an upload made of %s holds no more memory than it has reserved",
    async (_name, format, make) => {
      heldBytes();
      await setTimeout(20);
      const before = heldBytes();
      let reserved = 0;
      let most = 0;
      const look = () => {
        most = Math.max(most, heldBytes() - before - reserved);
      };
      const memory = new UploadMemory((bytes) => {
        reserved = Math.max(reserved, bytes);
      });
      let isDone = false;
      const upload = () =>
        acceptUpload(
          edgeInto(async () => look()),
          new UploadTurns(),
          uploadOf(Buffer.from(make()), format, RECEIVED, {}, memory),
        ).finally(() => {
          isDone = true;
        });
      const accepted = upload();
      for (let turn = 0; !isDone; turn++) {
        if (turn % LOOK_EVERY_TURNS === 0) look();
        await setImmediate();
      }
      await accepted;
      expect(most).toBeLessThan(SLACK_BYTES);
    },
  );
});
