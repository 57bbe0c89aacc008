import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { kindOf } from "@/lib/domain/master-data";
import { isWithin } from "./periods/period";
import { componentsOf, seatsAround } from "./seats";
import type { ToldComponent } from "./swap-input";

/**
 * All bikes that a swap may change, as things stand before anything is locked: those that were asked for, the one that
 * the component is in, and those whose ids the modules report.
 */
export async function foreseeBikes(
  transaction: Database,
  { slot, serial, reportsAs }: ToldComponent,
  asked: readonly string[],
  atMs: number,
): Promise<string[]> {
  const known = await componentsOf(transaction, kindOf(slot), { normals: [normalNumber(serial)] });
  const seats = await seatsAround(transaction, slot, {
    bikeIds: asked,
    componentIds: known.map(({ id }) => id),
  });
  const now = seats.filter((seat) => isWithin(seat, atMs));
  const parts = await componentsOf(transaction, kindOf(slot), {
    ids: [...known.map(({ id }) => id), ...now.map(({ componentId }) => componentId)],
  });
  const voices = [reportsAs, ...parts.map(({ reports_as }) => reports_as)].flatMap((id) => id ?? []);
  return [...asked, ...now.map(({ bikeId }) => bikeId), ...voices];
}
