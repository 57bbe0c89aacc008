import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { isWithin } from "./periods/period";
import { componentsOf, seatsAround } from "./seats";
import type { ToldComponent } from "./swap-input";

/**
 * All bikes that a swap may change, as things stand before anything is locked: those that were asked for, the one that
 * the component is in, and those whose ids the modules report.
 */
export async function foreseeBikes(
  transaction: Database,
  { kind, serial, reportsAs }: ToldComponent,
  asked: readonly string[],
  atMs: number,
): Promise<string[]> {
  const known = await componentsOf(transaction, kind, { normals: [normalNumber(serial)] });
  const seats = await seatsAround(transaction, kind, {
    bikeIds: asked,
    componentIds: known.map(({ id }) => id),
  });
  const now = seats.filter((seat) => isWithin(seat, atMs));
  const parts = await componentsOf(transaction, kind, {
    ids: [...known.map(({ id }) => id), ...now.map(({ componentId }) => componentId)],
  });
  const voices = [reportsAs, ...parts.map(({ reports_as }) => reports_as)].flatMap((id) => id ?? []);
  return [...asked, ...now.map(({ bikeId }) => bikeId), ...voices];
}
