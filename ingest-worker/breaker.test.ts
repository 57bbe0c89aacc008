import { describe, expect, it } from "vitest";
import { Breaker, BreakerRoom, HALF_OPEN_EVERY_MS, type Refused } from "./breaker";
import { Holds } from "./holds";
import { createMetrics } from "./metrics";

/** So many readings, one of each, of so many bikes and clients in turn. */
const refused = (count: number, bikes: number, clients: number): Refused =>
  Array.from({ length: count }, (_, at) => ({
    bikeId: `LI-${at % bikes}`,
    client: `client-${at % clients}`,
    readings: 1,
  }));

function aBreaker() {
  const clock = { ms: 1_000_000 };
  const holds = new Holds(createMetrics());
  const breaker = new Breaker("Elasticsearch", holds, () => clock.ms);
  return { clock, holds, breaker };
}

describe("the breaker", () => {
  it.each([
    ["one client's data", 5_000, 900, 40, 1],
    ["few bikes' data", 5_000, 900, 19, 4],
    ["a little of much", 20_000, 1_000, 40, 4],
    ["the most of little", 0, 999, 40, 4],
  ])("lets %s become dead letters", (_what, accepted, count, bikes, clients) => {
    const { breaker, holds } = aBreaker();
    breaker.accept(accepted);
    expect(breaker.mayRefuse(refused(count, bikes, clients), 0, "why")).toBe(true);
    expect([breaker.isOpen, holds.reasons()]).toEqual([false, []]);
  });

  it("opens when over a twentieth of a minute's readings, of many bikes and clients, is refused, and says why", () => {
    const { breaker, holds, clock } = aBreaker();
    breaker.accept(1_500);
    expect(breaker.mayRefuse(refused(60, 40, 4), 0, "why")).toBe(true);
    clock.ms += 20_000;
    expect(breaker.mayRefuse(refused(30, 40, 4), 0, "no field [x]")).toBe(false);
    expect(holds.reasons()).toEqual([expect.stringContaining("Elasticsearch: 90 of the last minute's 1590")]);
    expect(holds.reasons()[0]).toContain("no field [x]");
  });

  it("does not say what the store quotes of a reading", () => {
    const { breaker, holds } = aBreaker();
    const why =
      "document_parsing_exception: failed to parse field [location]. Preview of field's value: '{lat=47.14}'";
    breaker.mayRefuse(refused(2_000, 40, 4), 0, why);
    expect(holds.reasons()).toEqual([expect.stringContaining("failed to parse field [location].)")]);
  });

  it("forgets what is more than a minute old", () => {
    const { breaker, clock } = aBreaker();
    breaker.mayRefuse(refused(999, 40, 4), 0, "why");
    clock.ms += 65_000;
    expect(breaker.mayRefuse(refused(500, 40, 4), 0, "why")).toBe(true);
  });

  it("stays open for as long as what it was opened for is refused, and closes when it is taken", () => {
    const { breaker, holds, clock } = aBreaker();
    breaker.mayRefuse(refused(2_000, 40, 4), 0, "why");
    for (let times = 0; times < 20; times++) {
      clock.ms += HALF_OPEN_EVERY_MS;
      expect(breaker.mayRefuse(refused(100, 40, 4), 0, "why")).toBe(false);
    }
    expect(breaker.mayRefuse(refused(1, 1, 1), 99, "why")).toBe(true);
    expect([breaker.isOpen, holds.reasons()]).toEqual([false, []]);
  });

  it("does not stay open for one client that alone goes on being refused", () => {
    const { breaker, clock } = aBreaker();
    breaker.mayRefuse(refused(2_000, 40, 4), 0, "why");
    const answers = [0, 1, 2, 3].map(() => {
      clock.ms += HALF_OPEN_EVERY_MS;
      return breaker.mayRefuse(refused(100, 40, 1), 0, "why");
    });
    expect(answers).toEqual([false, true, true, true]);
  });

  it("closes when enough of what is looked at goes on, and not for the little that always does", () => {
    const { breaker, clock } = aBreaker();
    breaker.mayRefuse(refused(2_000, 40, 4), 0, "why");
    const isOpenAfter = [
      [15, 0],
      [200, 40],
      [4_000, 0],
    ].map(([accepted = 0, count = 0]) => {
      clock.ms += HALF_OPEN_EVERY_MS;
      breaker.accept(accepted);
      if (count > 0) breaker.mayRefuse(refused(count, 40, 4), 0, "why");
      breaker.closeIfWell();
      return breaker.isOpen;
    });
    expect(isOpenAfter).toEqual([true, true, false]);
  });

  it("lets a lane look now and then while it is open", () => {
    const { breaker, clock } = aBreaker();
    const room = new BreakerRoom(breaker, () => clock.ms);
    expect(room.hasRoom).toBe(true);
    breaker.mayRefuse(refused(2_000, 40, 4), 0, "why");
    const looks = [0, HALF_OPEN_EVERY_MS - 1, 1, 0, HALF_OPEN_EVERY_MS].map((passedMs) => {
      clock.ms += passedMs;
      return room.hasRoom;
    });
    expect(looks).toEqual([false, false, true, false, true]);
    breaker.close();
    expect(room.hasRoom).toBe(true);
  });
});
