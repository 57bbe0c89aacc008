import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatLiveView, parseLiveView } from "@/lib/domain/live-view";
import { anOpenStore, aStore, shown } from "./testing/a-store";

const RESTED_MS = 120;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what a map asks for", () => {
  it("is asked for once it rests, with the id of the view", async () => {
    const { store, feeds } = anOpenStore();
    store.show(shown(9));
    await vi.advanceTimersByTimeAsync(0);
    for (const west of [9.1, 9.2, 9.3]) {
      store.show(shown(west));
      await vi.advanceTimersByTimeAsync(RESTED_MS - 1);
    }
    await vi.advanceTimersByTimeAsync(1);
    const [feed] = feeds;
    expect(feed?.viewer).toBe("somebody");
    expect(feed?.views).toEqual([9, 9.3].map((west) => ({ ...shown(west), id: feed?.viewId })));
  });

  it("is not asked for twice where it is the same to within a metre", async () => {
    const { store, feeds } = anOpenStore();
    for (const west of [9.000_001, 9.000_002, 9.000_009]) {
      store.show(shown(west));
      await vi.advanceTimersByTimeAsync(RESTED_MS);
    }
    expect(feeds[0]?.views).toHaveLength(1);
  });

  it("is not asked for again by a map that was moved and is back before it rests", async () => {
    const { store, feeds } = anOpenStore();
    for (const west of [9, 9.5, 9]) {
      store.show(shown(west));
      await vi.advanceTimersByTimeAsync(RESTED_MS - 1);
    }
    await vi.advanceTimersByTimeAsync(RESTED_MS);
    expect(feeds[0]?.views).toHaveLength(1);
  });

  it("is asked for once by a store that is opened before the map rests", async () => {
    const { store, feeds } = aStore();
    store.show(shown(9));
    store.open();
    await vi.advanceTimersByTimeAsync(RESTED_MS);
    expect(feeds[0]?.views).toHaveLength(1);
  });

  it("is asked for under another id by a store that was closed and opens again", async () => {
    const { store, feeds } = anOpenStore();
    store.show(shown(9));
    await vi.advanceTimersByTimeAsync(0);
    store.close();
    store.show(shown(9.5));
    await vi.advanceTimersByTimeAsync(RESTED_MS);
    store.open();
    store.open();
    expect(feeds).toMatchObject([
      { isClosed: true, views: [shown(9)] },
      { isClosed: false, views: [shown(9.5)] },
    ]);
    expect(feeds[1]?.views[0]?.id).toBe(feeds[1]?.viewId);
    expect(feeds[1]?.viewId).not.toBe(feeds[0]?.viewId);
  });

  it("can be read by the server, its id as well", () => {
    const { store, feeds } = anOpenStore();
    store.show(shown(9));
    vi.runAllTimers();
    const asked = feeds[0]?.views[0];
    expect(asked && parseLiveView(formatLiveView(asked))).toEqual(asked);
  });
});
