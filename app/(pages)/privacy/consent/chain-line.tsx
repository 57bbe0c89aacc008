import { TriangleAlert } from "lucide-react";
import { Age } from "@/components/ui/clock";
import { checkLedger } from "@/lib/consent/check-ledger";
import type { UserActor } from "@/lib/domain/actor";
import { LEDGER_FAULTS } from "@/lib/domain/ledger-faults";
import { formatCount, formatNumber } from "@/lib/format/number";
import { answered } from "../../answered";

/** Checks the whole chain, and says what came of it. */
export async function ChainLine({ actor }: { actor: UserActor }) {
  const answer = await answered("check-ledger", () => checkLedger(actor));
  if (answer.kind === "failed") return <Fault>The chain could not be checked. {answer.why}</Fault>;
  const verdict = answer.value;
  if (verdict.kind === "unreadable")
    return (
      <Fault>
        Entry {formatNumber(verdict.auditId)} of the audit names no entry of the ledger that can be read.
      </Fault>
    );
  const count = formatCount(verdict.entries, "entry", "entries");
  if (verdict.kind === "broken")
    return (
      <Fault>
        Chain broken: entry {formatNumber(verdict.position)} {LEDGER_FAULTS[verdict.fault]}; {count} before it
        fit.
      </Fault>
    );
  return (
    <p role="status" className="text-ink-2">
      {count}, chain whole, checked <Age atMs={Date.now()} />
    </p>
  );
}

function Fault({ children }: { children: React.ReactNode }) {
  return (
    <p role="alert" className="flex items-center gap-1.5 text-fault">
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
