import { describe, expect, it } from "vitest";
import { BikesQuery } from "@/lib/domain/api-queries";
import { AppError } from "@/lib/errors";
import { parseQuery } from "./query";

const parse = (query: string) =>
  parseQuery(BikesQuery, new Request(`http://slipstream.example/api/v1/bikes?${query}`));

function refusalOf(query: string): unknown {
  try {
    return parse(query);
  } catch (fault) {
    return fault instanceof AppError ? [fault.code, fault.message] : fault;
  }
}

describe("the query of a request", () => {
  it("is parsed by its schema", () => {
    expect(parse("max_charge_pct=20&with_faults=true")).toMatchObject({
      max_charge_pct: 20,
      with_faults: true,
    });
  });

  it("is refused with the name of each faulty parameter, what was expected and what came", () => {
    expect(refusalOf("sort=nope&limit=500")).toEqual([
      "invalid",
      "sort: expected one of bike, newest, charge, speed, odometer, got nope; limit: expected a whole number from 1 to 200, got 500",
    ]);
  });

  it("is refused with the names that are known where one is not", () => {
    expect(refusalOf("nope=1&colour=red")).toEqual([
      "invalid",
      "parameters: expected some of query, max_charge_pct, with_faults, sort, order, limit, cursor, got nope, colour",
    ]);
  });

  it("has each parameter at most once", () => {
    expect(refusalOf("limit=1&limit=2&sort=bike")).toEqual(["invalid", "limit: expected once, got 2 times"]);
  });

  it("has few parameters, and is not read any further when it has thousands", () => {
    const names = Array.from({ length: 7_700 }, (_, index) => `p${index}=1`);
    expect(refusalOf(names.join("&"))).toEqual(["invalid", "parameters: expected at most 32, got 7700"]);
    const repeated = Array.from({ length: 33 }, () => "limit=1").join("&");
    expect(refusalOf(repeated)).toEqual(["invalid", "parameters: expected at most 32, got 33"]);
    expect(refusalOf(names.slice(0, 32).join("&"))).toEqual([
      "invalid",
      expect.stringContaining("parameters: expected some of"),
    ]);
  });
});
