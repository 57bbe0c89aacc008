import { describe, expect, it } from "vitest";
import { findRides } from "./find-rides";
import { inOrder, type Sample } from "./sample";
import { north, riding, sample, standing } from "./testing/samples";

const ridesOf = (...parts: readonly (readonly Sample[])[]) => findRides(parts.flat().sort(inOrder));
const spans = (...parts: readonly (readonly Sample[])[]) =>
  ridesOf(...parts).map(({ startMs, endMs }) => [startMs / 1_000, endMs / 1_000]);

describe("findRides", () => {
  it("takes movement less than five minutes apart as one ride, and five minutes apart as two", () => {
    expect(spans(riding("app", { fromS: 0, toS: 100 }), riding("app", { fromS: 395, toS: 500 }))).toEqual([
      [0, 500],
    ]);
    expect(spans(riding("app", { fromS: 0, toS: 100 }), riding("app", { fromS: 400, toS: 500 }))).toEqual([
      [0, 100],
      [400, 500],
    ]);
  });

  it("begins and ends with movement, whatever is reported while the bike stands", () => {
    const parked = standing("iot", { fromS: -600, toS: -10 });
    expect(
      spans(parked, riding("iot", { fromS: 0, toS: 200 }), standing("iot", { fromS: 210, toS: 900 })),
    ).toEqual([[0, 200]]);
  });

  it("makes no ride of less than 100 m", () => {
    expect(spans(riding("app", { fromS: 0, toS: 15 }))).toEqual([]);
    expect(spans(riding("app", { fromS: 0, toS: 20 }))).toEqual([[0, 20]]);
  });

  it("tells movement from positions where no speed is sent: 20 m from any of the five minutes before", () => {
    const places = (metres: readonly number[]) =>
      metres.map((north_, at) => sample(at * 30_000, "app", { place: north(north_) }));
    expect(spans(places([0, 5, 19, 10, 15]))).toEqual([]);
    expect(spans(places([0, 60, 120, 180]))).toEqual([[30, 90]]);
  });

  it("takes no movement of a phone while the bike's module stands before and after", () => {
    const carried = riding("app", { fromS: 100, toS: 400 });
    expect(spans(standing("iot", { fromS: 0, toS: 600 }), carried)).toEqual([]);
    expect(spans(standing("iot", { fromS: 0, toS: 90 }), carried)).toEqual([[100, 400]]);
    expect(
      spans(standing("iot", { fromS: -300, toS: -250 }), carried, standing("iot", { fromS: 410, toS: 500 })),
    ).toEqual([[100, 400]]);
  });

  it("takes a module that tells neither speed nor place as no word on whether the bike stands", () => {
    const silent = [0, 200, 450].map((atS) => sample(atS * 1_000, "iot", { socPct: 80 }));
    expect(spans(silent, riding("app", { fromS: 100, toS: 400 }))).toEqual([[100, 400]]);
  });

  it("makes one ride of a module and a phone that record the same one, and no zig-zag", () => {
    const module = riding("iot", { fromS: 0, toS: 600, everyS: 10 });
    const phone = riding("app", { fromS: 3, toS: 597, everyS: 1 }, (atS) => ({
      place: { lat: north(atS * 5).lat, lon: 9.5004 },
    }));
    const [ride, ...others] = ridesOf(module, phone);
    expect(others).toEqual([]);
    expect(ride).toMatchObject({
      startMs: 0,
      endMs: 600_000,
      source: "iot",
      isFilled: false,
      distanceM: 3_000,
    });
  });

  it("lets the source tell that saw more of the riding, and the other one what lies in its gaps", () => {
    const module = [
      ...riding("iot", { fromS: 0, toS: 100, everyS: 10 }),
      ...riding("iot", { fromS: 390, toS: 600, everyS: 10 }),
    ];
    const [filled] = ridesOf(module, riding("app", { fromS: 95, toS: 320, everyS: 5 }));
    expect(filled).toMatchObject({ source: "iot", isFilled: true, unrecordedM: 350, movingS: 530 });
    const [byPhone] = ridesOf(module, riding("app", { fromS: 95, toS: 600, everyS: 5 }));
    expect(byPhone).toMatchObject({ source: "app", isFilled: true, unrecordedM: 0, distanceM: 3_000 });
  });

  it("joins rides that only a phone in between shows to be one", () => {
    const apart = [riding("iot", { fromS: 0, toS: 200 }), riding("iot", { fromS: 600, toS: 800 })];
    expect(spans(...apart)).toEqual([
      [0, 200],
      [600, 800],
    ]);
    expect(spans(...apart, riding("app", { fromS: 150, toS: 650 }))).toEqual([[0, 800]]);
  });

  it("cuts at midnight UTC what is ridden for more than a day", () => {
    const day = 86_400;
    const fromS = day / 2;
    expect(spans(riding("iot", { fromS, toS: fromS + day, everyS: 120 }))).toEqual([[fromS, fromS + day]]);
    const longer = riding("iot", { fromS, toS: fromS + day + 120, everyS: 120 });
    expect(spans(longer)).toEqual([
      [fromS, day - 120],
      [day, fromS + day + 120],
    ]);
  });

  it("does not depend on the order in which readings came", () => {
    const samples = [...riding("iot", { fromS: 0, toS: 600 }), ...riding("app", { fromS: 2, toS: 580 })];
    expect(ridesOf([...samples].reverse())).toEqual(ridesOf(samples));
  });
});
