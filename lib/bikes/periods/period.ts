import type { ComponentSlot } from "@/lib/domain/master-data";
import { EVER, type Stretch } from "@/lib/domain/whose-bikes";

/** A component in a bike, [fromMs, toMs), ms since epoch, infinite where nobody knows a beginning or there is no end. */
export interface Seat extends Stretch {
  readonly id: number;
  readonly componentId: number;
  readonly bikeId: string;
  readonly slot: ComponentSlot;
}

export const isWithin = ({ fromMs, toMs }: Stretch, atMs: number): boolean => fromMs <= atMs && atMs < toMs;

/** When the first of these begins that begins after a moment; infinite where none does. */
export const nextStart = (stretches: readonly Stretch[], atMs: number): number =>
  Math.min(...stretches.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > atMs), EVER.toMs);

/** As the database keeps an end of a period: null is infinite. */
export const asDate = (atMs: number): Date | null => (Number.isFinite(atMs) ? new Date(atMs) : null);

/** A period of the database in milliseconds. */
export const stretchOf = (from: Date | null, to: Date | null): Stretch => ({
  fromMs: from?.getTime() ?? EVER.fromMs,
  toMs: to?.getTime() ?? EVER.toMs,
});
