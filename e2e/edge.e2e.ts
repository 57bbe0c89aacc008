import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, inject, it } from "vitest";
import {
  BikeAnswer,
  BikesAnswer,
  ProblemAnswer,
  ReadingsAnswer,
  SeriesAnswer,
  UploadAnswer,
} from "@/lib/domain/api-answers";
import { fieldNamed } from "@/lib/domain/fields";
import { openApiDocument } from "@/lib/domain/openapi";
import { partitionFor } from "@/lib/kafka/partition";
import { createEdgeClient } from "@/simulator/edge-client";
import { generatePackets } from "@/simulator/packets";
import { randomOf } from "@/simulator/random";
import { packetsOf, replayRide, ridesIn } from "@/simulator/replay-rides";
import type { SentPacket, SentReading } from "@/simulator/sent-packet";

const address = inject("address");
const { SLIPSTREAM_DEMO_KEY_DCU: keyOfDublin = "", SLIPSTREAM_DEMO_KEY_LI: keyOfRheintal = "" } =
  inject("environment");
const rides = await ridesIn("data/dublin-rides");

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const get = (path: string, key = keyOfDublin) => fetch(`${address}${path}`, { headers: bearer(key) });
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
  fetch(`${address}/api/v1/telemetry`, {
    method: "POST",
    body,
    headers: { ...bearer(keyOfDublin), "content-type": "application/json", ...headers },
  });
const gzip = { "content-encoding": "gzip" };
const aPacket = (over: Partial<SentPacket> = {}): SentPacket => ({
  v: 1,
  bike_id: `DCU-T${randomBytes(4).toString("hex").toUpperCase()}`,
  source: "app",
  readings: [{ t: Date.now(), speed_kmh: 20 }],
  ...over,
});

describe("an upload that cannot be taken", () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
  const packed = gzipSync(JSON.stringify(aPacket()));

  it.each([
    ["without a key", 401, () => post("{}", { authorization: "" })],
    ["with an unknown key", 401, () => post("{}", bearer(`slip_${"x".repeat(43)}`))],
    ["that is empty", 400, () => post("", {})],
    ["that is no JSON", 400, () => post("[{", {})],
    ["of truncated gzip", 400, () => post(packed.subarray(0, -5), gzip)],
    ["that claims to be gzip", 400, () => post(JSON.stringify(aPacket()), gzip)],
    ["for nobody's bike", 400, () => post(JSON.stringify(aPacket({ bike_id: "dcu-1" })), {})],
    ["for another's bike", 403, () => post(JSON.stringify(aPacket({ bike_id: "LI-000001" })), {})],
    ["of a source not its own", 403, () => post(JSON.stringify(aPacket({ source: "iot" })), {})],
    ["larger than eight megabytes", 413, () => post(" ".repeat(8 * 1024 * 1024 + 1), {})],
    ["that unpacks to more", 413, () => post(bomb, gzip)],
    ["of another type", 415, () => post("{}", { "content-type": "text/plain" })],
    ["in another encoding", 415, () => post("{}", { "content-encoding": "br" })],
  ])("%s is a problem document: %i", async (_name, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(ProblemAnswer.parse(await answer.json()).status).toBe(status);
  });
});

describe("1,000 packets for bikes of another organisation", () => {
  it("are each refused with a reason, whatever headers say, and none is stored", async () => {
    const prefix = `LI-${randomBytes(3).toString("hex").toUpperCase()}-`;
    const packets = generatePackets(1, {
      fromMs: Date.now() - 60_000,
      bikes: 100,
      packetsPerBike: 10,
      phoneShare: 0.5,
      prefix,
    });
    const forged = { "ingest-client": "x", "received-at": "0", "x-organisation": "Alpenrad Rheintal" };
    const answer = await post(gzipSync(JSON.stringify(packets)), { ...gzip, ...forged });
    expect(answer.status).toBe(403);
    const report = UploadAnswer.pick({ refused: true, accepted: true }).parse(await answer.json());
    expect(report.accepted).toEqual({ packets: 0, readings: 0 });
    expect(report.refused.map((refusal) => [refusal.packet, refusal.reason])).toEqual(
      packets.map((_, at) => [at, "not-allowed"]),
    );
    const own = aPacket();
    expect((await post(JSON.stringify(own), {})).status).toBe(202);
    await storedCount(own.bike_id, 1);
    const listed = await get(`/api/v1/bikes?query=${prefix}`, keyOfRheintal);
    expect(BikesAnswer.parse(await listed.json()).total).toBe(0);
  });
});

/** Readings of a bike once there are `expected`, at most 30 s later. */
async function storedCount(bikeId: string, expected: number): Promise<number> {
  const client = createEdgeClient(address, keyOfDublin);
  for (const startedMs = Date.now(); ; ) {
    const count = await client.countReadings(bikeId, 0, Date.now() + 86_400_000);
    if (count >= expected || Date.now() - startedMs > 30_000) return count;
  }
}

describe("an upload", () => {
  it("of healthy and faulty readings says what will not be stored", async () => {
    const t = Date.now();
    const packet = aPacket({
      readings: [
        { t, speed_kmh: 400, soc_pct: 50 },
        { t: t + 1, soc_pct: 51 },
      ],
    });
    const answer = await post(JSON.stringify([packet, aPacket({ bike_id: "LI-1" })]), {});
    expect(answer.status).toBe(202);
    expect(UploadAnswer.parse(await answer.json())).toMatchObject({
      accepted: { packets: 1, readings: 2 },
      refused: [{ packet: 1, reason: "not-allowed" }],
      faults: [{ packet: 0, reading: 0, field: "speed_kmh", got: "400" }],
    });
    expect(await storedCount(packet.bike_id, 2)).toBe(2);
    const range = `from=${t}&to=${t + 10}`;
    const read = await get(`/api/v1/bikes/${packet.bike_id}/readings?${range}&fields=speed_kmh,soc_pct`);
    expect(ReadingsAnswer.parse(await read.json()).readings).toMatchObject([
      { t, source: "app", soc_pct: 50 },
      { t: t + 1, source: "app", soc_pct: 51 },
    ]);
  });
});

/** A bike whose packets queue behind those of another, so that its last tells that the other's are done. */
function inPartitionOf(bikeId: string): string {
  for (;;) {
    const { bike_id } = aPacket();
    if (partitionFor(bike_id) === partitionFor(bikeId)) return bike_id;
  }
}

/** Values at the resolution of the contract. */
const resolved = (reading: SentReading) =>
  Object.fromEntries(
    Object.entries(reading).map(([name, value]) => {
      const field = fieldNamed(name)?.field;
      const number = field?.kind === "number" && typeof value === "number";
      return [name, number ? Math.round(value * field.factor) / field.factor : value];
    }),
  );
async function seriesOf(bikeId: string): Promise<unknown[]> {
  const answer = await get(`/api/v1/bikes/${bikeId}/readings?from=0&to=${Date.UTC(2024, 0)}&limit=10000`);
  return ReadingsAnswer.parse(await answer.json()).readings.map(
    ({ source: _s, lateness_s: _l, ...rest }) => rest,
  );
}

describe("all recorded rides", () => {
  const client = createEdgeClient(address, keyOfDublin);

  it("are stored to the row and value", async () => {
    for (const [file, ride] of rides) {
      const done = await replayRide(client, file, ride);
      expect(done).toMatchObject({ sent: ride.readings.length, accepted: ride.readings.length, refused: [] });
      expect(await seriesOf(ride.bikeId)).toEqual(ride.readings.map(resolved));
    }
  });

  it("change nothing when sent three times more, in pieces and any order", async () => {
    const before = await Promise.all(rides.map(([, ride]) => seriesOf(ride.bikeId)));
    const random = randomOf(11);
    const pieces = rides.flatMap(([, ride]) =>
      [1, 2, 3].flatMap(() =>
        packetsOf({ ...ride, readings: random.shuffled(ride.readings) }).map((packet) => packet),
      ),
    );
    const shuffled = random.shuffled(pieces);
    for (let at = 0; at < shuffled.length; at += 40) await client.send(shuffled.slice(at, at + 40));
    const last = rides.map(([, ride]) =>
      aPacket({ bike_id: inPartitionOf(ride.bikeId), readings: [{ t: Date.UTC(2023, 0) }] }),
    );
    await client.send(last);
    for (const { bike_id } of last) expect(await storedCount(bike_id, 1)).toBe(1);
    expect(await Promise.all(rides.map(([, ride]) => seriesOf(ride.bikeId)))).toEqual(before);
  });

  it("can be read as states, series and CSV, each as the API document says", async () => {
    const [, ride] = rides[0] ?? [];
    const path = `/api/v1/bikes/${ride?.bikeId}`;
    const range = `from=2023-01-01T00:00:00Z&to=2024-01-01T00:00:00%2B01:00`;
    expect(BikeAnswer.parse(await (await get(`${path}/state`)).json()).position).not.toBeNull();
    const listed = BikesAnswer.parse(await (await get("/api/v1/bikes?limit=5&sort=bike&order=asc")).json());
    expect(listed.bikes).toHaveLength(5);
    expect(listed.bikes.every((bike) => bike.bike_id.startsWith("DCU-"))).toBe(true);
    const series = SeriesAnswer.parse(await (await get(`${path}/readings?${range}&points=100`)).json());
    expect(series.readings).toBe(ride?.readings.length);
    for (const { points } of series.series) expect(points.length).toBeLessThanOrEqual(100);
    const csv = await (await get(`${path}/readings?${range}&format=csv&fields=speed_kmh`)).text();
    const lines = csv.trimEnd().split("\r\n");
    expect(lines[0]).toBe("t,time,source,lateness_s,speed_kmh");
    expect(lines).toHaveLength((ride?.readings.length ?? 0) + 1);
    const document: unknown = await (await fetch(`${address}/api/v1/openapi.json`)).json();
    expect(document).toEqual(openApiDocument());
  });

  it("are not for the keys of others, and questions need a form", async () => {
    const path = "/api/v1/bikes/DCU-000001";
    expect((await get(`${path}/state`, keyOfRheintal)).status).toBe(404);
    expect((await get(`${path}/readings?from=0&to=1`, keyOfRheintal)).status).toBe(404);
    for (const query of [
      "",
      "from=1&to=1",
      "from=0&to=x",
      "from=0&to=1&fields=x",
      "from=0&to=1&a=1",
      "from=0&from=0&to=1",
    ]) {
      const answer = await get(`${path}/readings?${query}`);
      expect(answer.status, query).toBe(400);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});
