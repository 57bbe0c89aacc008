import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { readBody } from "./read-body";
import { heldBytes } from "./testing/held-bytes";

const LIMIT = 10_000;

function streamOf(bytes: Uint8Array, chunk = 700): { body: ReadableStream<Uint8Array>; given: () => number } {
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + chunk));
      at += chunk;
    },
  });
  return { body, given: () => at };
}
const codeOf = async (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => "read",
    (fault: unknown) => (fault instanceof AppError ? fault.code : fault),
  );

describe("readBody", () => {
  const text = Buffer.from("telemetry ".repeat(500));

  it("reads plain and packed bodies alike", async () => {
    expect(await readBody(streamOf(text).body, null, { maxBytes: LIMIT })).toEqual(text);
    expect(await readBody(streamOf(gzipSync(text)).body, "gzip", { maxBytes: LIMIT })).toEqual(text);
    expect(await readBody(null, null, { maxBytes: LIMIT })).toEqual(Buffer.alloc(0));
  });

  it("reads a body of several gzip members", async () => {
    const packed = Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))]);
    expect(await readBody(streamOf(packed).body, "GZIP", { maxBytes: LIMIT })).toEqual(text);
  });

  it("stops at the first byte over the limit", async () => {
    expect(await readBody(streamOf(Buffer.alloc(LIMIT)).body, null, { maxBytes: LIMIT })).toHaveLength(LIMIT);
    const over = streamOf(Buffer.alloc(100 * LIMIT));
    expect(await codeOf(readBody(over.body, null, { maxBytes: LIMIT }))).toBe("too-large");
    expect(over.given()).toBeLessThan(3 * LIMIT);
  });

  it("does not unpack a bomb", async () => {
    const bomb = streamOf(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 500);
    expect(await codeOf(readBody(bomb.body, "gzip", { maxBytes: LIMIT }))).toBe("too-large");
    expect(bomb.given()).toBeLessThan(40_000);
  });

  it.each([
    ["truncated", gzipSync(text).subarray(0, -9)],
    ["damaged", Buffer.concat([gzipSync(text).subarray(0, 20), Buffer.alloc(40, 1)])],
    ["not packed at all", text],
    ["empty", Buffer.alloc(0)],
  ])("calls %s gzip invalid", async (_name, bytes) => {
    const outcome = await codeOf(readBody(streamOf(bytes).body, "gzip", { maxBytes: LIMIT }));
    expect(outcome).toBe("invalid");
  });

  it("calls a lost connection invalid", async () => {
    for (const encoding of [null, "gzip"]) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(gzipSync(text).subarray(0, 15));
          controller.error(new Error("reset"));
        },
      });
      expect(await codeOf(readBody(body, encoding, { maxBytes: LIMIT }))).toBe("invalid");
    }
  });

  it.each([null, "gzip"])("gives a body up that stalls (%s), and lets go of it", async (encoding) => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(gzipSync(text).subarray(0, 15)),
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await codeOf(readBody(body, encoding, { completeWithinMs: 50 }))).toBe("too-slow");
    expect(cancelled).toBe(true);
  });

  it("gives up a body that comes byte by byte", async () => {
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.enqueue(new Uint8Array(1));
      },
    });
    expect(await codeOf(readBody(body, null, { completeWithinMs: 50 }))).toBe("too-slow");
  });

  it("tells of unpacked bytes before it keeps them, and stops when there is no room", async () => {
    const told: number[] = [];
    const cover = (bytes: number) => {
      told.push(bytes);
      if (bytes > 20_000) throw new AppError("rate-limited", "enough");
    };
    const packed = gzipSync(Buffer.alloc(1_000_000));
    expect(await codeOf(readBody(streamOf(packed).body, "gzip", { cover }))).toBe("rate-limited");
    expect(told.at(-1)).toBeLessThan(200_000);
  });

  it.each([
    ["a whole body", text, null, text.length],
    ["a body that is too large", Buffer.alloc(LIMIT + 1), null, LIMIT + 1],
    ["a packed body, as it came and unpacked", gzipSync(text), "gzip", gzipSync(text).length + text.length],
    ["a bomb", gzipSync(Buffer.alloc(50 * LIMIT)), "gzip", LIMIT],
    ["truncated gzip", gzipSync(text).subarray(0, -9), "gzip", gzipSync(text).length - 9],
    ["gzip of nothing, many times over", Buffer.concat(Array(100).fill(gzipSync(""))), "gzip", 2_000],
  ])("charges the bytes of %s", async (_name, bytes, encoding, least) => {
    let charged = 0;
    const charge = (more: number) => {
      charged += more;
    };
    await codeOf(readBody(streamOf(bytes).body, encoding, { maxBytes: LIMIT, charge }));
    expect(charged).toBeGreaterThanOrEqual(least);
    expect(charged).toBeLessThan(least + 20_000);
  });

  it.each([null, "gzip"])("stops where bytes may no longer be taken (%s)", async (encoding) => {
    let charged = 0;
    const charge = (bytes: number) => {
      charged += bytes;
      throw new AppError("rate-limited", "later");
    };
    const source = streamOf(encoding ? gzipSync(text) : text, 10);
    expect(await codeOf(readBody(source.body, encoding, { charge }))).toBe("rate-limited");
    expect(charged).toBe(10);
  });

  it.each([
    ["too large", null],
    ["damaged gzip", "gzip"],
  ])("lets the rest of a body that is %s come to its end", async (_name, encoding) => {
    const source = streamOf(Buffer.alloc(LIMIT + 5_000));
    await codeOf(readBody(source.body, encoding, { maxBytes: LIMIT }));
    await expect.poll(source.given).toBeGreaterThanOrEqual(LIMIT + 5_000);
  });

  it("holds a body that comes byte by byte in little more than its bytes", async () => {
    const bytes = Buffer.alloc(300_000, "telemetry");
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at === bytes.length) {
          mostBytes = heldBytes() - before;
          return controller.close();
        }
        controller.enqueue(Uint8Array.of(bytes[at++] ?? 0));
      },
    });
    let mostBytes = 0;
    const before = heldBytes();
    expect(await readBody(body, null)).toEqual(bytes);
    expect(mostBytes).toBeLessThan(1_000_000);
  });

  it("knows no other encoding", async () => {
    expect(await codeOf(readBody(streamOf(text).body, "br", { maxBytes: LIMIT }))).toBe("unsupported");
    expect(await codeOf(readBody(streamOf(text).body, "gzip, gzip", { maxBytes: LIMIT }))).toBe(
      "unsupported",
    );
  });
});
