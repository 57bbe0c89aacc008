import type { ReasonCount } from "./reason-counts";
import { type RepairAddress, type RepairPath, repairAddress } from "./repair-address";

/** Counts by reason or decision, in words and with where each leads; one that is chosen is there even when it is none. */
export function countsOf(
  counts: readonly { readonly key: string; readonly count: number }[],
  {
    part,
    words,
    path,
    address,
  }: {
    readonly part: "reason" | "decision";
    readonly words: Readonly<Record<string, { readonly name: string; readonly meaning: string }>>;
    readonly path: RepairPath;
    readonly address: RepairAddress;
  },
): ReasonCount[] {
  const chosen = address[part];
  const isThere = counts.some(({ key }) => key === chosen);
  const all = chosen === undefined || isThere ? counts : [...counts, { key: chosen, count: 0 }];
  return all.map(({ key, count }) => ({
    key,
    name: words[key]?.name ?? key,
    meaning: words[key]?.meaning ?? "",
    count,
    isChosen: key === chosen,
    href: repairAddress(path, {
      ...address,
      [part]: key === chosen ? undefined : key,
      page: 1,
      open: undefined,
    }),
  }));
}

/** Counts by one of reason and decision, of those that `isMeant`. */
export function sumsBy(
  sums: readonly { readonly reason: string; readonly decision: string; readonly entries: number }[],
  part: "reason" | "decision",
  isMeant: (sum: { readonly reason: string; readonly decision: string }) => boolean,
): { readonly key: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const sum of sums.filter(isMeant)) counts.set(sum[part], (counts.get(sum[part]) ?? 0) + sum.entries);
  return [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
}
