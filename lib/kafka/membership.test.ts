import { describe, expect, it } from "vitest";
import { Membership } from "./membership";

describe("Membership", () => {
  it("begins when the consumer has joined", () => {
    const membership = new Membership(30_000);
    expect(membership.isMember(0)).toBe(false);
    membership.joined(1_000);
    expect(membership.isMember(1_000)).toBe(true);
  });

  it("ends with a crash, although the consumer restarts, until it has joined again", () => {
    const membership = new Membership(30_000);
    membership.joined(0);
    membership.lost();
    membership.heard(1_000);
    expect(membership.isMember(1_000)).toBe(false);
    membership.joined(2_000);
    expect(membership.isMember(2_000)).toBe(true);
  });

  it("ends when the coordinator has not answered for longer than a session", () => {
    const membership = new Membership(30_000);
    membership.joined(0);
    membership.heard(10_000);
    expect(membership.isMember(40_000)).toBe(true);
    expect(membership.isMember(40_001)).toBe(false);
    membership.heard(41_000);
    expect(membership.isMember(41_000)).toBe(true);
  });
});
