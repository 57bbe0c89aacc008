import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { RateLimit } from "./rate-limit";

function refusal(take: () => void): AppError | null {
  try {
    take();
    return null;
  } catch (fault) {
    if (fault instanceof AppError) return fault;
    throw fault;
  }
}

describe("RateLimit", () => {
  it("lets a burst pass, then as much as is given back, and says when to come again", () => {
    const limit = new RateLimit({ perSecond: 10, burst: 20 }, "requests");
    for (let sent = 0; sent < 20; sent++) limit.take("a", 1, 0);
    const fault = refusal(() => limit.take("a", 1, 0));
    expect(fault?.code).toBe("rate-limited");
    expect(fault?.details.retryAfterSeconds).toBe(1);
    expect(refusal(() => limit.take("a", 1, 1_000))).toBeNull();
  });

  it("keeps clients apart", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, "requests");
    limit.take("a", 1, 0);
    expect(refusal(() => limit.take("a", 1, 0))).not.toBeNull();
    expect(refusal(() => limit.take("b", 1, 0))).toBeNull();
  });

  it("lets one upload larger than the burst pass and makes the client wait for it", () => {
    const limit = new RateLimit({ perSecond: 100, burst: 100 }, "bytes");
    limit.take("a", 1_000, 0);
    expect(refusal(() => limit.take("a", 1, 0))?.details.retryAfterSeconds).toBe(9);
    expect(refusal(() => limit.take("a", 1, 9_001))).toBeNull();
  });

  it("lets the work that emptied the bucket be finished, and no other, until the debt is paid", () => {
    const limit = new RateLimit({ perSecond: 100, burst: 100 }, "readings");
    limit.take("a", 90, 0, "first");
    limit.take("a", 90, 0, "second");
    expect(refusal(() => limit.take("a", 1, 0, "first"))?.details.retryAfterSeconds).toBe(1);
    expect(refusal(() => limit.take("a", 1, 0))).not.toBeNull();
    limit.take("a", 520, 0, "second");
    expect(refusal(() => limit.take("a", 1, 0, "first"))?.details.retryAfterSeconds).toBe(6);
    limit.take("a", 1_000, 6_001, "first");
    expect(refusal(() => limit.take("a", 1, 6_001, "second"))).not.toBeNull();
  });

  it("asks for nothing but a bucket that is not empty", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, "bytes");
    for (let asked = 0; asked < 5; asked++) limit.take("a", 0, 0, "first");
    limit.take("a", 1, 0, "first");
    expect(refusal(() => limit.take("a", 0, 0, "second"))).not.toBeNull();
  });

  it("says how much it lets pass, by the hour where that is less than one a second, and what would mend it", () => {
    const hourly = new RateLimit({ perSecond: 60 / 3_600, burst: 1 }, "new bikes", "look at their ids");
    hourly.take("a", 1, 0);
    const fault = refusal(() => hourly.take("a", 1, 0));
    expect(fault?.message).toBe("expected at most 60 new bikes per hour, got more: look at their ids");
  });

  it("gives nothing back for a clock that went backwards", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, "requests");
    limit.take("a", 1, 10_000);
    expect(refusal(() => limit.take("a", 1, 0))).not.toBeNull();
  });
});
