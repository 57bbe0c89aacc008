import { describe, expect, it } from "vitest";
import { decodePacket } from "@/lib/domain/decode-packet";
import { loadUploads } from "./load-uploads";

const FROM = Date.UTC(2026, 10, 20, 8);
const DAY_MS = 86_400_000;
const usual = { bikes: 250, seconds: 40, seed: 1, prefix: "LI-L", trouble: false };
const timesOf = (uploads: ReturnType<typeof uploadsOf>) =>
  uploads.flatMap(({ packets }) => packets.flatMap(({ readings }) => readings.map(({ t }) => Number(t))));
const uploadsOf = (options: typeof usual) => [...loadUploads(options, FROM)];

describe("the load", () => {
  it("is one reading a second of each bike, in uploads of a hundred that leave when they are measured", () => {
    const uploads = uploadsOf(usual);
    expect(uploads.map(({ packets }) => packets.length)).toEqual(Array(100).fill(100));
    const identities = uploads.flatMap(({ packets }) =>
      packets.map(({ bike_id, readings }) => `${bike_id} ${readings[0]?.t}`),
    );
    expect(new Set(identities).size).toBe(10_000);
    expect(identities[0]).toBe(`LI-L000001 ${FROM}`);
    const waited = uploads.flatMap(({ packets, dueMs }) =>
      packets.flatMap(({ readings }) => readings.map(({ t }) => dueMs - Number(t))),
    );
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waited)).toBeLessThan(1_400);
    expect(uploads.at(-1)?.dueMs).toBeLessThan(FROM + 40_000);
  });

  it("waits for the last reading of a small fleet, rather than sending it before it is measured", () => {
    expect(uploadsOf({ ...usual, bikes: 1, seconds: 30 })).toMatchObject([{ dueMs: FROM + 29_000 }]);
  });

  it("has every kind of trouble when it is asked for", () => {
    const uploads = uploadsOf({ ...usual, trouble: true });
    const packets = uploads.flatMap((upload) => upload.packets);
    const texts = packets.map((packet) => JSON.stringify(packet));
    const times = timesOf(uploads).filter((time) => Number.isInteger(time));
    const onTime = times.filter((time) => time >= FROM && time <= FROM + 40_000);
    const instants = new Set(
      packets.flatMap((p) => p.readings.map(({ t }) => `${p.bike_id} ${p.source} ${t}`)),
    );
    const faults = packets.map(decodePacket).flatMap((one) => (one.kind === "packet" ? one.faults : []));
    expect(new Set(packets.map(({ bike_id }) => bike_id)).size).toBe(250);
    expect(packets.length - new Set(texts).size).toBeGreaterThan(500);
    expect(new Set(texts).size - instants.size).toBeGreaterThan(100);
    expect(times.some((time) => time < FROM - 300 * DAY_MS)).toBe(true);
    expect(times.some((time) => time > FROM + DAY_MS)).toBe(true);
    let newest = 0;
    const behind = onTime.filter((time) => {
      newest = Math.max(newest, time);
      return time < newest - 20_000;
    });
    expect(behind.length).toBeGreaterThan(500);
    expect(new Set(packets.map(({ source }) => source)).size).toBe(2);
    expect(
      new Set(packets.map(({ readings }) => Object.keys(readings[0] ?? {}).length)).size,
    ).toBeGreaterThan(8);
    expect(faults.length).toBeGreaterThan(300);
    expect(uploads.every((upload) => upload.packets.length <= 100)).toBe(true);
  });

  it("is the same for the same seed, and another for another", () => {
    const options = { ...usual, seconds: 5, trouble: true };
    expect(uploadsOf(options)).toEqual(uploadsOf(options));
    expect(uploadsOf({ ...options, seed: 2 })).not.toEqual(uploadsOf(options));
  });
});
