import { AppError } from "@/lib/errors";
import type { Contradiction } from "./contradictions";
import type { Ruling } from "./world";

export const DECISIONS = ["merge", "split", "keep", "take", "ask-oem"] as const;
export type Decision = (typeof DECISIONS)[number];

interface Wanted {
  readonly decision: Exclude<Decision, "merge" | "ask-oem">;
  readonly bikeId?: string | undefined;
  readonly normal?: string | undefined;
}

/** Which decisions a contradiction can end with; merging takes two bikes. */
export function decisionsOn({
  kind,
  bikeIds,
  fact,
  sides,
}: Pick<Contradiction, "kind" | "bikeIds" | "fact" | "sides">): Decision[] {
  if (kind === "one-bike-two-oems") return ["take"];
  if (kind === "module-in-use") return ["keep", "ask-oem"];
  if (kind === "one-bike-two-values")
    return fact === "bike_id" ? ["keep", "ask-oem"] : ["keep", "take", "ask-oem"];
  const isOfNone = sides[0]?.believed === false;
  return [
    "split",
    ...(bikeIds.length === 2 ? (["merge"] as const) : []),
    ...(isOfNone ? [] : (["keep"] as const)),
    "ask-oem",
  ];
}

/**
 * What a decision means for all that was said and will be said. To keep is to choose what is believed now.
 * @throws AppError `conflict` where it does not fit the contradiction, `invalid` where what it names is no side of it.
 */
export function rulingOf(contradiction: Contradiction, { decision, bikeId, normal }: Wanted): Ruling {
  const { kind, fingerprint, bikeIds, fact, lead, sides } = contradiction;
  const [believed] = sides;
  if (!decisionsOn(contradiction).includes(decision) || !believed)
    throw new AppError("conflict", `Expected ${decisionsOn(contradiction).join(" or ")}, got ${decision}.`);
  if (kind === "one-bike-two-values" && fact !== null) {
    const chosen = decision === "keep" ? believed.normal : normal;
    if (!sides.some((side) => side.normal === chosen) || chosen === undefined)
      throw new AppError("invalid", "normal: expected one of the values that stand against each other.");
    return {
      kind: "value",
      bikeId: believed.bikeId,
      fact,
      normal: chosen,
      among: sides.map((side) => side.normal),
    };
  }
  if (kind === "one-bike-two-oems") {
    if (normal === undefined || !sides.some((side) => side.normal === normal))
      throw new AppError("invalid", "normal: expected one of the OEMs whose files name the bike.");
    return { kind: "owner", bikeId: believed.bikeId, oemId: normal, among: sides.map((side) => side.normal) };
  }
  if (kind === "module-in-use" && lead !== null)
    return { kind: "unfit", lead, bikeId: oneOf(bikeIds, bikeIds[0]) };
  if (lead === null) {
    if (decision === "keep") return { kind: "row", fingerprint, bikeId: null };
    return { kind: "row", fingerprint, bikeId: oneOf(bikeIds, bikeId) };
  }
  const holder = decision === "keep" ? believed.bikeId : oneOf(bikeIds, bikeId);
  const side = sides.find((each) => each.bikeId === holder);
  const isNew = side?.believed === false && fact !== null;
  const chosen = isNew ? { chosen: { fact, normal: side.normal } } : {};
  return { kind: "number", lead, bikeId: holder, among: bikeIds, ...chosen };
}

function oneOf(bikeIds: readonly string[], bikeId: string | undefined): string {
  if (bikeId !== undefined && bikeIds.includes(bikeId)) return bikeId;
  throw new AppError("invalid", `bikeId: expected ${bikeIds.join(" or ")}, got ${bikeId ?? "none"}.`);
}
