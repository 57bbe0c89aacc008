import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Statement } from "../statement";
import { decide } from "../testing/decide";
import { worldOf } from "../testing/said";
import { anyStatement } from "../testing/statements.arbitrary";
import type { Decided } from "./decide";
import type { KnownBike } from "./world";

const summary = ({ bikes, owners, contradictions }: Decided) => ({
  owners: [...owners].map(([id, { oemId }]) => [id, oemId]).sort(),
  bikes: [...bikes].map(([id, facts]) => [id, [...facts].sort(([a], [b]) => (a < b ? -1 : 1))]).sort(),
  contradictions,
});

/** As files come: what was decided after each leaves its bikes behind. */
function afterFiles(files: readonly (readonly Statement[])[]) {
  const statements = new Map<string, Statement>();
  const bikes = new Map<string, KnownBike>();
  for (const file of files) {
    for (const statement of file) statements.set(statement.digest, statement);
    const decided = decide(worldOf([...statements.values()], { bikes }));
    for (const [bikeId, { oemId }] of decided.owners)
      bikes.set(bikeId, { isWithdrawn: false, ...(oemId ? { oemId } : {}) });
  }
  return summary(decide(worldOf([...statements.values()], { bikes })));
}

describe("old data", () => {
  it("end with the same bikes and the same contradictions in whatever order rows and files come, and however often", () => {
    const arrivals = fc.array(anyStatement, { minLength: 1, maxLength: 14 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        arrived: fc
          .shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2, maxLength: rows.length * 2 })
          .chain((sent) =>
            fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }).map((cuts) => inFiles(sent, cuts)),
          ),
      }),
    );
    fc.assert(
      fc.property(arrivals, ({ rows, arrived }) => {
        expect(afterFiles(arrived)).toEqual(afterFiles([rows]));
      }),
      { numRuns: 100 },
    );
  });

  it("hold each number and component once", () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 20 }), (rows) => {
        const { bikes, owners } = decide(worldOf(rows));
        const all = (key: "imei" | "iccid" | "motor_serial") =>
          [...bikes.values()].flatMap((facts) => facts.get(key)?.normal ?? []);
        // An OEM's frame numbers are its own.
        const frames = [...bikes].flatMap(([bikeId, facts]) => {
          const frame = facts.get("frame_number");
          return frame ? [`${owners.get(bikeId)?.oemId} ${frame.normal}`] : [];
        });
        const batteries = [...bikes.values()].flatMap((facts) =>
          (["battery_serial", "battery_2_serial"] as const).flatMap((key) => facts.get(key)?.normal ?? []),
        );
        for (const held of [all("imei"), frames, all("iccid"), all("motor_serial"), batteries])
          expect(new Set(held).size).toBe(held.length);
      }),
      { numRuns: 100 },
    );
  });

  it("contradict each other often enough to be tested", () => {
    const samples = fc.sample(fc.array(anyStatement, { minLength: 8, maxLength: 14 }), {
      numRuns: 120,
      seed: 7,
    });
    const kinds = samples.flatMap((rows) =>
      decide(worldOf(rows)).contradictions.map(({ kind, fact }) => `${kind} ${fact === null}`),
    );
    expect(new Set(kinds)).toEqual(
      new Set([
        "one-bike-two-values false",
        "two-bikes-one-number false",
        "two-bikes-one-number true",
        "one-component-two-bikes false",
        "one-bike-two-oems true",
      ]),
    );
  });
});

function inFiles(rows: readonly Statement[], cuts: readonly number[]): Statement[][] {
  const files: Statement[][] = [];
  let at = 0;
  for (const [index, cut] of cuts.entries()) {
    files.push(rows.slice(at, index === cuts.length - 1 ? undefined : at + cut));
    at += cut;
  }
  return files;
}
