import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodedBytes, MAX_MESSAGE_BYTES } from "@/lib/kafka/outgoing-message";
import type { Origin } from "../lane/ticket";
import { anOrigin } from "../testing/an-origin";
import { deadLetterOf } from "./dead-letter";

const expected = "no such field in the contract";
const faults = Array.from({ length: 80 }, (_, reading) => ({
  reading,
  field: "\u0000".repeat(100),
  expected,
  got: "\u0000".repeat(120),
}));
const listed = (headers: Readonly<Record<string, string>> | undefined): unknown[] =>
  JSON.parse(headers?.["dead-letter-faults"] ?? "");

describe("deadLetterOf", () => {
  it("keeps what came, whole, and lists as many faults as a packet has readings, with a count of all", () => {
    const many = Array.from({ length: 600 }, (_, reading) => ({ reading, field: "", expected, got: "" }));
    const letter = deadLetterOf(anOrigin(), "field", many, 9_000);
    expect(letter).toMatchObject({
      value: Buffer.from("{"),
      headers: {
        "received-at": "5",
        "dead-letter-reason": "field",
        "dead-letter-fault-count": "9000",
        "dead-letter-origin": "slipstream.telemetry/3/7",
        "dead-letter-key": "LI-1",
      },
    });
    expect(listed(letter.headers)).toEqual(many.slice(0, 500));
  });

  it.each([
    [960_000, 50],
    [1_020_000, 3],
  ])("gives up faults before bytes: of %i bytes none, and lists %i faults", (bytes, faultsListed) => {
    const value = Buffer.alloc(bytes, "x");
    const letter = deadLetterOf(anOrigin({ value }), "field", faults);
    expect(value.equals(Buffer.from(letter.value ?? ""))).toBe(true);
    expect(listed(letter.headers)).toHaveLength(faultsListed);
    expect(encodedBytes(letter)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  });

  it.each([
    ["value", anOrigin({ value: Buffer.alloc(1_048_000, "x") })],
    ["key", anOrigin({ key: Buffer.alloc(1_000_000, "k"), value: Buffer.alloc(500_000) })],
    ["header", anOrigin({ headers: { much: Buffer.alloc(1_048_000, "ü") } })],
    [
      "number of headers",
      anOrigin({
        headers: Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`header-${at}`, "x"])),
      }),
    ],
  ])("is small enough for the broker whatever the record's %s", (_name, large) => {
    expect(encodedBytes(deadLetterOf(large, "undecodable", faults))).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  });

  it("keeps the head of a value that is too large, with its length and hash", () => {
    const value = Buffer.alloc(1_048_500, "abcdef");
    const { value: kept, headers } = deadLetterOf(anOrigin({ value }), "undecodable", []);
    expect(value.subarray(0, 512 * 1024).equals(Buffer.from(kept ?? ""))).toBe(true);
    expect(headers).toMatchObject({
      "received-at": "5",
      "dead-letter-value-bytes": "1048500",
      "dead-letter-value-sha256": createHash("sha256").update(value).digest("hex"),
    });
  });

  it("keeps how often it was sent again, under the key that it had", () => {
    const first = deadLetterOf(anOrigin(), "undecodable", []);
    const again = anOrigin({ headers: { "received-at": Buffer.from("5"), resends: Buffer.from("3") } });
    const letter = deadLetterOf(again, "undecodable", []);
    expect(letter.key).toBe(first.key);
    expect(letter.headers).toMatchObject({ "received-at": "5", resends: "3" });
  });

  it("has one key for one content", () => {
    const key = (over: Partial<Origin>) => deadLetterOf(anOrigin(over), "undecodable", []).key;
    expect(key({ offset: "8" })).toBe(key({}));
    expect(key({ value: Buffer.from("}") })).not.toBe(key({}));
  });
});
