import { createHash } from "node:crypto";
import { normalNumber } from "@/lib/domain/bike-number";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { Finding, Reason } from "../checks/finding";
import type { CandidateRow } from "../checks/model";

export type ItemKeys = readonly [string, ...string[]];

/**
 * What a row's bike is known by across files, the surest first: its id, its frame number, or failing both the row itself.
 * What was found to be wrong says nothing about which bike it is; what is registered already does.
 * @param holder id of the OEM's bike that is registered with the row's frame number.
 */
export function itemKeysOf(
  { values, number }: CandidateRow,
  findings: readonly Finding[] = [],
  holder?: string,
): ItemKeys {
  const wrong = new Set(findings.filter(isWrong).map(({ column }) => column));
  const bikeId = wrong.has("bike_id") ? "" : (values.bike_id?.text.trim() ?? "");
  const frame = wrong.has("frame_number") ? "" : normalNumber(values.frame_number?.text ?? "");
  const keys = [
    ...(BIKE_ID_PATTERN.test(bikeId) ? [bikeKey(bikeId)] : holder === undefined ? [] : [bikeKey(holder)]),
    ...(frame === "" ? [] : [`frame:${frame}`]),
  ];
  const [first, ...others] = keys;
  return first === undefined ? [`row:${digest(number, values)}`] : [first, ...others];
}

export const bikeKey = (bikeId: string): string => `bike:${bikeId}`;

const isWrong = ({ column, reason, severity }: Finding): boolean =>
  severity === "error" && !(column === "bike_id" && reason === "registered");

/** Whether the row's bike was registered before with other values. Which of two files came first is not for a row to know. */
export const isKnownBike = (findings: readonly Finding[], holder: string | undefined): boolean =>
  findings.some(({ column, reason }) => column === "bike_id" && reason === "registered") ||
  (holder !== undefined && findings.some(({ column }) => column === "bike_id"));

/** What is wrong with a row itself: of a bike that is known, not that it and its components are registered. */
export function ownReasons(findings: readonly Finding[], isKnown: boolean): Reason[] {
  const errors = findings.filter(({ severity }) => severity === "error").map(({ reason }) => reason);
  const own = isKnown
    ? errors.filter((reason) => reason !== "registered" && reason !== "in-another-bike")
    : errors;
  return [...new Set(own)].toSorted();
}

const digest = (number: number, values: CandidateRow["values"]): string =>
  createHash("sha256")
    .update(JSON.stringify([number, values]))
    .digest("base64url");

/** The key under which a bike was met before, else its surest one. */
export const knownKey = (keys: ItemKeys, known: ReadonlySet<string>): string =>
  keys.find((key) => known.has(key)) ?? keys[0];
