import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import type { UserActor } from "@/lib/domain/actor";
import type { PartKind } from "@/lib/domain/state-document";
import type { BoardScope } from "@/lib/quality/board-scope";
import { getPartsInBikes } from "@/lib/quality/get-parts-in-bikes";
import { differingParts, type SuspectedSwap, suspectedDuplicates } from "@/lib/quality/suspected-swaps";
import { getSerialHours } from "@/lib/telemetry/get-serial-hours";
import { listDiffering } from "@/lib/telemetry/list-differing";
import { listSharedSerials } from "@/lib/telemetry/list-shared-serials";
import { type Listed, type Page, skipOf } from "./page-of";

/** What needs a workshop to be changed. */
export const FIXED = ["motor", "display", "module"] as const;
/** What a rider changes by hand. */
export const EXCHANGED = ["battery"] as const;

/** Components that several bikes report at once. */
export async function askDuplicates(actor: UserActor, scope: BoardScope): Promise<Listed<SuspectedSwap>> {
  const reader = telemetryReader();
  const nowMs = Date.now();
  const { shared, isCut } = await inTurn(actor, () => listSharedSerials(reader, scope, nowMs));
  const hours = await inTurn(actor, () => getSerialHours(reader, scope, shared, nowMs));
  const rows = suspectedDuplicates(shared, hours);
  return { rows, total: rows.length, isCut };
}

/** How many bikes report another component than the registered one, by kind. */
export async function countDiffering(
  actor: UserActor,
  scope: BoardScope,
  kinds: readonly PartKind[],
): Promise<ReadonlyMap<PartKind, number>> {
  const none = { skip: 0, limit: 0 };
  const counted = kinds.map(async (kind) => {
    const { total } = await inTurn(actor, () => listDiffering(telemetryReader(), scope, [kind], none));
    return [kind, total] as const;
  });
  return new Map(await Promise.all(counted));
}

/** Bikes that report another component than the registered one of one of these kinds; `total` counts bikes. */
export async function askDiffering(
  actor: UserActor,
  scope: BoardScope,
  kinds: readonly PartKind[],
  page: Page,
): Promise<Listed<SuspectedSwap>> {
  const part = { skip: skipOf(page), limit: page.size };
  const { bikes, total } = await inTurn(actor, () => listDiffering(telemetryReader(), scope, kinds, part));
  const ids = bikes.map(({ bikeId }) => bikeId);
  return { rows: differingParts(bikes, await getPartsInBikes(actor, scope, ids)), total, isCut: false };
}
