import type { DERIVED_ALARMS } from "@/lib/domain/alarms-of-derived";
import { type AlarmCases, OTHER_WORKER, WORKER } from "./case-series";

/** Each alarm's of what is derived. */
export const DERIVED_CASES: Readonly<Record<(typeof DERIVED_ALARMS)[number]["name"], AlarmCases>> = {
  SlipstreamMasterDataWaits: {
    fires: {
      when: "a change has waited for two minutes, as one of two workers says",
      series: {
        [`slipstream_outbox_age_seconds{${WORKER}}`]: "0 60 120 180 240",
        [`slipstream_outbox_age_seconds{${OTHER_WORKER}}`]: "0x5",
      },
      atMinutes: 4,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "many changes wait, none for long",
      series: {
        [`slipstream_outbox_age_seconds{${WORKER}}`]: "50x5",
        [`slipstream_outbox_rows{${WORKER}}`]: "100000x5",
      },
      atMinutes: 5,
    },
  },
  SlipstreamRidesBehind: {
    fires: {
      when: "marks have waited beyond their time for longer and longer, at one of two workers",
      series: {
        [`slipstream_rides_overdue_seconds{${WORKER}}`]: "0+120x20",
        [`slipstream_rides_overdue_seconds{${OTHER_WORKER}}`]: "0x20",
      },
      atMinutes: 15,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "a season that came at once is worked off within ten minutes",
      series: { [`slipstream_rides_overdue_seconds{${WORKER}}`]: "0+120x5 480 360 240 120 0x5" },
      atMinutes: 12,
    },
  },
  SlipstreamWithdrawalWaits: {
    fires: {
      when: "a withdrawal has waited for longer and longer",
      series: { [`slipstream_purge_age_seconds{${WORKER}}`]: "0+60x20" },
      atMinutes: 8,
      labels: { severity: "critical" },
    },
    quiet: {
      when: "withdrawals are purged within seconds, one after the other",
      series: { [`slipstream_purge_age_seconds{${WORKER}}`]: "2x20" },
      atMinutes: 15,
    },
  },
  SlipstreamProjectionBehind: {
    fires: {
      when: "marks have waited for longer and longer, at one of two workers",
      series: {
        [`slipstream_projection_age_seconds{${WORKER}}`]: "0+120x20",
        [`slipstream_projection_age_seconds{${OTHER_WORKER}}`]: "0x20",
      },
      atMinutes: 15,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "all bikes that were marked at once are projected within ten minutes",
      series: { [`slipstream_projection_age_seconds{${WORKER}}`]: "0+120x5 480 360 240 120 0x5" },
      atMinutes: 12,
    },
  },
};
