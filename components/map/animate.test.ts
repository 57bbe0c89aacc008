import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FeedMessage } from "@/components/live-map/live-feed";
import { LiveStore } from "@/components/live-map/live-store";
import { animate } from "./animate";
import { FramePace } from "./frame-pace";

const FRAME_MS = 16;

/** A page that draws frames evenly, of a viewer who may have asked for less motion. */
function aPage(wantsLessMotion = false) {
  vi.stubGlobal("window", { matchMedia: () => ({ matches: wantsLessMotion }) });
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => setTimeout(act, FRAME_MS));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
}

/** A store that changes when it is told to. */
function aStore() {
  let tell: (message: FeedMessage) => void = () => undefined;
  const store = new LiveStore("somebody", (_viewer, _viewId, hear) => {
    tell = hear;
    return { show: () => undefined, close: () => undefined };
  });
  store.open();
  return { store, change: () => tell({ type: "connection", connection: "connecting" }) };
}

/** Draws a motion that lasts until the moment given. */
function aDrawing(movesUntilMs = 0) {
  const drawnMs: number[] = [];
  const moments: number[] = [];
  const draw = (momentMs: number) => {
    drawnMs.push(performance.now());
    moments.push(momentMs);
    return momentMs < movesUntilMs;
  };
  return { drawnMs, moments, draw };
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const slowPace = () => {
  const pace = new FramePace();
  for (let frames = 0; frames < 10; frames++) pace.took(200, performance.now());
  return pace;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  aPage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("drawing the live map", () => {
  it("draws at once, and then only when something changes", async () => {
    const { store, change } = aStore();
    const { drawnMs, draw } = aDrawing();
    animate(store, new FramePace(), draw);
    expect(drawnMs).toHaveLength(1);
    await passed(5_000);
    expect(drawnMs).toHaveLength(1);
    change();
    await passed(FRAME_MS);
    expect(drawnMs).toHaveLength(2);
    await passed(5_000);
    expect(drawnMs).toHaveLength(2);
  });

  it("draws frame by frame while something moves, and rests after it", async () => {
    const { draw, drawnMs, moments } = aDrawing(performance.now() + 100);
    animate(aStore().store, new FramePace(), draw);
    await passed(5_000);
    expect(drawnMs.length).toBe(Math.ceil(100 / FRAME_MS) + 1);
    expect(moments).toEqual(drawnMs);
  });

  it("draws many changes of one moment once", async () => {
    const { store, change } = aStore();
    const { drawnMs, draw } = aDrawing();
    animate(store, new FramePace(), draw);
    await passed(100);
    for (let changes = 0; changes < 10; changes++) change();
    await passed(1_000);
    expect(drawnMs).toHaveLength(2);
  });

  it("misses no change that comes while it rests or draws", async () => {
    aPage(true);
    const { store, change } = aStore();
    const versions: number[] = [];
    animate(store, new FramePace(), () => {
      versions.push(store.version);
      if (versions.length === 1) change();
      return false;
    });
    await passed(50);
    change();
    await passed(1_000);
    expect(versions).toEqual([0, 2]);
  });

  it.each([
    ["who asked for less motion", true, () => new FramePace()],
    ["on a machine too slow for it", false, slowPace],
  ])(
    "shows the end of every motion, five times a second at most, to a viewer %s",
    async (_, less, paceOf) => {
      aPage(less);
      const { store, change } = aStore();
      const { moments, draw } = aDrawing(Number.MAX_VALUE);
      animate(store, paceOf(), draw);
      for (let changes = 0; changes < 100; changes++) {
        await passed(10);
        change();
      }
      expect(new Set(moments)).toEqual(new Set([Number.POSITIVE_INFINITY]));
      expect(moments.length).toBeGreaterThan(3);
      expect(moments.length).toBeLessThanOrEqual(6);
    },
  );

  it("gives motion up where its own frames take too long", async () => {
    vi.stubGlobal("requestAnimationFrame", (act: () => void) => setTimeout(act, 200));
    const { draw, moments } = aDrawing(Number.MAX_VALUE);
    animate(aStore().store, new FramePace(), draw);
    await passed(5_000);
    expect(moments.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(moments.length).toBeLessThan(10);
  });

  it("draws nothing after its end of what changed while it rested", async () => {
    aPage(true);
    const { store, change } = aStore();
    const { drawnMs, draw } = aDrawing();
    const stop = animate(store, new FramePace(), draw);
    change();
    stop();
    await passed(5_000);
    expect(drawnMs).toHaveLength(1);
  });

  it.each([0, Number.MAX_VALUE])("draws nothing after its end (moving until %d)", async (movesUntilMs) => {
    const { store, change } = aStore();
    const { drawnMs, draw } = aDrawing(movesUntilMs);
    const stop = animate(store, new FramePace(), draw);
    change();
    await passed(100);
    stop();
    const drawn = drawnMs.length;
    change();
    await passed(5_000);
    expect(drawnMs).toHaveLength(drawn);
  });
});
