import { describe, expect, it } from "vitest";
import { ridesIn } from "./replay-rides";

describe("recorded rides", () => {
  it("are read in the order of their names, as many as are wanted", async () => {
    const rides = await ridesIn("data/dublin-rides", 2);
    expect(rides.map(([name]) => name)).toEqual(["ebike_trip_01.csv", "ebike_trip_03.csv"]);
  });

  it.each(["data/nowhere", "README.md"])("are looked for in a folder, not in %s", async (folder) => {
    await expect(ridesIn(folder)).rejects.toThrow(
      `expected a folder of recorded rides, got ${folder}, which is no folder that can be read`,
    );
  });

  it("are missed where a folder has none", async () => {
    await expect(ridesIn("data/liechtenstein")).rejects.toThrow(
      "expected files like ebike_trip_07.csv in data/liechtenstein, got none",
    );
  });
});
