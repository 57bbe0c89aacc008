import { describe, expect, it } from "vitest";
import { EstimateBody } from "@/lib/domain/estimate-operation";
import { readRoute } from "./read-route";

const POLYLINE = "_p~iF~ps|U_seK_seK";
const faultsOf = (body: object): string =>
  EstimateBody.safeParse({ bike_id: "LI-000001", ...body })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ") ?? "";

/** One number of an encoded polyline, by the steps of its definition. */
function encoded(value: number): string {
  let left = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  for (; left >= 0x20; left >>= 5) text += String.fromCharCode((0x20 | (left & 0x1f)) + 63);
  return text + String.fromCharCode(left + 63);
}

describe("a route that is asked about", () => {
  it("is the same as polyline and as coordinates, its heights beside it or in it", () => {
    const polyline = [471_000, 95_000, 2_000, 1_000].map((value) => encoded(value * 10)).join("");
    const beside = readRoute({ polyline, heights: [450, 480] });
    const coordinates: [number, number, number][] = [
      [9.5, 47.1, 450],
      [9.6, 47.3, 480],
    ];
    expect(beside).toEqual(readRoute({ coordinates }));
    expect(beside.km).toBeCloseTo(23.5, 0);
    expect(beside.climbM).toBeCloseTo(30, 0);
    expect(readRoute({ polyline }).climbM).toBeNull();
  });

  it("says what was expected and what came", () => {
    expect(faultsOf({})).toMatch(/either polyline or coordinates, got neither/);
    expect(
      faultsOf({
        polyline: "x",
        coordinates: [
          [9, 47],
          [9, 48],
        ],
      }),
    ).toMatch(/got both/);
    expect(
      faultsOf({
        coordinates: [
          [9, 47],
          [9, 48],
        ],
        heights: [1, 2],
      }),
    ).toMatch(/beside a polyline/);
    expect(
      faultsOf({
        coordinates: [
          [9, 47],
          [200, 48],
        ],
      }),
    ).toMatch(/coordinates\.1\.0: expected a longitude from -180 to 180, got 200/);
    expect(faultsOf({ polyline: POLYLINE, charge_pct: 101 })).toMatch(/charge from 0 to 100, got 101/);
    const many = Array.from({ length: 10_001 }, () => [9, 47]);
    expect(faultsOf({ coordinates: many })).toMatch(/at most 10000 points, got 10001/);
  });

  it.each([
    [{ polyline: "?" }, /expected an encoded polyline/],
    [{ polyline: POLYLINE, heights: [1, 2, 3] }, /one for each of 2 points of the polyline, got 3/],
    [
      {
        coordinates: [
          [9, 47, 400],
          [9, 47.01],
        ],
      },
      /heights in all 2 or in none, got 1/,
    ],
    [
      {
        coordinates: [
          [9, 47],
          [9, 47],
        ],
      },
      /0.1 to 300 km in all, got 0.000 km/,
    ],
    [
      {
        coordinates: [
          [9, 47],
          [9, 60],
        ],
      },
      /0.1 to 300 km/,
    ],
    [
      {
        // Once round the Earth for each: a height for each 10 m of that is more than a process can hold.
        coordinates: Array.from({ length: 10_000 }, (_, at) => [at % 2 === 0 ? 0 : 180, 0, 0]),
      },
      /0.1 to 300 km/,
    ],
  ])("is refused where it is none: %j", (body, expected) => {
    const parsed = EstimateBody.parse({ bike_id: "LI-000001", ...body });
    expect(() => readRoute(parsed)).toThrow(expected);
  });
});
