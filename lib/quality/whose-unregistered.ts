import { type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { type Bindings, isBound } from "@/lib/domain/whose-bikes";
import type { BoardScope } from "./board-scope";
import { madeForModels, partKey, type ReportedPart } from "./made-for-models";

interface Unregistered {
  readonly bikeId: string;
  readonly parts: readonly ReportedPart[];
}

/**
 * Of unregistered bikes those that a board may show: the maker's people see all unless they look at one OEM; an OEM's board has those
 * that report a component made for its models and no others', and, to its own people, those that its clients are bound to.
 * @param bound what the viewer's organisation is bound to; null for the maker's people.
 */
export async function whoseUnregistered<T extends Unregistered>(
  author: Author,
  scope: BoardScope,
  bikes: readonly T[],
  bound: Bindings | null,
  stores: MasterData = masterData(),
): Promise<T[]> {
  if (scope.oemId === null) return [...bikes];
  const parts = bikes.flatMap((bike) => bike.parts);
  const made = await madeForModels(author, scope, parts, stores);
  const isTheirs = (bikeId: string) => bound !== null && isBound(bound, bikeId);
  return bikes.filter((bike) => isTheirs(bike.bikeId) || bike.parts.some((part) => made.has(partKey(part))));
}
