import { createHash } from "node:crypto";
import { normalNumber } from "@/lib/domain/bike-number";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { Finding } from "../checks/finding";
import type { CandidateRow } from "../checks/model";

/**
 * What a row's bike is known by across files, the surest first: its id, its frame number, or failing both the row itself.
 * What was found to be wrong says nothing about which bike it is.
 */
export function itemKeysOf(
  { values, number }: CandidateRow,
  findings: readonly Finding[] = [],
): readonly [string, ...string[]] {
  const wrong = new Set(findings.filter(({ severity }) => severity === "error").map(({ column }) => column));
  const bikeId = wrong.has("bike_id") ? "" : (values.bike_id?.text.trim() ?? "");
  const frame = wrong.has("frame_number") ? "" : normalNumber(values.frame_number?.text ?? "");
  const keys = [
    ...(BIKE_ID_PATTERN.test(bikeId) ? [`bike:${bikeId}`] : []),
    ...(frame === "" ? [] : [`frame:${frame}`]),
  ];
  const [first, ...others] = keys;
  return first === undefined ? [`row:${digest(number, values)}`] : [first, ...others];
}

const digest = (number: number, values: CandidateRow["values"]): string =>
  createHash("sha256")
    .update(JSON.stringify([number, values]))
    .digest("base64url");

/** The key under which a bike was met before, else its surest one. */
export const knownKey = (keys: readonly [string, ...string[]], known: ReadonlySet<string>): string =>
  keys.find((key) => known.has(key)) ?? keys[0];
