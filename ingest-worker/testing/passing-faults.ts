import type { Fault, FaultProxy } from "@/lib/es/testing/fault-proxy";

const FAULTS: readonly Fault[] = [
  { status: 503, type: "no_shard_available_action_exception" },
  "cut",
  { status: 429, type: "es_rejected_execution_exception" },
];

/**
 * The first request of each kind is refused, lost or answered in vain; whoever asks again is answered.
 * @returns the kinds that were asked so far.
 */
export function failAtFirst(proxy: FaultProxy): () => readonly string[] {
  const asked = new Set<string>();
  proxy.faultOf = (request) => {
    if (asked.has(request)) return "none";
    asked.add(request);
    return FAULTS[asked.size % FAULTS.length] ?? "none";
  };
  return () => [...asked];
}
