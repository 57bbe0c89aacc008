import { describe, expect, it } from "vitest";
import { arrivalOf } from "./arrival-of";
import { sample } from "./testing/samples";

const came = (latenessS: number, client: string | null) => sample(0, "app", { latenessS, client });

describe("how a ride's readings came", () => {
  it("is settled when the last of them came, and counts those that came late", () => {
    expect(arrivalOf([came(3, "a"), came(86_400, "a"), came(299, "a"), came(300, "a")])).toEqual({
      lateReadings: 2,
      settledS: 86_400,
      client: "a",
    });
  });

  it("is of the client that sent most, and of the first by code point where two sent as many", () => {
    expect(arrivalOf([came(0, "a"), came(0, "b"), came(0, "b"), came(0, null)]).client).toBe("b");
    expect(arrivalOf([came(0, "b"), came(0, "Z"), came(0, "Z"), came(0, "b")]).client).toBe("Z");
    expect(arrivalOf([came(0, null)]).client).toBeNull();
  });
});
