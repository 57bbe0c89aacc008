import { beforeAll, describe, expect, inject, it } from "vitest";
import { type RideDocument, rideIdOf } from "@/lib/domain/ride-document";
import { createElasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { listRideFigures } from "./list-ride-figures";
import { listRides } from "./list-rides";
import { openReader, type Reader } from "./reader";
import { rangeOf } from "./testing/range-of";

const HOUR_MS = 3_600_000;
const BIKE = "LI-000001";
let reader: Reader;

const ride = (bikeId: string, start: number, end: number): RideDocument => ({
  ...{ kind: "ride", bike_id: bikeId, start, end, source: "iot", filled: false, moving_s: 900 },
  ...{ distance_m: 4_500, unrecorded_m: 0, counter_m: null, climb_m: null, average_kmh: 18, top_kmh: 25.5 },
  ...{
    energy_wh: null,
    energy_s: 0,
    way_m: 4_500,
    way_s: 900,
    way_wh: null,
    way_energy_m: 0,
    charge_wh: null,
    rider_wh: null,
    motor_wh: null,
    start_pct: 80.5,
    end_pct: null,
  },
  ...{ ambient_least_c: null, ambient_greatest_c: null, ambient_mean_c: null, battery_least_c: null },
  ...{ battery_greatest_c: null, battery_mean_c: null, cycles: null, health_pct: null, levels_m: null },
  ...{ data_share: 1, readings: 10, late_readings: 2, fleet_id: null, oem_id: null, model_id: null },
  ...{ settled_s: 40, client: null, start_cell: null, end_cell: null, cells: [], cells_m: [] },
  ...{ revision: 1, cause: "first", late_since: 2, replaces: [] },
});

beforeAll(async () => {
  const { names, environment } = await makeTestInstallation(inject("environment"));
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const es = createElasticsearch({
    url,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD ?? "",
  });
  const rides = [1, 2, 3, 4].map((hour) => ride(BIKE, hour * HOUR_MS, (hour + 0.5) * HOUR_MS));
  const documents = [...rides, ride("LI-000002", HOUR_MS, 2 * HOUR_MS)].map(
    (one) => [rideIdOf(one), one] as const,
  );
  const head = { kind: "head", bike_id: BIKE, claims: 3 };
  const operations = [...documents, [BIKE, head] as const].flatMap(([_id, document]) => [
    { index: { _index: names.rides, _id } },
    document,
  ]);
  expect((await es.bulk({ operations, refresh: true })).errors).toBe(false);
  await es.close();
  reader = openReader({
    url,
    password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: names.namespace,
  });
});

const hoursOf = async (ranges: Parameters<typeof listRides>[1]) =>
  (await listRides(reader, ranges)).rides.map(({ startMs }) => startMs / HOUR_MS);

describe("listRides", () => {
  it("lists a bike's rides, the newest first, and none of another", async () => {
    expect(await hoursOf(rangeOf(BIKE, 0, 24 * HOUR_MS))).toEqual([4, 3, 2, 1]);
  });

  it("lists none that begins before what may be seen, or ends after it", async () => {
    expect(await hoursOf(rangeOf(BIKE, 1.2 * HOUR_MS, 3.5 * HOUR_MS))).toEqual([2]);
    expect(
      await hoursOf([
        ...rangeOf(BIKE, 0, 1.6 * HOUR_MS),
        ...rangeOf(BIKE, 3.9 * HOUR_MS, Number.POSITIVE_INFINITY),
      ]),
    ).toEqual([4, 1]);
    expect(await hoursOf([])).toEqual([]);
  });

  it("lists what begins in a time, where only that is asked for: each ride once, by days that follow", async () => {
    const startsIn = async (fromHour: number, toHour: number) => {
      const starting = { fromMs: fromHour * HOUR_MS, toMs: toHour * HOUR_MS };
      const { rides } = await listRides(reader, rangeOf(BIKE, 0, 24 * HOUR_MS), { starting });
      return rides.map(({ startMs }) => startMs / HOUR_MS);
    };
    expect(await startsIn(1.2, 3.2)).toEqual([3, 2]);
    expect(await startsIn(3.2, 4)).toEqual([]);
    expect(await startsIn(4, 5)).toEqual([4]);
  });

  it("lists what touches a time, where only that is asked for", async () => {
    const touching = { fromMs: 2.4 * HOUR_MS, toMs: 3.1 * HOUR_MS };
    const { rides } = await listRides(reader, rangeOf(BIKE, 0, 24 * HOUR_MS), { touching });
    expect(rides.map(({ startMs }) => startMs / HOUR_MS)).toEqual([3, 2]);
  });

  it("goes on where a page ended", async () => {
    const range = rangeOf(BIKE, 0, 24 * HOUR_MS);
    const first = await listRides(reader, range, { limit: 3 });
    expect([first.rides.length, first.total]).toEqual([3, 4]);
    const second = await listRides(reader, range, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(second.rides.map(({ startMs }) => startMs / HOUR_MS)).toEqual([1]);
    expect(second.nextCursor).toBeNull();
    await expect(listRides(reader, range, { cursor: "x" })).rejects.toThrow(/next_cursor/);
  });
});

describe("listRideFigures", () => {
  it("has all that is kept of the rides within what may be seen, the newest first", async () => {
    const found = await listRideFigures(reader, rangeOf(BIKE, 1.5 * HOUR_MS, 5 * HOUR_MS));
    expect(found.map(({ start }) => start / HOUR_MS)).toEqual([4, 3, 2]);
    expect(found[0]).toMatchObject({ start_pct: 80.5, moving_s: 900, energy_wh: null });
    expect(await listRideFigures(reader, [])).toEqual([]);
  });
});
