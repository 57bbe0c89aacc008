import { Moment } from "@/components/ui/clock";
import type { FailingStep } from "@/lib/erasure/list-erasures";
import { formatCount } from "@/lib/format/number";
import { STEP_WORDS } from "./words";

/** That a step of an erasure fails, by what, and that it is tried again. */
export function Failing({ failing: { step, failures, failedMs, fault } }: { failing: FailingStep }) {
  return (
    <p role="status" className="wrap-anywhere text-fault text-sm">
      Failing at “{STEP_WORDS[step]}”: {fault}. Tried {formatCount(failures, "time", "times")}, last{" "}
      <Moment atMs={failedMs} />; it is tried again, at most five minutes apart. Other erasures go on.
    </p>
  );
}
