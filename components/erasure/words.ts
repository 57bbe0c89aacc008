import type { ErasureStep } from "@/lib/domain/erasure-steps";

/** Each step of an erasure in words, as something that is done. */
export const STEP_WORDS: Readonly<Record<ErasureStep, string>> = {
  survey: "Counted what is held",
  publish: "Told the workers what must not come back",
  follow: "Waited until every worker keeps to it",
  letters: "Erased dead letters",
  quarantine: "Erased quarantined readings",
  readings: "Erased readings, in sealed weeks too",
  state: "Derived latest states anew",
  rides: "Rides gone",
  attributions: "Erased who signed for rides",
  projection: "Consented rides gone",
  recheck: "Looked for everything once more",
};

const STREAMS: Readonly<Record<string, string>> = {
  readings: "Readings",
  quarantine: "Quarantined readings",
  "dead-letters": "Dead letters",
  rides: "Rides",
  "consented-rides": "Consented rides",
  attributions: "Signatures for rides",
};

export const streamName = (stream: string): string => STREAMS[stream] ?? stream;
