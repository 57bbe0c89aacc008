/**
 * Names of indices, topics and consumer groups. Everything carries the installation's namespace (`slipstream` in
 * production), so that test suites can share servers.
 */
export interface Names {
  readonly namespace: string;
  readonly state: string;
  readonly quarantine: string;
  readonly rides: string;
  readonly consentedRides: string;
  readonly figures: string;
  readonly windowPrefix: string;
  readonly windowTemplate: string;
  readonly topics: {
    readonly telemetry: string;
    readonly telemetryLate: string;
    readonly deadLetter: string;
    readonly bikes: string;
    readonly bikeState: string;
    readonly erasures: string;
    readonly withdrawals: string;
    readonly ridesDirty: string;
    readonly ridesChanged: string;
    readonly metrics: string;
  };
}

export function namesIn(namespace: string): Names {
  return {
    namespace,
    state: `${namespace}-state`,
    quarantine: `${namespace}-quarantine`,
    rides: `${namespace}-rides`,
    consentedRides: `${namespace}-consented-rides`,
    figures: `${namespace}-figures`,
    windowPrefix: `${namespace}-readings-`,
    windowTemplate: `${namespace}-readings`,
    topics: {
      telemetry: `${namespace}.telemetry`,
      telemetryLate: `${namespace}.telemetry.late`,
      deadLetter: `${namespace}.telemetry.dead-letter`,
      bikes: `${namespace}.bikes`,
      bikeState: `${namespace}.bike-state`,
      erasures: `${namespace}.erasures`,
      withdrawals: `${namespace}.withdrawals`,
      ridesDirty: `${namespace}.rides.dirty`,
      ridesChanged: `${namespace}.rides.changed`,
      metrics: `${namespace}.metrics`,
    },
  };
}

/** The consumer group of a lane. */
export const groupOf = ({ namespace }: Names, lane: string): string => `${namespace}-${lane}`;
