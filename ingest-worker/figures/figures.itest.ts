import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { askForEvidence } from "@/lib/db/evidence-requests";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { openFiguresSuite } from "./testing/figures-suite";

type Suite = Awaited<ReturnType<typeof openFiguresSuite>>;
const LATER = Date.parse("2026-11-24T12:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAY = "2026-11-16";

/** One ride for each rider, under an id of rider and hour. */
const ridesOf = (
  riders: readonly number[],
  over: Partial<ConsentedRide> = {},
): Record<string, ConsentedRide> =>
  Object.fromEntries(
    riders.map((rider) => {
      // Of no two riders all is alike.
      const ride = aConsentedRide({ rider: `rider-${rider}`, climb_m: rider, day: DAY, hour: 8, ...over });
      return [[ride.rider, ride.day, ride.hour, over.start ?? 0].join("_"), ride];
    }),
  );
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe("the lane of figures", () => {
  let suite: Suite;
  let lane: ReturnType<Suite["open"]>;
  beforeAll(async () => {
    suite = await openFiguresSuite(inject("environment"), LATER);
    lane = suite.open();
  });
  afterAll(async () => {
    await lane.close();
    await suite.close();
  });
  const usage = async (block = DAY, grain = "day") =>
    (await suite.blocks()).get(`block|usage|${grain}|${block}`);
  const cells = async (block = DAY, grain = "day") =>
    (await usage(block, grain))?.cells.map(({ key, values, revision }) => [
      key.join(" "),
      values[0],
      revision,
    ]);

  it("publishes what ten riders share, for the day or for its week, and nothing of fewer", async () => {
    await suite.count({
      ...ridesOf(range(0, 25)),
      ...ridesOf(range(26, 30), { hour: 23 }),
      ...ridesOf(range(30, 34), { hour: 23, day: "2026-11-17" }),
      ...ridesOf(range(40, 44), { hour: 23, day: "2026-11-22" }),
      ...ridesOf(range(50, 54), { hour: 3 }),
    });
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 25, 1]]);
    expect(await cells("2026-W47", "week")).toEqual([["M1 23", 12, 1]]);
    expect(await usage()).toMatchObject({ revision: 1, closed: true, riders: 20, bikes: 20 });
    expect((await usage("2026-W47", "week"))?.riders).toBe(30);
    expect(await suite.restatements()).toEqual([]);
  });

  it("lets a late upload of few riders wait, and tells nobody that something does", async () => {
    suite.clock.nowMs += DAY_MS;
    await suite.count(ridesOf(range(0, 3), { start: 1 }));
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 25, 1]]);
    await askForEvidence(suite.maker, { definition: "usage", grain: "day", block: DAY }, "analyst");
    await askForEvidence(suite.maker, { definition: "usage", grain: "week", block: "2026-W47" }, "analyst");
    await lane.turn();
    const evidence = await suite.evidence();
    for (const grain of ["day", "week"])
      expect(evidence.find((one) => one.grain === grain)).toMatchObject({
        same: true,
        because: [],
        revision: 1,
      });
  });

  it("publishes again when ten riders came, with what waited, and logs what it was, what it is and why", async () => {
    await suite.count(ridesOf(range(60, 70)));
    suite.clock.nowMs += HOUR_MS;
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 25, 1]]);
    suite.clock.nowMs += DAY_MS;
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 38, 2]]);
    const restated = (await suite.restatements()).filter(({ definition }) => definition === "usage");
    expect(restated).toHaveLength(1);
    expect(restated[0]).toMatchObject({ block: DAY, revision: 2, causes: ["late-data"] });
    expect(restated[0]?.measures).toEqual(["rides", "distance_m", "moving_s", "way_m", "way_s", "bikes"]);
    expect(restated[0]?.changes).toEqual([
      {
        key: ["M1", "08"],
        before: [25, 100_000, 15_000, 100_000, 15_000, 25],
        after: [38, 152_000, 22_800, 152_000, 22_800, 35],
      },
    ]);
  });

  it("lets what stands stand when few riders withdraw, and says that they did when enough have", async () => {
    const leaving = (riders: readonly number[]) => ({ ...ridesOf(riders), ...ridesOf(riders, { start: 1 }) });
    await suite.remove(leaving(range(0, 4)));
    suite.clock.nowMs += DAY_MS;
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 38, 2]]);
    await suite.remove(leaving(range(4, 11)));
    suite.clock.nowMs += DAY_MS;
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 24, 3]]);
    const last = (await suite.restatements()).find(
      ({ definition, revision }) => definition === "usage" && revision === 3,
    );
    expect(last?.causes).toEqual(["withdrawal"]);
  });

  it("gives a cell of a week that is published no day of its own, however many riders come to it", async () => {
    await suite.count(ridesOf(range(100, 130), { hour: 23 }));
    suite.clock.nowMs += DAY_MS;
    await lane.turn();
    expect(await cells()).toEqual([["M1 08", 24, 3]]);
    expect(await cells("2026-W47", "week")).toEqual([["M1 23", 42, 2]]);
  });

  it("says what large cells of the running day have by now, each hour, and closes it a day after its end", async () => {
    suite.clock.nowMs = Date.parse("2026-12-02T10:00:00Z");
    await suite.count(ridesOf(range(0, 99), { day: "2026-12-02" }));
    await lane.turn();
    expect(await usage("2026-12-02")).toMatchObject({ closed: false, revision: 1, cells: [] });
    await suite.count(ridesOf(range(99, 120), { day: "2026-12-02" }));
    await lane.turn();
    expect(await cells("2026-12-02")).toEqual([]);
    suite.clock.nowMs += HOUR_MS;
    await lane.turn();
    expect(await cells("2026-12-02")).toEqual([["M1 08", 120, 1]]);
    await suite.count(ridesOf(range(120, 129), { day: "2026-12-02" }));
    await suite.count(ridesOf(range(200, 210), { day: "2026-12-02", hour: 9 }));
    suite.clock.nowMs = Date.parse("2026-12-03T23:30:00Z");
    await lane.turn();
    expect(await usage("2026-12-02")).toMatchObject({ closed: true });
    expect(await cells("2026-12-02")).toEqual([
      ["M1 08", 120, 1],
      ["M1 09", 10, 1],
    ]);
    expect((await suite.restatements()).filter(({ block }) => block === "2026-12-02")).toEqual([]);
  });

  it("keeps what publications stand on from everybody but the lane", async () => {
    await expect(suite.maker.execute("select 1 from figure_atoms")).rejects.toThrow();
    const kept = await suite.db.execute<{ text: string }>(
      "select string_agg(key || cell_values::text || encode(exposures, 'escape'), '') as text from figure_atoms",
    );
    expect(kept[0]?.text).not.toContain("rider-");
    await expect(suite.db.execute("delete from figure_atoms")).rejects.toThrow();
  });
});

describe("a lane of figures that is interrupted", () => {
  it("ends with what one that never was has published", async () => {
    const rides = Object.assign(
      {},
      ...range(0, 4).map((at) =>
        ridesOf(range(at, at + 14), {
          day: `2026-11-${16 + at}`,
          hour: 6 + (at % 2),
          distance_m: 1_000 + at,
        }),
      ),
      ...range(0, 7).map((at) =>
        ridesOf(range(30 + 3 * at, 33 + 3 * at), { day: `2026-11-${16 + at}`, hour: 4 }),
      ),
    );
    const [undisturbed, disturbed] = await Promise.all(
      [0, 1].map(() => openFiguresSuite(inject("environment"), LATER + 7 * DAY_MS)),
    );
    if (!undisturbed || !disturbed) throw new Error("no suites");
    await Promise.all([undisturbed.count(rides), disturbed.count(rides)]);
    const whole = undisturbed.open();
    await whole.turn();
    let interruptions = 0;
    for (let calls = 2; ; calls += 3) {
      let left = calls;
      const lane = disturbed.open(() => {
        if (left-- <= 0) throw new Error("interrupted");
      });
      const ended = await lane.turn().catch(() => null);
      await lane.close();
      if (ended !== null) break;
      interruptions++;
    }
    expect(interruptions).toBeGreaterThan(3);
    const told = async (suite: Suite) =>
      [...(await suite.blocks())].map(([id, block]) => [id, block.closed, block.cells, block.riders]).sort();
    const expected = await told(undisturbed);
    expect(expected.length).toBeGreaterThan(10);
    expect(await told(disturbed)).toEqual(expected);
    expect(await disturbed.restatements()).toEqual([]);
    await whole.close();
    await Promise.all([undisturbed.close(), disturbed.close()]);
  });
});
