import { JOBS, UPLOAD_ROUTE } from "@/lib/domain/alarms";

/** Series by minute, in promtool's notation, and the minute at which it is looked. */
export interface Situation {
  readonly when: string;
  readonly series: Readonly<Record<string, string>>;
  readonly atMinutes: number;
}

/** When an alarm fires, and when it has to be quiet though much looks like it. */
export interface AlarmCases {
  readonly fires: Situation & { readonly labels: Readonly<Record<string, string>> };
  readonly quiet: Situation;
}

export const WORKER = `job="${JOBS.worker}",instance="127.0.0.1:9464"`;
export const OTHER_WORKER = `job="${JOBS.worker}",instance="127.0.0.1:9474"`;
export const WEB = `job="${JOBS.web}",instance="127.0.0.1:9465"`;
export const fromWorker = { job: JOBS.worker, instance: "127.0.0.1:9464" };
export const fromWeb = { job: JOBS.web, instance: "127.0.0.1:9465" };

const held = (store: string) => `slipstream_held{store="${store}",${WORKER}}`;
export const readings = (outcome: string) =>
  `slipstream_readings_total{lane="telemetry",outcome="${outcome}",${WORKER}}`;
export const perLane = (metric: string, lane: string, of = WORKER) => `${metric}{lane="${lane}",${of}}`;
export const freshness = (lane: string, le: string) =>
  `slipstream_freshness_seconds_bucket{lane="${lane}",le="${le}",${WORKER}}`;
export const lag = (lane: string, partition: number, of = WORKER) =>
  `slipstream_consumer_lag_records{lane="${lane}",partition="${partition}",${of}}`;
export const uploads = (status: number, route: string = UPLOAD_ROUTE) =>
  `slipstream_api_request_seconds_count{route="${route}",status="${status}",${WEB}}`;

export function heldCases(store: string, other: string): AlarmCases {
  const instance = fromWorker.instance;
  return {
    fires: {
      when: `it is held by ${store} for some minutes`,
      series: { [held(store)]: "0 1x5", [held(other)]: "0x6" },
      atMinutes: 4,
      labels: { severity: "critical", store, instance },
    },
    quiet: {
      when: `it is held by ${store} since a moment, and by ${other} for long`,
      series: { [held(store)]: "0x2 1x3", [held(other)]: "1x6" },
      atMinutes: 3,
    },
  };
}
