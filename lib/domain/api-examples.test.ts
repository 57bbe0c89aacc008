import { describe, expect, it } from "vitest";
import {
  ActivationAnswer,
  BikeAnswer,
  BikesAnswer,
  ProblemAnswer,
  ReadingsAnswer,
  RidesAnswer,
  SeriesAnswer,
  UploadAnswer,
} from "./api-answers";
import {
  ACTIVATION,
  BIKES,
  EXAMPLE_BIKE,
  READINGS,
  REFUSED,
  RIDDEN_BIKE,
  RIDES,
  SEND_MANY,
  SEND_ONE,
  STATE,
} from "./api-examples";
import { chargeEnergyWh } from "./charge-energy";
import { ConsentBody, ConsentReceipt, GRANT_CONSENT } from "./consent-operation";
import { decodePacketText } from "./decode-packet";
import { ESTIMATE_ROUTE, EstimateAnswer, EstimateBody, RANGE, RangeAnswer } from "./estimate-operation";
import { LOAD_LOT, ProductionsReport } from "./production-operation";
import { RegistrationReceipt, RegistrationReport, RegistrationState } from "./registration-answers";
import { ASK_FILE, CHECK_ROWS, SEND_FILE } from "./registration-examples";

const schemas = {
  [SEND_ONE.id]: UploadAnswer,
  [SEND_MANY.id]: UploadAnswer,
  [STATE.id]: BikeAnswer,
  [BIKES.id]: BikesAnswer,
  "newest-readings": ReadingsAnswer,
  series: SeriesAnswer,
  [RIDES.id]: RidesAnswer,
  [ACTIVATION.id]: ActivationAnswer,
  [REFUSED.id]: ProblemAnswer,
  [CHECK_ROWS.id]: RegistrationReport,
  [SEND_FILE.id]: RegistrationReceipt,
  [ASK_FILE.id]: RegistrationState,
  [LOAD_LOT.id]: ProductionsReport,
  [GRANT_CONSENT.id]: ConsentReceipt,
  [ESTIMATE_ROUTE.id]: EstimateAnswer,
  [RANGE.id]: RangeAnswer,
};
const examples = [
  SEND_ONE,
  SEND_MANY,
  STATE,
  BIKES,
  ...READINGS,
  RIDES,
  ACTIVATION,
  REFUSED,
  CHECK_ROWS,
  SEND_FILE,
  ASK_FILE,
  LOAD_LOT,
  GRANT_CONSENT,
  ESTIMATE_ROUTE,
  RANGE,
];

describe("the examples of the API", () => {
  it.each(examples.filter(({ type }) => type === "application/json"))(
    "have answers of the API's form: $id",
    (example) => {
      expect(schemas[example.id]?.parse(example.answer)).toEqual(example.answer);
    },
  );

  it("send a packet that is taken whole, for a bike that no simulated fleet has", () => {
    const body = /--data '(.*)'/.exec(SEND_ONE.request(""))?.[1]?.replace("'$(date +%s)'", "1714550400");
    expect(decodePacketText(body ?? "")).toMatchObject({
      kind: "packet",
      bikeId: EXAMPLE_BIKE,
      faultCount: 0,
    });
    expect(EXAMPLE_BIKE).not.toMatch(/^LI-\d+$/);
  });

  it("record a consent that is understood", () => {
    const body: unknown = JSON.parse(/--data '(.*)'/.exec(GRANT_CONSENT.request(""))?.[1] ?? "");
    expect(ConsentBody.parse(body)).toEqual(body);
  });

  it("ask about a route that is understood", () => {
    const body: unknown = JSON.parse(/--data '(.*)'/.exec(ESTIMATE_ROUTE.request(""))?.[1] ?? "");
    expect(EstimateBody.parse(body)).toEqual(body);
  });

  it("show a ride of a bike that rides, whose figures fit each other", () => {
    const { rides, total } = RidesAnswer.parse(RIDES.answer);
    expect(rides).toHaveLength(1);
    expect(total).toBeGreaterThanOrEqual(1);
    for (const ride of rides) {
      const seconds = (Date.parse(ride.end) - Date.parse(ride.start)) / 1_000;
      expect(ride.moving_s).toBeLessThanOrEqual(seconds);
      expect((ride.distance_m / ride.moving_s) * 3.6).toBeCloseTo(ride.average_kmh ?? 0, 1);
      expect(ride.energy_s).toBeLessThanOrEqual(ride.moving_s);
      expect((ride.energy_wh ?? 0) / (ride.distance_m / 1_000)).toBeCloseTo(ride.energy_per_km_wh ?? 0, 2);
      const fallPct = (ride.start_charge_pct ?? 0) - (ride.end_charge_pct ?? 0);
      const battery = { capacityWh: 504, healthPct: ride.health_pct };
      expect(chargeEnergyWh(fallPct, battery)).toBeCloseTo(ride.charge_wh ?? 0, 1);
      expect(ride.level_shares?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    }
  });

  it("show nothing of the bike that nobody rides that only rides tell", () => {
    for (const { request, answer } of [RIDES, ESTIMATE_ROUTE, RANGE]) {
      expect(request("")).not.toContain(EXAMPLE_BIKE);
      expect(answer).toMatchObject({ bike_id: RIDDEN_BIKE });
    }
  });

  it("ask at the address that is given", () => {
    for (const { request } of examples) expect(request("http://here:1")).toContain('"http://here:1/api/v1/');
  });
});
