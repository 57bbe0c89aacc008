import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveEvent, PulseEvent } from "@/lib/domain/live-events";
import { readEvents } from "./read-events";

const pulse = (view: string, at = 0): PulseEvent => ({
  type: "pulse",
  view,
  at,
  readingsPerSecond: 3,
  ageMs: null,
  ready: true,
});
const written = (event: LiveEvent): string => `data: ${JSON.stringify(event)}\n\n`;

/** What is read of a text whose bytes come in parts, cut before each of the places given. */
async function read(text: string, cuts: readonly number[] = []): Promise<LiveEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted((a, b) => a - b);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [at, end] of ends.entries()) controller.enqueue(bytes.slice(ends[at - 1] ?? 0, end));
      controller.close();
    },
  });
  const events: LiveEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe("reading events", () => {
  it("reads the same wherever the bytes are cut, also within a letter", async () => {
    const event = fc.record({ view: fc.string({ unit: "binary" }), at: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.array(event), fc.array(fc.nat({ max: 500 })), async (given, cuts) => {
        const events = given.map(({ view, at }) => pulse(view, at));
        expect(await read(events.map(written).join(""), cuts)).toEqual(events);
      }),
    );
  });

  it("puts letters together of which each byte comes alone", async () => {
    const event = pulse("Zürich 🚲 →");
    const everywhere = Array.from({ length: 200 }, (_, at) => at);
    expect(await read(written(event), everywhere)).toEqual([event]);
  });

  it("reads several events of one part in their order", async () => {
    const events: LiveEvent[] = [pulse("a"), pulse("b"), { type: "end" }];
    expect(await read(events.map(written).join(""))).toEqual(events);
  });

  it("leaves comments and times to wait out", async () => {
    const text = `retry: 1000\n\n: data: {"type":"end"}\n\n${written(pulse("a"))}:\n\nid: 7\n${written(pulse("b"))}`;
    expect(await read(text)).toEqual([pulse("a"), pulse("b")]);
  });

  it("tells an event as soon as its line is complete, and nothing of one that was cut off", async () => {
    expect(await read(`data: ${JSON.stringify(pulse("a"))}\ndata: {"type":"end"}`)).toEqual([pulse("a")]);
  });
});
