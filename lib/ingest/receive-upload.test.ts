import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { BodyRoom } from "./body-room";
import { NewBikes } from "./new-bikes";
import { RateLimit } from "./rate-limit";
import { MAX_BODY_BYTES } from "./read-body";
import { receiveUpload } from "./receive-upload";
import { edgeInto } from "./testing/upload-of";
import { createUploadLimits } from "./upload-limits";

const MEBIBYTE = 1024 * 1024;
const client: ApiClient = {
  id: "key",
  name: "rides",
  organisationId: "o",
  organisationKind: "fleet",
  scopes: ["write"],
  sources: ["app"],
  bikeIds: [],
  bikePrefixes: ["LI-"],
};
const packet = (readings: string) => `{"v":1,"bike_id":"LI-1","source":"app","readings":[${readings}]}`;

/** The edge of one process whose clock stands still. */
function process(limits = createUploadLimits(), nowMs = 0) {
  let passedOn = 0;
  const edge = edgeInto(async (_topic, messages) => {
    passedOn += messages.length;
  });
  const send = (body: BodyInit, headers: Record<string, string> = {}, by = client) => {
    const request = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
    const streamed = new Request("http://localhost/", { ...request, ...{ duplex: "half" } });
    return receiveUpload(
      edge,
      limits,
      async () => by,
      streamed,
      () => nowMs,
    ).then(
      (report) => report.accepted.readings,
      (fault: unknown) => (fault instanceof AppError ? fault.code : fault),
    );
  };
  return { send, passedOn: () => passedOn };
}
const packed = { "content-encoding": "gzip" };
/** A body of which nothing comes until `end` is called. */
function stalled() {
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      end = () => {
        controller.enqueue(Buffer.from(packet("1")));
        controller.close();
      };
    },
  });
  return { body, end: () => end() };
}

describe("receiveUpload", () => {
  it.each([
    [40, 10],
    [335, 1],
  ])(
    "takes of %i tiny uploads of 100,000 readings no more than a client may send",
    async (uploads, least) => {
      const faults = new RateLimit({ perSecond: 1, burst: 100_000_000 }, "faults");
      const { send, passedOn } = process({ ...createUploadLimits(), faults });
      const tiny = gzipSync(packet(`${"1,".repeat(99_999)}1`));
      expect(tiny.length).toBeLessThan(300);
      const answers = await Promise.all(Array.from({ length: uploads }, () => send(tiny, packed)));
      const taken = answers.filter((answer) => answer === 100_000).length;
      expect(answers.filter((answer) => answer === "rate-limited")).toHaveLength(uploads - taken);
      expect(taken).toBeGreaterThanOrEqual(least);
      expect(taken).toBeLessThanOrEqual(10);
      expect(passedOn()).toBe(200 * taken);
    },
  );

  it("keeps no room for bodies that are announced and do not come", async () => {
    const { send } = process();
    const bodies = Array.from({ length: 200 }, stalled);
    const announced = { "content-length": String(MAX_BODY_BYTES) };
    const waiting = bodies.map(({ body }, at) => send(body, announced, { ...client, id: `key ${at % 4}` }));
    expect(await send(packet("1"))).toBe(1);
    for (const { end } of bodies) end();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([1]));
  });

  it("gives an organisation no more room for having more keys", async () => {
    const bodies = new BodyRoom({ organisationBytes: (4 / 3) * MEBIBYTE, processBytes: 8 * MEBIBYTE });
    const { send } = process({ ...createUploadLimits(), bodies });
    const open = Array.from({ length: 16 }, stalled);
    const waiting = open.map(({ body }, at) => send(body, {}, { ...client, id: `key ${at}` }));
    expect(await send(packet("1"), {}, { ...client, id: "key 16" })).toBe("rate-limited");
    expect(await send(packet("1"), {}, { ...client, organisationId: "p" })).toBe(1);
    for (const { end } of open) end();
    await Promise.all(waiting);
    expect(await send(packet("1"))).toBe(1);
  });

  it.each([
    ["bombs", gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1)), "too-large"],
    ["truncated archives", gzipSync(Buffer.alloc(MAX_BODY_BYTES)).subarray(0, -9), "invalid"],
  ])("charges a client for %s, and unpacks none once they used its bytes up", async (_name, body, code) => {
    const bytes = new RateLimit({ perSecond: MEBIBYTE, burst: 20 * MEBIBYTE }, "bytes");
    const { send } = process({ ...createUploadLimits(), bytes });
    const answers: unknown[] = [];
    for (let upload = 0; upload < 6; upload++) answers.push(await send(body, packed));
    expect(answers).toEqual([code, code, code, "rate-limited", "rate-limited", "rate-limited"]);
    expect(await send(packet("1"))).toBe("rate-limited");
  });

  it("refuses an upload before its first byte when the client's bytes are used up", async () => {
    const bytes = new RateLimit({ perSecond: MEBIBYTE, burst: 1 }, "bytes");
    const { send } = process({ ...createUploadLimits(), bytes });
    expect(await send(packet("1"))).toBe(1);
    expect(await send(stalled().body)).toBe("rate-limited");
  });
});

describe("what one client may bring that costs for ever", () => {
  const NOW = Date.UTC(2026, 10, 20);
  const DAY_MS = 86_400_000;
  const late = (days: number) => `{"t":${NOW - (days + 1) * DAY_MS}}`;
  const of = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at));
  const ofBike = (at: number) => packet(late(1)).replace("LI-1", `LI-${at}`);
  const ndjson = { "content-type": "application/x-ndjson" };

  it("is a reading in each of many weeks: an upload pays for each that is written for it", async () => {
    const entries = new RateLimit({ perSecond: 1, burst: 10_000 }, "entries");
    const { send } = process({ ...createUploadLimits(), entries }, NOW);
    expect(await send(packet(of(250, (week) => late(7 * week)).join()))).toBe(250);
    expect(await send(packet(late(1)))).toBe("rate-limited");
  });

  it("is neither the season of many phones nor a fleet of thousands", async () => {
    const { send } = process(createUploadLimits(), NOW);
    const season = packet(of(180, (day) => `${late(day)},${late(day)}`).join());
    for (let phone = 0; phone < 100; phone++) expect(await send(season)).toBe(360);
    expect(await send(of(5_000, ofBike).join("\n"), ndjson)).toBe(5_000);
  });

  it.each([
    ["values that cannot be stored", packet(late(1).replace("}", ',"tyre":1}')), 500],
    ["large packets with one of them", packet(late(1).replace("}", `,"x":"${"x".repeat(100_000)}"}`)), 6],
    ["readings without a time", packet('{"t":null},{"t":0}'), 250],
    ["readings ahead of the clock", packet(`${late(-3)},${late(1)}`), 500],
  ])("are %s, while all that is right is taken on", async (_name, body, most) => {
    const faults = new RateLimit({ perSecond: 20, burst: 500 }, "faults");
    const { send } = process({ ...createUploadLimits(), faults }, NOW);
    const answers: unknown[] = [];
    while (answers.length < most) answers.push(await send(body));
    expect(answers).not.toContain("rate-limited");
    expect(await send(body)).toBe("rate-limited");
    expect(await send(packet(late(1)))).toBe(1);
    expect(await send(body, {}, { ...client, id: "other" })).not.toBe("rate-limited");
  });

  it("are bikes that it made up, unless they are known or its key names them", async () => {
    const made = new RateLimit({ perSecond: 1, burst: 3 }, "bikes");
    const newBikes = new NewBikes(made, (bikeId) => bikeId === "LI-9");
    const { send } = process({ ...createUploadLimits(), newBikes }, NOW);
    for (const first of [0, 1, 2]) expect(await send(ofBike(first))).toBe(1);
    expect(await send(ofBike(3))).toBe("rate-limited");
    for (const known of [0, 1, 2, 9]) expect(await send(ofBike(known))).toBe(1);
    expect(await send(ofBike(3), {}, { ...client, bikeIds: ["LI-3"] })).toBe(1);
  });
});
