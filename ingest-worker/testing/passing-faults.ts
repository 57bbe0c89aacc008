import type { Fault, FaultProxy } from "@/lib/es/testing/fault-proxy";

const FAULTS: readonly Fault[] = [
  { status: 503, type: "no_shard_available_action_exception" },
  "cut",
  { status: 429, type: "es_rejected_execution_exception" },
];

/** The first requests of each kind are refused, lost or answered in vain; whoever asks again is answered. */
export function failAtFirst(proxy: FaultProxy): { readonly kinds: () => readonly string[] } {
  const asked = new Map<string, number>();
  proxy.faultOf = (request) => {
    const times = asked.get(request) ?? 0;
    asked.set(request, times + 1);
    return FAULTS[times] ?? "none";
  };
  return { kinds: () => [...asked].flatMap(([kind, times]) => (times > FAULTS.length ? [kind] : [])) };
}
