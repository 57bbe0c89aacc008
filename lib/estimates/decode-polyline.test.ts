import { describe, expect, it } from "vitest";
import { decodePolyline } from "./decode-polyline";

describe("an encoded polyline", () => {
  it("has the places of the format's own example", () => {
    expect(decodePolyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@")).toEqual([
      { lat: 38.5, lon: -120.2 },
      { lat: 40.7, lon: -120.95 },
      { lat: 43.252, lon: -126.453 },
    ]);
  });

  it.each(["_p~iF", "_p~iF~ps|", "\n\n", "~~~~~~~~~~~~", "héé"])("is not %j", (text) => {
    expect(decodePolyline(text)).toBeNull();
  });

  it("does not leave the Earth", () => {
    expect(decodePolyline("_c`|@_ibE".repeat(9))).toHaveLength(9);
    expect(decodePolyline("_c`|@_ibE".repeat(10))).toBeNull();
  });
});
