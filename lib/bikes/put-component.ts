import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { kindOf } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { applySwap } from "./apply-swap";
import { changing, type LockedBike, lockBikes, lockedOf, publishChange } from "./change-bikes";
import { foreseeBikes } from "./foresee-bikes";
import { makeComponent } from "./make-component";
import { planSwap } from "./periods/plan-swap";
import { refuseUnfitComponent } from "./refuse-unfit";
import { componentsOf } from "./seats";
import { tellSwapFault } from "./swap-faults";
import type { ToldComponent } from "./swap-input";
import { swapTold } from "./swap-told";
import { maySwap, requireRight } from "./who";

/**
 * Puts a component into a bike at a moment, in the place of the one that was there then. A moment in the past splits
 * what was told of that time; what was before and after stays.
 * @param verb by which the audit calls it.
 * @throws AppError `forbidden`, `not-found`, `conflict` in words.
 */
export async function putComponent(
  author: Author,
  verb: "swap-component" | "move-module",
  told: ToldComponent,
  stores?: MasterData,
): Promise<{ readonly bikeIds: readonly string[] }> {
  requireRight(author, maySwap);
  const { bikeId, slot, serial, partNumber, firmware, movedTo, reason } = told;
  const atMs = told.at ?? Date.now();
  return changing(author, stores, async (transaction) => {
    const asked: string[] = [bikeId, ...(movedTo === undefined ? [] : [movedTo])];
    const locked = await lockBikes(transaction, await foreseeBikes(transaction, told, asked, atMs));
    const oemId = ownerOf(locked, asked);
    await refuseUnfitComponent(transaction, bikeId, told);
    const incoming = await makeComponent(transaction, oemId, told);
    const plan = planSwap(await swapTold(transaction, told, incoming, atMs));
    if (plan.kind !== "plan") throw await tellSwapFault(transaction, told, plan);
    const moved = plan.closings.map(({ seat }) => seat.bikeId);
    refuseUnforeseen(locked, moved);
    await applySwap(transaction, slot, plan, locked);
    const outIds = plan.out ? [plan.out.componentId] : [];
    const parts = await componentsOf(transaction, kindOf(slot), { ids: [incoming.id, ...outIds] });
    const voices = parts.flatMap(({ reports_as }) => reports_as ?? []);
    await refuseUnforeseenVoices(transaction, locked, voices);
    const bikeIds = [...new Set([...asked, ...moved, ...voices.filter((id) => locked.has(id))])];
    await publishChange(transaction, bikeIds);
    const old = parts.find(({ id }) => outIds.includes(id))?.serial ?? null;
    const at = new Date(atMs).toISOString();
    const details = { kind: slot, serial, partNumber, firmware, at, old, movedTo, bikes: bikeIds };
    await record(transaction, { author, verb, subject: `bike:${bikeId}`, reason, details });
    return { bikeIds };
  });
}

/** The OEM of all bikes that something is put into. @throws AppError `not-found`, `conflict`. */
function ownerOf(locked: ReadonlyMap<string, LockedBike>, asked: readonly string[]): string {
  const bikes = asked.map((id) => lockedOf(locked, id));
  const withdrawn = bikes.find((bike) => bike.withdrawn);
  if (withdrawn) throw new AppError("conflict", `${withdrawn.bike_id} is withdrawn: nothing is put into it.`);
  const [oemId = "", ...others] = new Set(bikes.map(({ oem_id }) => oem_id));
  if (others.length > 0) throw new AppError("conflict", "Expected two bikes of one OEM.");
  return oemId;
}

/** What was not foreseen is not locked, and may be changed by others at this moment. */
function refuseUnforeseen(locked: ReadonlyMap<string, unknown>, bikeIds: readonly string[]): void {
  if (bikeIds.some((id) => !locked.has(id)))
    throw new AppError(
      "conflict",
      "Somebody moved this component at this moment. Look again, then repeat it.",
    );
}

/** A module that came into the bike meanwhile reports under an id that was not foreseen. */
async function refuseUnforeseenVoices(
  transaction: Database,
  locked: ReadonlyMap<string, unknown>,
  voices: readonly string[],
): Promise<void> {
  const others = voices.filter((id) => !locked.has(id));
  if (others.length > 0) refuseUnforeseen(locked, [...(await lockBikes(transaction, others)).keys()]);
}
