import { describe, expect, it } from "vitest";
import type { ConsentDecision, Purpose } from "@/lib/domain/consent";
import type { ConsentEvent } from "../consent-at";
import { type Basis, countsFor } from "./counts-for";
import { knownRider } from "./known-rider";

const P: Purpose = "range-model";
const at = (position: number, decision: ConsentDecision, effectiveAtMs: number): ConsentEvent => ({
  ...{ position, decision, effectiveAtMs, purpose: P },
});
const ofAnn = { riderId: "ann", fromMs: null, toMs: null };
const basis = (events: readonly ConsentEvent[], over: Partial<Basis> = {}): Basis => ({
  ...{ ownership: [ofAnn], attributions: [], consent: new Map([["ann", events]]) },
  ...over,
});
const ride = { fromMs: 200, toMs: 210 };
const out = (reason: string) => ({ kind: "out", reason });

describe("whether a ride counts", () => {
  it("recorded under consent, uploaded after withdrawal: it does not, and that is why", () => {
    expect(countsFor(ride, P, basis([at(1, "granted", 100)]))).toEqual({
      ...{ kind: "counts", riderId: "ann", position: 1, isRegranted: false },
    });
    expect(countsFor(ride, P, basis([at(1, "granted", 100), at(2, "withdrawn", 300)]))).toEqual(
      out("withdrawn"),
    );
  });

  it("recorded before consent, uploaded after it: it does not", () => {
    expect(countsFor(ride, P, basis([at(1, "granted", 300)]))).toEqual(out("no-consent"));
  });

  it("recorded after the withdrawal: nobody had agreed any more", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 150)];
    expect(countsFor(ride, P, basis(events))).toEqual(out("no-consent"));
  });

  it("withdrawn twice, the second time as of before: nobody had agreed any more since the earlier moment", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 300), at(3, "withdrawn", 150)];
    expect(countsFor(ride, P, basis(events))).toEqual(out("no-consent"));
    expect(countsFor({ fromMs: 120, toMs: 130 }, P, basis(events))).toEqual(out("withdrawn"));
  });

  it("agreed to again: rides from then on count, under the new grant, and older ones do not", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 300), at(3, "granted", 400)];
    expect(countsFor(ride, P, basis(events))).toEqual(out("withdrawn"));
    expect(countsFor({ fromMs: 400, toMs: 410 }, P, basis(events))).toMatchObject({ position: 3 });
  });

  it("for a purpose that nobody was asked about: it does not", () => {
    expect(countsFor(ride, "battery-research", basis([at(1, "granted", 100)]))).toEqual(out("no-consent"));
  });

  it("of nobody that is known: it does not, whoever agreed", () => {
    expect(countsFor(ride, P, basis([at(1, "granted", 100)], { ownership: [] }))).toEqual(out("no-rider"));
  });
});

describe("who rode", () => {
  const ben = (fromMs: number, toMs: number) => ({ riderId: "ben", fromMs, toMs });
  const ann = (fromMs: number, toMs: number) => ({ riderId: "ann", fromMs, toMs });

  it.each([
    ["the owner", [ofAnn], [], "ann"],
    ["nobody, where nobody owns it", [], [], null],
    ["the owner whose period covers all of it", [{ ...ofAnn, fromMs: 200, toMs: 211 }], [], "ann"],
    ["nobody, where the bike was sold in its last moment", [{ ...ofAnn, toMs: 210 }], [], null],
    ["nobody, where the bike was bought a moment after it began", [{ ...ofAnn, fromMs: 201 }], [], null],
    [
      "nobody, where it was sold on the way",
      [
        { ...ofAnn, toMs: 205 },
        { riderId: "ben", fromMs: 205, toMs: null },
      ],
      [],
      null,
    ],
    ["who signed for a part of it, not the owner", [ofAnn], [ben(205, 206)], "ben"],
    ["who signed for its first moment", [ofAnn], [ben(100, 200)], "ben"],
    ["who signed for its last moment", [ofAnn], [ben(210, 300)], "ben"],
    ["the owner, where others signed for before and after", [ofAnn], [ben(100, 199), ben(211, 300)], "ann"],
    ["who signed, where nobody owns it", [], [ben(100, 300)], "ben"],
    ["who signed twice", [ofAnn], [ben(200, 203), ben(206, 210)], "ben"],
    ["nobody, where two signed, be it one after the other", [ofAnn], [ben(200, 203), ann(206, 210)], null],
  ])("%s", (_who, ownership, attributions, expected) => {
    expect(knownRider(ride, ownership, attributions)).toBe(expected);
  });
});
