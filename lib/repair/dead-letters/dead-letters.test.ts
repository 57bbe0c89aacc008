import { describe, expect, it } from "vitest";
import { deadLetterOf } from "@/ingest-worker/aside/dead-letter";
import { anOrigin } from "@/ingest-worker/testing/an-origin";
import { namesIn } from "@/lib/domain/names";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import { heldBytes } from "@/lib/ingest/testing/held-bytes";
import { type DeadLetter, deadLetterIn } from "./dead-letter";
import { judgeResent } from "./judge-resent";
import { lettersNamed, passes } from "./letter-filter";
import { NewestLetters } from "./newest-letters";
import { whyNotResent } from "./why-not-resent";

const names = namesIn("slipstream");

/** A letter in the bytes that a worker leaves. */
function message(
  over: Parameters<typeof anOrigin>[0] = {},
  { offset = "1", reason = "field" as DeadLetterReason } = {},
) {
  const { key, value, headers } = deadLetterOf(anOrigin(over), reason, [
    { reading: 2, field: "soc_pct", expected: "less", got: "101" },
  ]);
  return {
    key: Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    offset,
    timestamp: "1000",
    attributes: 0,
  };
}
function letterOf(
  over: Parameters<typeof anOrigin>[0] = {},
  more?: Parameters<typeof message>[1],
): DeadLetter {
  const letter = deadLetterIn(message(over, more));
  if (!letter) throw new Error("expected a letter");
  return letter;
}

describe("a dead letter", () => {
  it("is read as the worker wrote it", () => {
    const headers = { "received-at": "5", "ingest-client": "c-1", resends: "2" };
    expect(letterOf({ headers })).toMatchObject({
      keptAtMs: 1000,
      reason: "field",
      faults: [{ reading: 2, field: "soc_pct", expected: "less", got: "101" }],
      faultCount: 1,
      bikeId: "LI-1",
      client: "c-1",
      originTopic: "slipstream.telemetry",
      originPlace: "3/7",
      resends: 2,
      headers,
      bytes: Buffer.from("{"),
      cutFromBytes: null,
    });
  });

  it("is one of no reason and no faults where its headers are of no use", () => {
    const headers = { "dead-letter-faults": Buffer.from("{") };
    expect(deadLetterIn({ ...message(), headers })).toMatchObject({ reason: "", faults: [], faultCount: 0 });
  });

  it.each<[string, Parameters<typeof anOrigin>[0], string | null]>([
    ["as it came", {}, null],
    ["that came late", { topic: names.topics.telemetryLate }, null],
    ["that was cut", { value: Buffer.alloc(1_048_500, "x") }, "expected all 1048500 bytes of the record"],
    ["of the waiting room", { topic: "waiting-room" }, "got one of waiting-room"],
    ["of another installation", { topic: "other.telemetry" }, "got one of other.telemetry"],
    ["that holds an entry", { value: Buffer.from('{"decision":"waiting"}') }, "an entry that the quarantine"],
    ["whose key is no text", { key: Buffer.from([0xff]) }, "its key was no text"],
    ["whose key was cut", { key: Buffer.alloc(2_000, "k") }, "its key was no text, or too long"],
    ["sent often", { headers: { resends: "5" } }, "expected fewer than 5 times"],
  ])("%s goes back or says why not", (_name, over, why) => {
    const told = whyNotResent(letterOf(over), names, { force: false });
    if (why === null) expect(told).toBeNull();
    else expect(told).toContain(why);
  });

  it("sent often goes back when somebody insists", () => {
    expect(whyNotResent(letterOf({ headers: { resends: "9" } }), names, { force: true })).toBeNull();
  });

  it("passes a filter by everything it names", () => {
    const letter = letterOf({ headers: { "ingest-client": "c-1" } });
    expect(
      passes({ reason: "field", client: "c-1", bikeId: "LI-1", sinceMs: 1000, untilMs: 1001 }, letter),
    ).toBe(true);
    for (const filter of [
      { reason: "too-large" as const },
      { client: "c-2" },
      { bikeId: "LI-2" },
      { sinceMs: 1001 },
      { untilMs: 1000 },
    ])
      expect(passes(filter, letter)).toBe(false);
  });

  it("is named by the beginning of its key, if that is of no other", () => {
    const letters = [
      { ...letterOf(), key: "aaaaaaaa1" },
      { ...letterOf(), key: "aaaaaaaa2" },
    ];
    expect(lettersNamed(["aaaaaaaa1", "aaaaaaaa1"], letters)).toEqual([letters[0]]);
    expect(() => lettersNamed(["aaaaaaaa"], letters)).toThrow("expected a key of one dead letter");
    expect(() => lettersNamed(["bbbbbbbb"], letters)).toThrow("expected the key of a dead letter");
  });
});

describe("the newest letters", () => {
  it("are those of the greatest offset, in whatever order and how often they come", () => {
    const old = message({ headers: { resends: "1" } }, { offset: "9" });
    const young = message({ headers: { resends: "2" } }, { offset: "10" });
    for (const order of [
      [old, young],
      [young, old],
      [young, old, young],
    ]) {
      const newest = new NewestLetters(({ resends }) => resends);
      for (const one of order) newest.add(one);
      expect(newest.kept).toEqual([2]);
    }
  });

  it("are without what was erased, and without an older one of what is of no interest", () => {
    const newest = new NewestLetters(({ reason }) => (reason === "field" ? reason : null));
    newest.add(message({}, { offset: "1" }));
    newest.add({ ...message({}, { offset: "2" }), value: null });
    newest.add(message({}, { offset: "3", reason: "undecodable" }));
    expect(newest.kept).toEqual([]);
  });
});

/** For what the test itself and the engine hold. */
const SLACK_BYTES = 1024 * 1024;

describe("what is read of the newest letters", () => {
  it("is not held where it is of no interest, however many there are", () => {
    const newest = new NewestLetters(() => null);
    const one = message();
    const before = heldBytes();
    for (let at = 0; at < 50_000; at++) newest.add({ ...one, key: Buffer.from(`${"k".repeat(58)}${at}`) });
    expect(heldBytes() - before).toBeLessThan(SLACK_BYTES);
    expect(newest.kept).toEqual([]);
  });
});

describe("a record that was sent again", () => {
  const sent = letterOf();
  const now = (...letters: DeadLetter[]) => new Map(letters.map((letter) => [letter.key, letter]));
  const again = letterOf({ headers: { resends: "1" } }, { offset: "8" });
  const otherwise = letterOf({ headers: { resends: "1" } }, { offset: "8", reason: "undecodable" });
  const before = letterOf({}, { offset: "0", reason: "undecodable" });

  it("was taken where its letter is the newest still", () => {
    expect(judgeResent(sent, now(sent))).toEqual({ kind: "accepted" });
    expect(judgeResent(sent, now(sent, before))).toEqual({ kind: "accepted" });
  });

  it("was refused where a newer letter lies under its key", () => {
    expect(judgeResent(sent, now(again))).toEqual({ kind: "refused-again" });
    expect(judgeResent(sent, now(again, otherwise))).toEqual({ kind: "refused-again" });
  });

  it("was refused otherwise where a letter of another reason counts it", () => {
    const { key } = otherwise;
    expect(judgeResent(sent, now(sent, otherwise))).toEqual({
      kind: "refused-otherwise",
      reason: "undecodable",
      key,
    });
  });
});
