import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BikesEvent, encodeBikes, type PulseEvent } from "@/lib/domain/live-events";
import type { FeedMessage } from "./live-feed";
import { unseenIn } from "./none-in-view";
import { healthOf } from "./pulse";
import { anOpenStore, shown } from "./testing/a-store";

const NOW_MS = Date.UTC(2026, 10, 25, 12);

const pulse = (over: Partial<PulseEvent> = {}): PulseEvent => ({
  type: "pulse",
  view: "v",
  at: Date.now(),
  readingsPerSecond: 3,
  ageMs: 400,
  ready: true,
  ...over,
});
const oneBike = (lat = 47.5): BikesEvent => {
  const at = Date.now();
  const bike = { index: 1, id: "LI-000001", lat, lon: 9.5, headingDeg: 90, positionAtMs: at } as const;
  const bikes = encodeBikes([{ ...bike, status: "moving", chargePct: 60, speedKmh: 20 }], at);
  const counts = [0, 0, 0, 0, 0, 1, 0];
  return { type: "bikes", view: "v", at, counts, unplaced: 0, whole: true, bikes, gone: [] };
};

const connection = (state: "stalled" | "ended"): FeedMessage => ({ type: "connection", connection: state });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("how fresh a map is", () => {
  it("is the server's age of what came and the way from there", () => {
    const { store, hear } = anOpenStore();
    hear(pulse({ ageMs: 400 }));
    expect(store.status).toMatchObject({ connection: "live", freshnessMs: 400, heardAtMs: NOW_MS });
    hear(pulse({ ageMs: 500, at: NOW_MS - 70 }));
    expect(store.status).toMatchObject({ freshnessMs: 570, heardAtMs: NOW_MS - 70 });
  });

  it("is not changed by clocks that differ", () => {
    const { store, hear } = anOpenStore();
    hear(pulse({ at: NOW_MS + 30_000 }));
    hear(pulse({ at: NOW_MS + 30_000 - 70, ageMs: 500 }));
    expect(store.status.freshnessMs).toBe(570);
  });

  it("is right at once by the clock of another server, after a lost connection", () => {
    const { store, hear } = anOpenStore();
    hear(pulse({ at: NOW_MS + 30_000 }));
    hear(connection("stalled"));
    hear(pulse({ ageMs: 400 }));
    expect(store.status.freshnessMs).toBe(400);
  });

  it("is unknown where nothing came lately, and where the connection is lost", () => {
    const { store, hear } = anOpenStore();
    hear(pulse({ ageMs: null }));
    expect(store.status).toMatchObject({ connection: "live", freshnessMs: null });
    hear(pulse());
    hear(connection("stalled"));
    expect(store.status).toMatchObject({ connection: "stalled", freshnessMs: null, heardAtMs: NOW_MS });
  });
});

describe("when the server was heard last", () => {
  it("is known from its first word on, whatever that tells of, and stays while the connection is lost", () => {
    const { store, hear } = anOpenStore();
    hear(oneBike());
    expect(store.status).toMatchObject({ connection: "live", heardAtMs: NOW_MS });
    vi.advanceTimersByTime(1_000);
    hear(connection("stalled"));
    hear(oneBike());
    expect(store.status).toMatchObject({ connection: "stalled", heardAtMs: NOW_MS });
  });
});

describe("how long no readings have come", () => {
  it("is counted from the last pulse with some, by the server's clock", () => {
    const { store, hear } = anOpenStore();
    const heard = (at: number, readingsPerSecond: number) => {
      hear(pulse({ at: NOW_MS + at, readingsPerSecond, ageMs: null }));
      return [store.status.quietMs, healthOf(store.status)];
    };
    expect(healthOf(store.status)).toBe("unknown");
    expect(heard(0, 3)).toEqual([0, "well"]);
    expect(heard(1_000, 0)).toEqual([1_000, "quiet"]);
    expect(heard(12_000, 0)).toEqual([12_000, "quiet"]);
    expect(heard(13_000, 1)).toEqual([0, "well"]);
    hear(connection("stalled"));
    expect([store.status.quietMs, healthOf(store.status)]).toEqual([0, "lost"]);
    expect(heard(40_000, 0)).toEqual([0, "quiet"]);
  });

  it("is not told well before anything is known", () => {
    const { store, hear } = anOpenStore();
    hear(oneBike());
    expect(healthOf(store.status)).toBe("unknown");
    hear(pulse({ ready: false }));
    expect(healthOf(store.status)).not.toBe("well");
  });
});

describe("bikes that none of is in view", () => {
  const nothing = (counts: readonly number[], unplaced = 0): BikesEvent => ({
    ...oneBike(),
    bikes: encodeBikes([], Date.now()),
    counts,
    unplaced,
  });

  it("are counted as soon as an answer is there, of the statuses that it is the answer to", () => {
    const { store, hear } = anOpenStore();
    store.show({ ...shown(9), statuses: ["missing"] });
    expect(unseenIn(store)).toBe(0);
    hear(nothing([18, 0, 2, 0, 0, 5, 0]));
    expect(unseenIn(store)).toBe(18);
    hear(oneBike());
    expect(unseenIn(store)).toBe(0);
  });

  it("are none without such bikes, nor where no position is known of any", () => {
    const { store, hear } = anOpenStore();
    store.show(shown(9));
    hear(nothing([0, 0, 0, 0, 0, 0, 0]));
    expect(unseenIn(store)).toBe(0);
    hear(nothing([0, 0, 0, 0, 0, 0, 2], 2));
    expect(unseenIn(store)).toBe(0);
  });
});

describe("whether a map is live", () => {
  it("is no matter of readiness before bikes are shown", () => {
    const { store, hear } = anOpenStore();
    hear(pulse({ ready: false }));
    expect(store.status).toMatchObject({ connection: "live", pulse: { ready: false } });
  });

  it("ends with a pulse that is not ready, and keeps when it was live", () => {
    const { store, hear } = anOpenStore();
    hear(oneBike());
    hear(pulse());
    vi.setSystemTime(NOW_MS + 1_000);
    hear(pulse({ ready: false }));
    expect(store.status).toMatchObject({ connection: "stalled", freshnessMs: null, heardAtMs: NOW_MS });
    expect(store.model.bikes.size).toBe(1);
  });

  it.each([
    ["a pulse that is not ready", pulse({ ready: false, at: NOW_MS })],
    ["a lost connection", connection("stalled")],
  ])("comes back after %s with a ready pulse, not with bikes", (_, message) => {
    const { store, hear } = anOpenStore();
    hear(oneBike());
    hear(message);
    hear(oneBike(47.6));
    expect(store.status.connection).toBe("stalled");
    hear(pulse());
    expect(store.status.connection).toBe("live");
  });

  it("leaves no bike on the screen of who may not see them any more", () => {
    const { store, hear } = anOpenStore();
    hear(oneBike());
    const { version } = store;
    hear(connection("ended"));
    expect(store.status).toMatchObject({ connection: "ended", freshnessMs: null });
    expect(store.model).toMatchObject({ mode: "none", counts: { moving: 0 } });
    expect(store.model.bikes.size).toBe(0);
    expect(store.version).toBeGreaterThan(version);
  });

  it("shows bikes again to who has signed in again", () => {
    const { store, hear } = anOpenStore();
    hear(connection("ended"));
    hear(oneBike());
    expect(store.status.connection).toBe("live");
    expect(store.model.bikes.size).toBe(1);
  });
});

describe("who listens to a store", () => {
  it("is told of everything, until it listens no more", () => {
    const { store, hear } = anOpenStore();
    const versions: number[] = [];
    const stop = store.subscribe(() => versions.push(store.version));
    hear(pulse());
    hear(oneBike());
    hear(connection("stalled"));
    stop();
    hear(pulse());
    expect(versions).toEqual([1, 2, 3]);
  });

  it("hears on the page which bikes have moved, and of none that stand", () => {
    const moved: unknown[] = [];
    window.addEventListener("slipstream:moved", (event) => {
      if (event instanceof CustomEvent) moved.push(event.detail);
    });
    const { hear } = anOpenStore();
    hear(oneBike());
    hear(oneBike());
    hear(oneBike(47.501));
    expect(moved).toMatchObject([[{ id: "LI-000001", lat: 47.501 }]]);
  });
});
