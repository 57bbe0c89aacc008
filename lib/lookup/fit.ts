import { foldedOf, normalOf } from "@/lib/domain/bike-number";
import type { MatchHow } from "@/lib/domain/lookup";
import { ALIKE_COST, distance } from "./distance";

/** How a number fits what was asked, and how far it is from that: less is closer, between fits of one kind only. */
export interface Fit {
  readonly how: MatchHow;
  readonly distance: number;
}

/** What was asked, made ready to be compared. */
export interface Asked {
  readonly normal: string;
  readonly folded: string;
}

export function askedBy(text: string): Asked {
  const normal = normalOf(text);
  return { normal, folded: foldedOf(normal) };
}

/** Shorter texts fit everywhere. */
const LEAST_PART = 3;
const LEAST_TYPO = 5;
/** What stands behind a part is missed more than what stands before: people read out the end of a number. */
const BEHIND_COST = 2;

/** How `value` fits; null where it does not. */
export function fitOf(asked: Asked, value: string): Fit | null {
  if (asked.normal === "") return null;
  const number = askedBy(value);
  const rest = number.normal.length - asked.normal.length;
  if (number.normal === asked.normal) return { how: "exact", distance: 0 };
  if (number.normal.startsWith(asked.normal)) return { how: "prefix", distance: rest };
  if (number.folded.startsWith(asked.folded))
    return { how: "look-alike", distance: alike(asked, number, 0) + rest };
  return partOf(asked, number, rest) ?? typoOf(asked, number, rest);
}

function partOf(asked: Asked, number: Asked, rest: number): Fit | null {
  if (asked.normal.length < LEAST_PART) return null;
  const at = number.folded.lastIndexOf(asked.folded);
  if (at < 0) return null;
  const behind = rest - at;
  return { how: "part", distance: at + behind * BEHIND_COST + alike(asked, number, at) };
}

function typoOf(asked: Asked, number: Asked, rest: number): Fit | null {
  if (asked.normal.length < LEAST_TYPO || Math.abs(rest) > 1) return null;
  const far = distance(asked.normal, number.normal);
  return far < 2 ? { how: "typo", distance: far } : null;
}

const alike = (asked: Asked, number: Asked, from: number): number =>
  [...asked.normal].filter((character, at) => character !== number.normal[from + at]).length * ALIKE_COST;
