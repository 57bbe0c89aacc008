import { z } from "zod";

/** What a steward decided about old data that contradict each other, as far as words need it. */
export const ToldRuling = z.object({
  kind: z.enum(["value", "number", "row", "unfit", "owner"]),
  /** Of numbers, rows and components: the bike that they are of; null for none. */
  bikeId: z.string().nullable(),
  /** Of values: the one that is right, as it is compared. */
  normal: z.string().optional(),
  /** Of owners: the OEM by its id, which its side has as `normal`. */
  oemId: z.string().optional(),
});
export type ToldRuling = z.infer<typeof ToldRuling>;

/** One of what stood against each other. */
export const ToldSide = z.object({ bikeId: z.string(), value: z.string(), normal: z.string() });
export type ToldSide = z.infer<typeof ToldSide>;

/** Whether a side is the one that a steward decided for. */
export function isTaken({ kind, bikeId, normal, oemId }: ToldRuling, side: ToldSide): boolean {
  switch (kind) {
    case "value":
      return side.normal === normal;
    case "owner":
      return side.normal === oemId;
    case "number":
    case "row":
      return side.bikeId === bikeId;
    case "unfit":
      return side.bikeId !== bikeId;
  }
}

/** What was decided for and against: "AB-1 was taken, not AB-7". Null where no side of it is known. */
export function ruledInWords(
  ruling: ToldRuling,
  sides: readonly ToldSide[],
  decision: string,
): string | null {
  const taken = sides.find((side) => isTaken(ruling, side));
  const others = sides.filter((side) => !isTaken(ruling, side));
  const not = (pick: (side: ToldSide) => string, before = "") => {
    const named = [...new Set(others.map(pick))];
    return named.length === 0 ? "" : `, not ${before}${named.join(` or ${before}`)}`;
  };
  switch (ruling.kind) {
    case "value":
      if (!taken) return null;
      return `${taken.value} ${decision === "keep" ? "stays" : "was taken"}${not(({ value }) => value)}`;
    case "owner":
      return taken ? `${taken.value} has it${not(({ value }) => value)}` : null;
    case "number":
      return taken ? `${taken.value} is of ${taken.bikeId}${not(({ bikeId }) => bikeId, "of ")}` : null;
    case "row":
      if (ruling.bikeId === null) return "the row was left aside";
      return `the row is of ${ruling.bikeId}${not(({ bikeId }) => bikeId, "of ")}`;
    case "unfit":
      return others[0] ? `${others[0].value} is not in ${others[0].bikeId}` : null;
  }
}
