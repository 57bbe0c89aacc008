import { describe, expect, it } from "vitest";
import { inStoredForm, Sent, valuesOf } from "./sent";

const AT = { bikeId: "FLT-1", timeMs: 1_000, odometerM: 5 };
const IDENTITY = "FLT-1/iot/1000";
const north = { lat: 47.2, lon: 9.4 };
const east = { lat: 47.1, lon: 9.6 };

function sentOf(...readings: Parameters<Sent["add"]>[0][]): Sent {
  const sent = new Sent();
  for (const reading of readings) sent.add(reading);
  return sent;
}

describe("what was sent of one instant", () => {
  it.each([[[north, east]], [[east, north]]])("is the greater position as a pair, in any order", (places) => {
    const sent = sentOf(...places.map((place) => ({ ...AT, speedKmh: 20, place })));
    expect(sent.readings.get(IDENTITY)?.place).toEqual(north);
    expect([...sent.lost.keys()]).toEqual([`${IDENTITY} location {"lat":47.1,"lon":9.6}`]);
  });

  it("is the greatest of each field, and each smaller value has lost once", () => {
    const slow = { ...AT, speedKmh: 10, place: null };
    const fast = { ...AT, speedKmh: 30, place: null };
    const sent = sentOf({ ...AT, speedKmh: 20, place: north }, fast, slow, fast, slow);
    expect(sent.readings.get(IDENTITY)).toEqual({ ...fast, place: north });
    expect([...sent.lost.values()].map(({ value }) => value)).toEqual(["speed_ckmh 2000", "speed_ckmh 1000"]);
  });

  it("loses nothing where one says what the other does not", () => {
    const sent = sentOf({ ...AT, speedKmh: 20, place: null }, { ...AT, speedKmh: 20, place: east });
    expect(sent.readings.get(IDENTITY)?.place).toEqual(east);
    expect(sent.lost.size).toBe(0);
  });
});

it("names each value of a reading in stored form", () => {
  const reading = inStoredForm({ ...AT, speedKmh: 12.3, place: { lat: 47.1415, lon: 9.5215 } });
  expect(valuesOf(reading)).toEqual([
    'location {"lat":47.1415,"lon":9.5215}',
    "speed_ckmh 1230",
    "odometer_m 5",
  ]);
});
