import { describe, expect, it, vi } from "vitest";
import { Pause } from "./pause";

describe("Pause", () => {
  it("lasts its time, unless it is ended", async () => {
    vi.useFakeTimers();
    const pause = new Pause();
    const ended = vi.fn();
    void pause.last(100).then(ended);
    await vi.advanceTimersByTimeAsync(99);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledOnce();
    void pause.last(100).then(ended);
    await vi.advanceTimersByTimeAsync(10);
    pause.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("does not begin where it was ended since the last one, and does so once", async () => {
    vi.useFakeTimers();
    const pause = new Pause();
    pause.end();
    pause.end();
    await pause.last(1_000_000);
    const ended = vi.fn();
    void pause.last(100).then(ended);
    await vi.advanceTimersByTimeAsync(50);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(50);
    expect(ended).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});
