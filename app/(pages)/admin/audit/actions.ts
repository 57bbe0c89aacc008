"use server";

import type { Acted } from "@/components/admin/acted";
import { verifyChain } from "@/lib/audit/verify-chain";
import { requireActor } from "@/lib/auth/require-actor";
import { CHAIN_FAULTS } from "@/lib/domain/chain-faults";
import { formatCount, formatNumber } from "@/lib/format/number";
import { acted } from "../acted";

/** Hashes the whole audit again. */
export async function checkChain(): Promise<Acted> {
  const actor = await requireActor("/admin/audit");
  return acted("verify-audit", async () => {
    const verdict = await verifyChain(actor);
    const count = formatCount(verdict.entries, "entry", "entries");
    if (verdict.kind === "whole") return { said: `Chain whole, ${count}. Last hash ${verdict.lastHash}` };
    return {
      said: `Chain broken at entry ${formatNumber(verdict.id)}, which ${CHAIN_FAULTS[verdict.fault]}; ${count} before it fit.`,
    };
  });
}
