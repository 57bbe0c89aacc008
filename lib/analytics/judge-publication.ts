import { LEAST_RIDERS, type RestatementCause } from "@/lib/domain/figures";
import { sameExposure } from "./exposure";
import { type Exposure, leastRiders } from "./least-riders";

/** Whether what a cell has now is published, stands as it was published last, or differs by too few riders and waits. */
export type PublicationVerdict = "publish" | "same" | "waits";

/** @param earlier all publications of the cell, the last one last. */
export function judgePublication(earlier: readonly Exposure[], now: Exposure): PublicationVerdict {
  const last = earlier.at(-1);
  if (last && sameExposure(last, now)) return "same";
  return leastRiders([...earlier, now]) >= LEAST_RIDERS ? "publish" : "waits";
}

/** How many riders came, left and contribute otherwise since the last publication. */
export function differenceOf(last: Exposure, now: Exposure) {
  const came = [...now.keys()].filter((rider) => !last.has(rider)).length;
  const left = [...last.keys()].filter((rider) => !now.has(rider)).length;
  const otherwise = [...now].filter(
    ([rider, contribution]) => (last.get(rider) ?? contribution) !== contribution,
  ).length;
  return { came, left, otherwise };
}

/** Of the causes marked, those that explain the difference; late data where nothing else was marked. */
export function causesOf(
  difference: ReturnType<typeof differenceOf>,
  marked: readonly RestatementCause[],
): RestatementCause[] {
  const { came, left, otherwise } = difference;
  const possible = new Set<RestatementCause>(["formula"]);
  if (left > 0)
    for (const cause of ["withdrawal", "ownership", "erasure", "late-data"] as const) possible.add(cause);
  if (came > 0) for (const cause of ["grant", "ownership", "late-data"] as const) possible.add(cause);
  if (otherwise > 0) for (const cause of ["late-data", "ownership", "erasure"] as const) possible.add(cause);
  const found = [...new Set(marked)].filter((cause) => possible.has(cause));
  return found.length > 0 ? found : [left > 0 && came + otherwise === 0 ? "withdrawal" : "late-data"];
}
