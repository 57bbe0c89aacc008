import { describe, expect, it } from "vitest";
import { registrationOf } from "@/lib/domain/registration";
import { RideDocument } from "@/lib/domain/ride-document";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { contentOf } from "./content-of";
import { differingRides } from "./differing-rides";
import { findRides } from "./find-rides";
import { north, riding } from "./testing/samples";

const BIKE = "DI-000001";
const contents = (fromS: number, toS: number, latenessS = 0) =>
  findRides(riding("app", { fromS, toS }, () => ({ latenessS, client: "phone" }))).map((ride) =>
    contentOf(BIKE, ride, null),
  );
const first = (fromS: number, toS: number) => differingRides(BIKE, [], contents(fromS, toS)).written;

describe("rides that differ", () => {
  it("writes nothing where those kept are those found, in whatever order their fields are kept", () => {
    const kept = first(0, 600).map((ride) => RideDocument.parse(JSON.parse(JSON.stringify(ride))));
    expect(differingRides(BIKE, kept, contents(0, 600))).toEqual({ written: [], superseded: [] });
  });

  it("gives rides that were made before what they lack, as the revisions that they are", () => {
    const rides = first(0, 600);
    const kept = rides.map((ride) => {
      const { settled_s: _, client: __, start_cell: ___, end_cell: ____, ...others } = ride;
      const { cells: _____, cells_m: ______, way_m: _______, way_s: ________, ...more } = others;
      const { way_wh: _________, way_energy_m: __________, ...before } = more;
      return RideDocument.parse({ ...before, revision: 7, cause: "readings" });
    });
    expect(kept).toMatchObject([{ client: null, cells: [], way_m: null }]);
    const anew = rides.map((ride) => ({ ...ride, revision: 7, cause: "readings" }));
    expect(differingRides(BIKE, kept, contents(0, 600)).written).toEqual(anew);
  });

  it("makes no revision of a ride whose measured seconds counted its halts, and blames no reading for them", () => {
    const halting = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...{ voltageV: 36, currentA: 10 },
      ...(atS >= 100 && atS <= 200 ? { speedKmh: 0, place: north(500) } : {}),
      ...(atS > 200 ? { place: north((atS - 100) * 5) } : {}),
    }));
    const found = findRides(halting).map((ride) => contentOf(BIKE, ride, null));
    const rides = differingRides(BIKE, [], found).written;
    expect(rides).toMatchObject([{ energy_s: 495 }]);
    const kept = rides.map((ride) => {
      const { way_m: _, way_s: __, way_wh: ___, way_energy_m: ____, ...before } = ride;
      return RideDocument.parse({ ...before, energy_s: 600, revision: 7, cause: "first" });
    });
    const asNow = rides.map((ride) => ({ ...ride, revision: 7, cause: "first" }));
    expect(differingRides(BIKE, kept, found).written).toEqual(asNow);
    const elsewhere = found.map((content) => ({ ...content, model_id: "another" }));
    expect(differingRides(BIKE, kept, elsewhere).written).toMatchObject([
      { revision: 8, cause: "master-data", energy_s: 495 },
    ]);
  });

  it("makes no revision where the battery's capacity became known, and one for master data's sake where it changed", () => {
    const falling = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({ socPct: 90 - atS / 60 }));
    const found = (batteryWh: number) => {
      const entity = aBikeEntity(BIKE);
      const registration = registrationOf({ ...entity, model: { ...entity.model, battery_wh: batteryWh } });
      return findRides(falling).map((ride) => contentOf(BIKE, ride, registration));
    };
    const kept = differingRides(BIKE, [], found(500)).written;
    expect(kept).toMatchObject([{ charge_wh: 50 }]);
    const before = kept.map(({ charge_wh: _, ...ride }) => RideDocument.parse({ ...ride, revision: 4 }));
    expect(differingRides(BIKE, before, found(500)).written).toEqual([{ ...kept[0], revision: 4 }]);
    expect(differingRides(BIKE, kept, found(600)).written).toMatchObject([
      { charge_wh: 60, revision: 2, cause: "master-data" },
    ]);
  });

  it("raises the revision of a ride of which something differs that is shown", () => {
    const changes = differingRides(BIKE, first(0, 600), contents(0, 700, 300));
    expect(changes.written).toMatchObject([{ revision: 2, cause: "late-readings", late_since: 141 }]);
  });

  it("names the rides that another took the place of", () => {
    const kept = [...first(0, 600), ...first(900, 1_500)];
    const { written, superseded } = differingRides(BIKE, kept, contents(0, 1_500));
    expect(superseded.map(({ start }) => start)).toEqual([900_000]);
    expect(written).toMatchObject([{ revision: 2, cause: "readings", replaces: [`${BIKE}_900000`] }]);
  });

  it("writes again, or takes away again, what somebody else may still write", () => {
    const kept = first(0, 600);
    const { written, superseded } = differingRides(BIKE, kept, contents(0, 600), [0, 300_000]);
    expect(written).toEqual(kept);
    expect(superseded).toEqual([{ bike_id: BIKE, start: 300_000 }]);
  });
});
