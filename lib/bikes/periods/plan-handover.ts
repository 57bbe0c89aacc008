import type { Stretch } from "@/lib/domain/whose-bikes";
import { isWithin, nextStart } from "./period";

/** Somebody who has a bike for a while: a fleet or an owner. */
export interface Holding extends Stretch {
  readonly id: number;
  readonly holderId: string;
}

export type HandoverFault = {
  readonly kind: "already-theirs" | "same-instant" | "overlaps";
  readonly holding: Holding;
};

export interface HandoverPlan {
  readonly kind: "plan";
  readonly closes: Holding | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What it changes that a bike goes to somebody at a moment: who had it until then has it no more. Without an end it
 * stays with them until it went to the next, as far as that was told already.
 */
export function planHandover(
  { holderId, fromMs, toMs }: { readonly holderId: string } & Stretch,
  holdings: readonly Holding[],
): HandoverPlan | HandoverFault {
  const closes = holdings.find((holding) => isWithin(holding, fromMs)) ?? null;
  if (closes?.holderId === holderId) return { kind: "already-theirs", holding: closes };
  if (closes?.fromMs === fromMs) return { kind: "same-instant", holding: closes };
  const nextMs = nextStart(holdings, fromMs);
  const next = holdings.find((holding) => holding.fromMs === nextMs);
  if (next && Number.isFinite(toMs) && toMs > nextMs) return { kind: "overlaps", holding: next };
  return { kind: "plan", closes, fromMs, toMs: Math.min(toMs, nextMs) };
}
