import { describe, expect, it } from "vitest";
import type { ConsentDecision, Purpose } from "@/lib/domain/consent";
import type { ConsentEvent } from "../consent-at";
import { type Basis, countsFor } from "./counts-for";

const P: Purpose = "range-model";
const at = (position: number, decision: ConsentDecision, effectiveAtMs: number): ConsentEvent => ({
  ...{ position, decision, effectiveAtMs, purpose: P },
});
const ofAnn = { riderId: "ann", fromMs: null, toMs: null };
const basis = (events: readonly ConsentEvent[], over: Partial<Basis> = {}): Basis => ({
  ...{ ownership: [ofAnn], attributions: [], erased: [], consent: new Map([["ann", events]]) },
  ...over,
});
const ride = { fromMs: 200, toMs: 210 };
const out = (reason: string) => ({ kind: "out", reason });

describe("whether a ride counts", () => {
  it("recorded under consent, uploaded after withdrawal: it does not, and that is why", () => {
    expect(countsFor(ride, basis([at(1, "granted", 100)]))(P)).toEqual({
      ...{ kind: "counts", riderId: "ann", position: 1, isRegranted: false },
    });
    expect(countsFor(ride, basis([at(1, "granted", 100), at(2, "withdrawn", 300)]))(P)).toEqual(
      out("withdrawn"),
    );
  });

  it("recorded before consent, uploaded after it: it does not", () => {
    expect(countsFor(ride, basis([at(1, "granted", 300)]))(P)).toEqual(out("no-consent"));
  });

  it("recorded after the withdrawal: nobody had agreed any more", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 150)];
    expect(countsFor(ride, basis(events))(P)).toEqual(out("no-consent"));
  });

  it("withdrawn twice, the second time as of before: nobody had agreed any more since the earlier moment", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 300), at(3, "withdrawn", 150)];
    expect(countsFor(ride, basis(events))(P)).toEqual(out("no-consent"));
    expect(countsFor({ fromMs: 120, toMs: 130 }, basis(events))(P)).toEqual(out("withdrawn"));
  });

  it("agreed to again: rides from then on count, under the new grant, and older ones do not", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 300), at(3, "granted", 400)];
    expect(countsFor(ride, basis(events))(P)).toEqual(out("withdrawn"));
    expect(countsFor({ fromMs: 400, toMs: 410 }, basis(events))(P)).toMatchObject({ position: 3 });
  });

  it("for a purpose that nobody was asked about: it does not", () => {
    expect(countsFor(ride, basis([at(1, "granted", 100)]))("battery-research")).toEqual(out("no-consent"));
  });

  it("of which another signed for a moment: it does not, whoever of the two agreed", () => {
    const events = [at(1, "granted", 100)];
    const consent = new Map(["ann", "ben"].map((rider) => [rider, events]));
    const attributions = [{ riderId: "ben", fromMs: 205, toMs: 205 }];
    expect(countsFor(ride, basis(events, { attributions, consent }))(P)).toEqual(out("no-rider"));
  });

  it("of nobody that is known: it does not, whoever agreed", () => {
    expect(countsFor(ride, basis([at(1, "granted", 100)], { ownership: [] }))(P)).toEqual(out("no-rider"));
  });
});
